"""What is kept, until when, and what went, in words for coordinators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from protests.ledger import Kept
from protests.rules import retention


@dataclass(frozen=True)
class Row:
    """One kind of datum: what it is, until when it is kept, and what there is of it now (None: nobody counts it)."""

    key: str
    what: str | Lazy
    until: str
    now: Kept | None


# By the names that actions/retention.py counts under, in the order in which somebody would ask.
WHAT: dict[str, str | Lazy] = {
    "unconfirmed": gettext_lazy("Entries that nobody confirmed, with their address"),
    "contacts": gettext_lazy("Addresses, receipt codes and links of organisers"),
    "phones": gettext_lazy("Phone numbers of organisers"),
    "places": gettext_lazy("Exact places that were never shown"),
    "archive": gettext_lazy("Exact places that everyone could see"),
    "rejected": gettext_lazy("Rejected entries"),
    "reports": gettext_lazy("Turnout reports that were declined"),
    "entries": gettext_lazy("What organisers sent, beside the listing"),
    "messages": gettext_lazy("Questions of moderators, and the answers"),
    "concerns": gettext_lazy("What visitors say is wrong with a listing"),
    "followers": gettext_lazy("Addresses of followers"),
    "dead_mails": gettext_lazy("Mails that are not sent"),
    "sent_mails": gettext_lazy("That a mail was sent: never its text"),
    "press_messages": gettext_lazy("Messages of the press"),
    "request_keys": gettext_lazy("What tells that a form was sent twice"),
    "people": gettext_lazy("Accounts of who left the team"),
    "proposals": gettext_lazy("What was asked of a second person"),
    "imports": gettext_lazy("Files that were not taken in"),
    "sessions": gettext_lazy("Sessions of moderators"),
    "jobs": gettext_lazy("Work that failed"),
    "notices": gettext_lazy("Messages to organisers"),
    "tallies": gettext_lazy("How much came from one place, under a keyed hash"),
}
# The templates of mails/, by their names.
MAILS: dict[str, str | Lazy] = {
    "confirm": gettext_lazy("Confirm the address"),
    "approved": gettext_lazy("Approved"),
    "rejected": gettext_lazy("Rejected"),
    "change_approved": gettext_lazy("Change approved"),
    "change_rejected": gettext_lazy("Change rejected"),
    "links": gettext_lazy("Lost link"),
    "new_link": gettext_lazy("New link"),
    "renewed": gettext_lazy("New link"),
    "handover": gettext_lazy("Take over an entry"),
    "handed_over": gettext_lazy("Handed over"),
    "asked": gettext_lazy("Question of a moderator"),
    "merged": gettext_lazy("Merged with another"),
    "follow": gettext_lazy("Confirm to follow"),
    "changed": gettext_lazy("Something changed"),
    "added": gettext_lazy("New protests"),
    "invitation": gettext_lazy("Invitation into the team"),
    "still_on": gettext_lazy("Is it still on?"),
    "notice": gettext_lazy("Message of the coordinators"),
    "alert": gettext_lazy("Something waits for moderators"),
    "report_reminder": gettext_lazy("How many came?"),
    "press": gettext_lazy("Question of the press"),
}


def rows(now: Mapping[str, Kept], session: timedelta) -> list[Row]:
    """All kinds; `now` has those that a campaign has of its own, `session` is how long somebody stays signed in."""
    until = _until(session)
    return [Row(key, what, until[key], now.get(key)) for key, what in WHAT.items()]


def went(counts: Mapping[str, int]) -> list[tuple[str | Lazy, int]]:
    """What one run deleted, in the order of the table."""
    return [(what, counts[key]) for key, what in WHAT.items() if key in counts]


def mail_name(template: str) -> str | Lazy:
    return MAILS.get(template, template)


def hours(length: timedelta) -> str:
    """ "48 hours"."""
    n = length // timedelta(hours=1)
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def days(length: timedelta) -> str:
    """ "30 days"."""
    return ngettext("%(n)d day", "%(n)d days", length.days) % {"n": length.days}


def _until(session: timedelta) -> dict[str, str]:
    after_it = _("%(span)s after the protest")
    sent = _("%(span)s after it was sent")
    return {
        "unconfirmed": sent % {"span": hours(retention.UNCONFIRMED)},
        "contacts": _("%(span)s after their last protest") % {"span": days(retention.CONTACT)},
        "phones": _("%(span)s after their last protest") % {"span": days(retention.PHONE)},
        "places": after_it % {"span": days(retention.PLACE)},
        "archive": after_it % {"span": days(retention.ARCHIVE)},
        "rejected": _("%(span)s after the decision") % {"span": days(retention.REJECTED)},
        "reports": _("%(span)s after the decision") % {"span": days(retention.REJECTED)},
        "entries": after_it % {"span": days(retention.ENTRY)},
        "messages": after_it % {"span": days(retention.MESSAGE)},
        "concerns": sent % {"span": days(retention.CONCERN)},
        "followers": _("%(span)s after the last protest of the day") % {"span": days(retention.FOLLOWER)},
        "dead_mails": _("%(span)s after it was written") % {"span": days(retention.DEAD_LETTER)},
        "sent_mails": sent % {"span": hours(retention.SENT)},
        "press_messages": sent % {"span": hours(retention.SENT)},
        "request_keys": sent % {"span": hours(retention.REQUEST_KEY)},
        "people": _("%(span)s after leaving") % {"span": days(retention.PERSON)},
        "proposals": _("%(span)s after the decision") % {"span": days(retention.PROPOSAL)},
        "imports": _("%(span)s after the last work on them") % {"span": days(retention.IMPORT)},
        "sessions": _("%(span)s after signing in") % {"span": hours(session)},
        "jobs": _("%(span)s after it failed") % {"span": days(retention.JOB)},
        "notices": _("%(span)s after the day") % {"span": days(retention.CONTACT)},
        "tallies": hours(retention.TALLY),
    }
