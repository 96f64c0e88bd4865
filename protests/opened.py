"""What the links of organisers and groups open: their entries as they stand, and what may be done with each. Never an
address."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone as clock

from protests import private
from protests.actions import gatherings, own
from protests.enums import Change, Status, Visibility
from protests.models import Contact, LocalGroup, Notice, Protest, ProtestChange, Submission
from protests.models.base import SHARED
from protests.private import OwnSubmission, Said
from protests.rules import retention, running, still_on, tokens, versions, visibility
from protests.rules.draft import Draft


@dataclass(frozen=True)
class Entry:
    """`own` is what was sent, and once it is approved what the protest is now; `change` asks to change that and waits,
    `answer` is the last one that was decided. An edit begins with `standing`, whose content `version` names."""

    own: OwnSubmission
    change: OwnSubmission | None
    answer: OwnSubmission | None
    version: str
    acts: frozenset[str]
    status: str = ""
    going_ahead: bool = False
    status_reason: str = ""
    instead: str = ""
    is_public: bool = False
    is_over: bool = False
    # The row of the change that an undo would take back.
    undoes: int | None = None
    # What moderators asked about it, and what was answered.
    thread: list[Said] = field(default_factory=list)
    # The code of the entry that it is one with.
    merged_into: str = ""
    # Whether it can be said now that it is still on, that it has begun; and what was said.
    may_say_on: bool = False
    may_say_started: bool = False
    still_on_at: datetime | None = None
    started_at: datetime | None = None
    headcount: int | None = None

    @property
    def standing(self) -> OwnSubmission:
        return self.change or self.own


@dataclass(frozen=True)
class Told:
    """What the coordinators wrote. `written_in`: the language, where it is not the reader's."""

    text: str
    written_in: str
    at: datetime


@dataclass(frozen=True)
class Opened:
    """`receipt_code` is "" once it was written down. `offered_at`: when another address was asked to take over, which
    has not said yes. `is_offer`: this is the link of that address, and the entries are still another's."""

    entries: list[Entry]
    by_receipt: bool
    receipt_code: str
    offered_at: datetime | None
    is_offer: bool
    notices: list[Told]


@dataclass(frozen=True)
class OpenedGroup:
    """A trusted group and its protests, the latest first."""

    campaign: str
    name: str
    entries: list[Entry]


def by_token(token: str) -> Opened | None:
    """None for a link that does not work (any more)."""
    contact = private.contact_of(token, "manage")
    if contact is None or _is_late(contact):
        return None
    entries = _entries(contact.succeeds or contact)
    if not entries:
        return None
    heir = Contact.objects.filter(succeeds=contact).first()
    return Opened(
        entries=entries,
        by_receipt=contact.has_receipt,
        receipt_code=_receipt(contact),
        offered_at=heir.created_at if heir and not _is_late(heir) else None,
        is_offer=contact.succeeds_id is not None,
        notices=[_told(notice, contact.language) for notice in contact.notices.order_by("-created_at", "pk")],
    )


def group_of(token: str) -> OpenedGroup | None:
    """What the link of a trusted group opens; None for one that does not work (any more)."""
    handle = tokens.handle_of(token)
    found = LocalGroup.objects.select_related("campaign").filter(handle=handle, trusted_at__isnull=False).first()
    if found is None or not tokens.is_genuine(token, settings.CONTACT_KEY, "group", handle, found.generation):
        return None
    first = Submission.objects.filter(protest__group=found, protest__visibility=Visibility.PUBLIC, is_change=False)
    records = (
        private.with_relations(first)
        .select_related("protest__instead", "protest__day")
        .order_by("-local_date", "created_at")
    )
    entries = {one.protest_id: _entry(one, [], {}) for one in reversed(records)}
    return OpenedGroup(found.campaign.slug, found.name, list(reversed(entries.values())))


def as_drafted(own: OwnSubmission, draft: Draft) -> OwnSubmission:
    """What an entry would be after an edit."""
    values, point = gatherings.columns(draft), draft.point
    names = values.keys() & OwnSubmission.__dataclass_fields__.keys()
    drafted = dict.fromkeys(("locality", "region", "country"), "") | {name: values[name] for name in names}
    return replace(own, **drafted, point=(point.x, point.y) if point else None)


def token_of_receipt(typed: str) -> str | None:
    """The manage link that a receipt code stands for; None for a code that opens nothing."""
    code, key = tokens.read_receipt(typed), settings.CONTACT_KEY
    beginning = code[: tokens.RECEIPT_HALF]
    found = Contact.objects.filter(has_receipt=True, handle__startswith=beginning).first() if code else None
    if found is None or not tokens.is_receipt(code, key, found.handle, found.generation):
        return None
    return tokens.token(key, "manage", found.handle, found.generation)


def _told(notice: Notice, language: str) -> Told:
    theirs = notice.texts.get(language)
    return Told(theirs or notice.texts.get(notice.language, ""), "" if theirs else notice.language, notice.created_at)


def _is_late(contact: Contact) -> bool:
    """Whether it was asked to take over and let the time pass."""
    return contact.succeeds_id is not None and contact.created_at < clock.now() - retention.OFFER


def _receipt(contact: Contact) -> str:
    if not contact.has_receipt or contact.confirmed_at:
        return ""
    return tokens.receipt_code(settings.CONTACT_KEY, contact.handle, contact.generation)


def _entries(contact: Contact) -> list[Entry]:
    """By day. Five queries, however many there are."""
    found = private.entries(contact).select_related("protest__instead", "protest__merged_into", "protest__day")
    records = list(found.order_by("local_date", "created_at"))
    asked = Submission.objects.filter(is_change=True, protest__in=[one.protest_id for one in records])
    changes: dict[int | None, list[Submission]] = {}
    for change in private.with_relations(asked).order_by("-created_at"):
        changes.setdefault(change.protest_id, []).append(change)
    undoable = _undoable(one.protest for one in records if one.protest)
    threads = private.threads(records)
    entries = [_entry(one, changes.get(one.protest_id, []), undoable) for one in records]
    return [replace(entry, thread=threads[entry.own.id]) for entry in entries]


def _undoable(protests: Iterable[Protest]) -> dict[int, int]:
    """Of each protest that does not go to plan, the row of what made it so."""
    off = [one for one in protests if one.status in (Status.POSTPONED, Status.CANCELLED, Status.BANNED)]
    rows = ProtestChange.objects.filter(protest__in=off, what=Change.STATUS, is_undone=False).order_by("at", "pk")
    return dict(rows.values_list("protest_id", "pk"))


def _entry(record: Submission, changes: list[Submission], undoable: dict[int, int]) -> Entry:
    change = next((one for one in changes if one.decided_at is None), None)
    answer = next((one for one in changes if one.decided_by_id), None)
    protest = record.protest
    own = OwnSubmission(**private.sent(record))
    return Entry(
        own=replace(own, **_as_it_is(protest)) if protest else own,
        change=OwnSubmission(**private.sent(change)) if change else None,
        answer=OwnSubmission(**private.sent(answer)) if answer and not change else None,
        version=versions.version(change or protest or record, SHARED),
        **(_standing(protest, undoable.get(protest.pk)) if protest else {"acts": _before(record)}),
    )


def _before(record: Submission) -> frozenset[str]:
    acts = running.before(record.decision)
    return acts & {running.REMOVE} if record.day.frozen_at else acts


def _as_it_is(protest: Protest) -> dict[str, Any]:
    """What the protest is now, in the fields of what was sent."""
    names = set(OwnSubmission.__dataclass_fields__) & set(SHARED)
    point = protest.exact_point
    return {name: getattr(protest, name) for name in names} | {"point": (point.x, point.y) if point else None}


def _standing(protest: Protest, undoes: int | None) -> dict[str, Any]:
    is_public, is_over = visibility.is_public(protest.visibility), protest.over_at <= clock.now()
    acts = own.acts_on(protest)
    return {
        "acts": acts if undoes else acts - {running.UNDO},
        "status": protest.status,
        "going_ahead": protest.going_ahead,
        "status_reason": protest.status_reason,
        "instead": protest.instead.code if protest.instead else "",
        "is_public": is_public,
        "is_over": is_over,
        "undoes": undoes,
        "merged_into": protest.merged_into.code if protest.merged_into else "",
        **(_on_the_day(protest) if running.EDIT in acts else {}),
    }


def _on_the_day(protest: Protest) -> dict[str, Any]:
    """What can be said of it before the start and at it."""
    begins, now = still_on.begins(protest.starts_at, protest.over_at), clock.now()
    gathers = running.gathers(protest.status, protest.going_ahead)
    was_asked = protest.asked_at is not None and protest.over_at > now
    return {
        "may_say_on": gathers and (was_asked or still_on.may_answer(begins, protest.over_at, now)),
        "may_say_started": gathers and still_on.may_start(begins, protest.over_at, now),
        "still_on_at": protest.still_on_at,
        "started_at": protest.started_at,
        "headcount": protest.headcount,
    }
