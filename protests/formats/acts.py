"""What the log says, in words. Pure."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protests.actions.proposals import VERBS as PROPOSALS
from protests.enums import Role
from protests.logbook import Logged
from protests.rules.reasons import Hiding, Reason

# A test reads the actions and finds each verb here.
VERBS: dict[str, str | Promise] = {
    "campaign.alerted": gettext_lazy("The coordinators were told that something waits"),
    "campaign.edited": gettext_lazy("Edited the campaign"),
    "campaign.started": gettext_lazy("Started the campaign"),
    "concern.closed": gettext_lazy("Closed a concern"),
    "concern.raised": gettext_lazy("Somebody says that something is wrong"),
    "contact.forgotten": gettext_lazy("Contact data deleted"),
    "contact.link_renewed": gettext_lazy("Renewed the link"),
    "contact.offer_taken_back": gettext_lazy("Took the offer to another address back"),
    "contact.offered": gettext_lazy("Offered to hand over"),
    "contact.receipt_kept": gettext_lazy("Wrote the receipt code down"),
    "contact.taken_over": gettext_lazy("Took over"),
    "day.announced": gettext_lazy("Set the banner of the day"),
    "day.called": gettext_lazy("Called the day"),
    "day.edited": gettext_lazy("Edited the day"),
    "day.moved": gettext_lazy("Moved the day"),
    "group.distrusted": gettext_lazy("Took trust in a group back"),
    "group.link_renewed": gettext_lazy("Renewed the link of a trusted group"),
    "group.trusted": gettext_lazy("Trusted a group"),
    "host.appointed": gettext_lazy("Made a host"),
    "host.dismissed": gettext_lazy("Host no longer"),
    "import.begun": gettext_lazy("Began to take a file in"),
    "import.dropped": gettext_lazy("Dropped a file"),
    "import.started": gettext_lazy("Started to take a file in"),
    "import.taken": gettext_lazy("Took a file in"),
    "import.undone": gettext_lazy("Undid an import"),
    "link.reissued": gettext_lazy("Mailed a new link"),
    "mail.tried_again": gettext_lazy("Had a mail tried again"),
    "material.offered": gettext_lazy("Offered a material"),
    "material.taken_out": gettext_lazy("Took a material out"),
    "notice.sent": gettext_lazy("Wrote to organisers"),
    "press.asked": gettext_lazy("A question of the press was passed on"),
    "password.changed": gettext_lazy("Changed the password"),
    "person.let_in": gettext_lazy("Let in again by the host"),
    "person.shut_out": gettext_lazy("Shut out by the host"),
    "proposal.agreed": gettext_lazy("Agreed as second person"),
    "proposal.declined": gettext_lazy("Declined as second person"),
    "proposal.made": gettext_lazy("Asked for a second person"),
    "proposal.taken_back": gettext_lazy("Took the question to a second person back"),
    "protest.accepted": gettext_lazy("Put on the map"),
    "protest.archived": gettext_lazy("Brought in from an archive"),
    "protest.banned": gettext_lazy("Marked as banned"),
    "protest.cancelled": gettext_lazy("Cancelled"),
    "protest.claimed": gettext_lazy("Somebody says it is theirs"),
    "protest.coarsened": gettext_lazy("Made less exact"),
    "protest.handed_over": gettext_lazy("Handed over to another address"),
    "protest.hidden": gettext_lazy("Taken off the site"),
    "protest.imported": gettext_lazy("Taken in from a file"),
    "protest.merged": gettext_lazy("Merged into another"),
    "protest.merged_with": gettext_lazy("Another was merged into it"),
    "protest.postponed": gettext_lazy("Postponed"),
    "protest.put_back": gettext_lazy("Put back as it was"),
    "protest.reinstated": gettext_lazy("Takes place after all"),
    "protest.rescheduled": gettext_lazy("Moved with its day"),
    "protest.restored": gettext_lazy("Shown again"),
    "protest.revised": gettext_lazy("Changed"),
    "protest.started": gettext_lazy("Has started"),
    "protest.still_on": gettext_lazy("Is still on, its organiser says"),
    "protest.taken_back": gettext_lazy("Taken back from the map"),
    "protest.undone": gettext_lazy("Taken back"),
    "protest.unmerged": gettext_lazy("Parted again"),
    "protest.withdrawn": gettext_lazy("Withdrawn"),
    "recovery_code.used": gettext_lazy("Used a recovery code"),
    "recovery_codes.renewed": gettext_lazy("Made new recovery codes"),
    "retention.purged": gettext_lazy("Deleted what was due"),
    "roundup.published": gettext_lazy("Published the round-up"),
    "roundup.revised": gettext_lazy("Revised the round-up"),
    "second_factor.set_up": gettext_lazy("Set up the second factor"),
    "second_factor.taken_away": gettext_lazy("Second factor taken away"),
    "second_factor.told": gettext_lazy("The host had a code of the second factor told"),
    "submission.answered": gettext_lazy("The organiser answered"),
    "submission.approved": gettext_lazy("Approved"),
    "submission.asked": gettext_lazy("Asked the organiser"),
    "submission.assigned": gettext_lazy("Given to somebody"),
    "submission.confirmed": gettext_lazy("Address confirmed"),
    "submission.edited": gettext_lazy("Edited while it waited"),
    "submission.imported": gettext_lazy("Taken in from a file"),
    "submission.let_stand": gettext_lazy("On the map at once: by a trusted group"),
    "submission.no_spam": gettext_lazy("Found to be no spam"),
    "submission.rejected": gettext_lazy("Rejected"),
    "submission.submitted": gettext_lazy("Sent in"),
    "submission.undone": gettext_lazy("Decision taken back"),
    "submission.withdrawn": gettext_lazy("Withdrawn"),
    "team.invitation_taken_back": gettext_lazy("Took an invitation back"),
    "team.invited": gettext_lazy("Invited into the team"),
    "team.joined": gettext_lazy("Joined the team"),
    "team.limited": gettext_lazy("Countries and languages changed"),
    "team.removed": gettext_lazy("Removed from the team"),
    "team.role_set": gettext_lazy("Role changed"),
    "turnout.accepted": gettext_lazy("Accepted how many came"),
    "turnout.agreed": gettext_lazy("Agreed, as the first of two, to how many came"),
    "turnout.corrected": gettext_lazy("Corrected how many came"),
    "turnout.declined": gettext_lazy("Declined a report of how many came"),
    "turnout.reported": gettext_lazy("Said how many came"),
    "update.taken_back": gettext_lazy("Took an update back"),
    "update.written": gettext_lazy("Wrote an update"),
}
# What organisers act on; the rest without a person is the site's, or the host's on the command line.
OF_ORGANISERS = ("submission", "protest", "contact", "follower")
REASONS = {
    **dict(Reason.choices),
    **dict(Hiding.choices),
    **dict(Role.choices),
    **{name: one.label for name, one in PROPOSALS.items()},
}


@dataclass(frozen=True)
class Line:
    """One act in words. `code` names a protest to link to, `review` a submission."""

    at: datetime
    what: str | Promise
    who: str
    why: str | Promise
    code: str
    review: str
    counts: dict[str, int]


def lines(log: list[Logged]) -> list[Line]:
    return [
        Line(
            at=one.at,
            what=verb(one.verb),
            who=_who(one),
            why=REASONS.get(one.reason, one.reason),
            code=one.object_id if one.kind == "protest" else "",
            review=one.object_id if one.kind == "submission" else "",
            counts=one.counts,
        )
        for one in log
    ]


def verb(name: str) -> str | Promise:
    return VERBS.get(name, name)


def _who(one: Logged) -> str:
    if one.who:
        return one.who
    if one.by_team:
        return _("Somebody of the team")
    return _("The organiser") if one.kind in OF_ORGANISERS else _("The site or its host")
