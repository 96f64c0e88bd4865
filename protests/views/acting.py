"""What the forms of the manage page do: each act by its name. All of them happen at once, and twice is as once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from protests.actions import asking as questions
from protests.actions import changes, contacts, edits, links, reconfirming, submissions
from protests.opened import Entry
from protests.rules import asking
from protests.rules.contact import email_address
from protests.rules.faults import Reading


@dataclass(frozen=True)
class Asked:
    """An act that the owner of a link asked for, on one entry where it is about one."""

    token: str
    entry: Entry
    typed: QueryDict

    @property
    def code(self) -> str:
        return self.entry.own.code

    @property
    def reason(self) -> str:
        return self.typed.get("reason", "")


Act = Callable[[Asked], str | None]


def _confirm(asked: Asked) -> None:
    submissions.confirm(token=asked.token)


def _withdraw(asked: Asked) -> None:
    submissions.withdraw(token=asked.token, entry=asked.entry.own.id)


def _take_back(asked: Asked) -> None:
    edits.take_back(token=asked.token, entry=asked.entry.own.id)


def _cancel(asked: Asked) -> None:
    changes.cancel(code=asked.code, reason=asked.reason, instead=asked.typed.get("instead", ""))


def _postpone(asked: Asked) -> None:
    changes.postpone(code=asked.code, reason=asked.reason)


def _ban(asked: Asked) -> None:
    changes.ban(code=asked.code, reason=asked.reason, going_ahead="going_ahead" in asked.typed)


def _undo(asked: Asked) -> None:
    change = asked.typed.get("change", "")
    if not change.isascii() or not change.isdigit() or len(change) > 18:
        raise BadRequest("change")
    changes.undo(code=asked.code, change=int(change))


def _answer(asked: Asked) -> None:
    reading = Reading()
    said = reading.take("answer", asking.answer, asked.typed.get("answer"))
    reading.finish()
    if said:
        questions.answer(token=asked.token, entry=asked.entry.own.id, text=said)


def _still_on(asked: Asked) -> None:
    reconfirming.say_still_on(token=asked.token, entry=asked.entry.own.id)


def _started(asked: Asked) -> None:
    headcount = asked.typed.get("headcount", "")
    reconfirming.say_started(token=asked.token, entry=asked.entry.own.id, headcount=headcount)


def _keep(asked: Asked) -> None:
    links.keep_receipt(token=asked.token)


def _renew(asked: Asked) -> str | None:
    token = links.renew(token=asked.token, key=asked.typed.get("key", ""))
    return reverse("manage", args=[token]) if token else None


def _offer(asked: Asked) -> None:
    reading = Reading()
    email = reading.take("email", email_address, asked.typed.get("email"))
    if email:
        reading.take("email", contacts.offer, token=asked.token, email=email, language=get_language())
    reading.finish()


def _take_back_offer(asked: Asked) -> None:
    contacts.take_back_offer(token=asked.token)


def _take_over(asked: Asked) -> None:
    contacts.take_over(token=asked.token)


def _forget(asked: Asked) -> str:
    contacts.forget(token=asked.token)
    return reverse("forgotten")


# Of an entry that is public: what is not its owner's any more is not found by its code.
LIVE: dict[str, Act] = {"cancel": _cancel, "postpone": _postpone, "ban": _ban, "undo": _undo, "still_on": _still_on}
LIVE |= {"started": _started}
ACTS: dict[str, Act] = LIVE | {
    "confirm": _confirm,
    "withdraw": _withdraw,
    "take_back": _take_back,
    "answer": _answer,
    "keep": _keep,
    "renew": _renew,
    "offer": _offer,
    "take_back_offer": _take_back_offer,
    "forget": _forget,
}
# For the address that was asked to take over and did not answer yet.
OFFERED: dict[str, Act] = {"take_over": _take_over}


def act_of(name: str, entry: Entry, *, is_offer: bool) -> Act:
    """Raises BadRequest for what is no act, or none for this entry."""
    known = OFFERED if is_offer else ACTS | OFFERED
    if name not in known or (name in LIVE and not entry.own.code):
        raise BadRequest("action")
    return known[name]
