"""The choices that the records, the pages and the API share. No logic."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What people do there."""

    RALLY = "rally", _("Rally")
    MARCH = "march", pgettext_lazy("kind of protest", "March")  # Django translates the bare word as a month
    VIGIL = "vigil", _("Vigil")
    PICKET = "picket", _("Picket")
    BANNER = "banner", _("Banner")
    TALK = "talk", _("Talk")
    ONLINE = "online", _("Online")
    OTHER = "other", _("Other")


class Status(TextChoices):
    """Will it happen? "Moved" and "finished" are derived, never stored."""

    TENTATIVE = "tentative", _("Not yet certain")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    BANNED = "banned", _("Banned")


class Visibility(TextChoices):
    """May the world see it?"""

    PUBLIC = "public", _("Public")
    HIDDEN = "hidden", _("Hidden")
    MERGED = "merged", _("Merged")


class Decision(TextChoices):
    """Where a submission stands."""

    UNCONFIRMED = "unconfirmed", _("Waiting for the e-mail to be confirmed")
    WAITING = "waiting", _("In review")
    ASKED = "asked", _("A question was asked")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Precision(TextChoices):
    """What may be shown of the place: from the coarsest to the finest see rules/precision.py."""

    EXACT = "exact", _("Exact place")
    AREA = "area", _("An area of about 1 km")
    CITY = "city", _("City only")
    WITHHELD = "withheld", _("Country only")


class Accuracy(TextChoices):
    """How good the stored point is, whoever may see it."""

    EXACT = "exact", _("The place itself")
    CITY = "city", _("The middle of the city")


class Role(TextChoices):
    """What a person of the campaign's team may do."""

    COORDINATOR = "coordinator", _("Coordinator")
    MODERATOR = "moderator", _("Moderator")


class Agreement(TextChoices):
    """What became of a proposal."""

    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class Access(TextChoices):
    """What makes it possible to take part."""

    STEP_FREE = "step_free", _("Step-free")
    SEATS = "seats", _("Seats")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    QUIET = "quiet", _("Quiet corner")


class Change(TextChoices):
    """What was changed about a protest."""

    TIME = "time", _("Time")
    PLACE = "place", _("Place")
    STATUS = "status", _("Status")


class Stage(TextChoices):
    """How far an import is."""

    READING = "reading", _("The file is being read")
    CHECKING = "checking", _("The rows are being checked")
    READY = "ready", _("Ready to be looked at")
    TAKING = "taking", _("Being taken in")
    DONE = "done", _("Taken in")
    FAILED = "failed", _("Could not be read")
    UNDONE = "undone", _("Undone")


class Verdict(TextChoices):
    """What is thought of a row of an import."""

    GOOD = "good", _("Good")
    DOUBT = "doubt", _("Look at it")
    FAULTY = "faulty", _("With faults")
    LEFT = "left", _("Left out")
    SAME = "same", _("As it stands here")


class RowOutcome(TextChoices):
    """What became of a row of an import."""

    ADDED = "added", _("Added")
    SENT = "sent", _("In the queue")
    CHANGED = "changed", _("Changed")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Not possible any more")
    UNDONE = "undone", _("Undone")
    KEPT = "kept", _("Changed since, so left as it is")


class Teller(TextChoices):
    """Who says how many came."""

    ORGANISERS = "organisers", _("The organisers")
    POLICE = "police", _("The police")
    MEDIA = "media", _("The media")
    ON_SITE = "on_site", _("Somebody who was there")


class Vague(TextChoices):
    """How many came, where nobody counted. What each stands for is said in rules/turnout.py."""

    DOZENS = "dozens", _("Dozens")
    HUNDREDS = "hundreds", _("Hundreds")
    THOUSANDS = "thousands", _("Thousands")
    TENS_OF_THOUSANDS = "tens_of_thousands", _("Tens of thousands")
    HUNDREDS_OF_THOUSANDS = "hundreds_of_thousands", _("Hundreds of thousands")


class Finding(TextChoices):
    """Where a turnout report stands. A large figure is seconded before it is accepted."""

    WAITING = "waiting", _("In review")
    SECOND = "second", _("Waiting for a second moderator")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not accepted")
    CORRECTED = "corrected", _("Corrected")


class Outcome(TextChoices):
    """What became of a protest: four things that are never added up, and one that is still to come."""

    AHEAD = "ahead", _("Still to come")
    OFF = "off", _("Did not take place")
    REPORTED = "reported", _("Reported, with a figure")
    TOOK_PLACE = "took_place", _("Took place, nobody gave a figure")
    UNKNOWN = "unknown", _("Nothing is known")


class Handout(TextChoices):
    """What a campaign hands out, or asks for."""

    POSTER = "poster", _("Poster")
    LEAFLET = "leaflet", _("Leaflet")
    TEXT = "text", _("Text")
    LETTERS = "letters", _("Write a letter")
    PETITION = "petition", _("Sign a petition")
    DONATION = "donation", _("Donate")


class FileForm(TextChoices):
    """What a file is that a campaign hands out; the value is the ending under which it is saved."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    WEBP = "webp", "WebP"
    TEXT = "txt", _("Text")
    ODT = "odt", "ODT"
    ODS = "ods", "ODS"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    ZIP = "zip", "ZIP"
