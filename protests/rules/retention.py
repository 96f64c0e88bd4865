"""When personal data goes. The worker deletes by these, and the pages that promise it read them here."""

from datetime import timedelta

# An address that nobody confirmed, with what was sent.
UNCONFIRMED = timedelta(hours=48)
# An address that was asked to take over and did not answer.
OFFER = timedelta(hours=48)
# The address of an organiser, after the protest is over; and of a submission that was rejected or withdrawn.
CONTACT = timedelta(days=30)
# The phone number of an organiser, after the protest is over.
PHONE = timedelta(days=2)
# A mail that no server took, so that somebody can look at it.
DEAD_LETTER = timedelta(days=7)
# How long a repeated request is recognised.
REQUEST_KEY = timedelta(hours=24)
# The address of a follower, after the last protest of the day is over; one that was never confirmed: UNCONFIRMED.
FOLLOWER = timedelta(days=2)
# The exact place that was never shown, after the protest is over: the city's takes its place.
PLACE = timedelta(days=30)
# The exact place that everyone could see, after the protest is over: the archive shows the city.
ARCHIVE = timedelta(days=90)
# What local groups sent, after the protest is over, whatever became of it; the listing itself stays.
ENTRY = timedelta(days=90)
# What moderators rejected, after they did.
REJECTED = timedelta(days=30)
# What moderators asked and organisers answered, after the protest is over.
MESSAGE = timedelta(days=30)
# What visitors say is wrong with a listing.
CONCERN = timedelta(days=90)
# That a moderator looks at something.
LOOK = timedelta(minutes=3)
# For so long a mail is tried again.
PATIENCE = timedelta(hours=48)
# A mail that was sent: a line without text, which tells how many went to an address in a day.
SENT = timedelta(hours=48)
# How often something came from somewhere, under a keyed hash.
TALLY = timedelta(hours=1)
# The link of an invitation to a team, with the address it went to.
INVITATION = timedelta(days=7)
# The account of somebody who left the last team.
PERSON = timedelta(days=30)
# What was asked of a second person, after it was decided.
PROPOSAL = timedelta(days=90)
# For so long the log is shown with names; after it, with "somebody of the team".
LOG_NAMES = timedelta(days=365)
# A file that a coordinator began to take in, after they last did something with it; once it is taken in, the cells of
# its rows and what they changed: until then it can be undone. The file itself goes at once.
IMPORT = timedelta(days=7)
# A job of the worker that failed: it may name the index of an address.
JOB = timedelta(days=7)


def in_days() -> dict[str, int]:
    """Each span by its name in small letters, in whole days: what pages promise."""
    return {name: span.days for name, span in _spans().items()}


def in_hours() -> dict[str, int]:
    return {name: span // timedelta(hours=1) for name, span in _spans().items()}


def _spans() -> dict[str, timedelta]:
    return {name.lower(): span for name, span in globals().items() if isinstance(span, timedelta)}
