"""Signing in: the password first, then the second factor (secondfactor.py), from where on the session counts.

A session in which only the password was given opens nothing but the page of the second factor. When somebody signs in
and out is not in the log: it is nobody's act on anything, and would say when they work.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from protests.actions import turns
from protests.actions.log import record
from protests.models import Person, SignIn
from protests.rules import sealing, sessions
from protests.rules.contact import email_address
from protests.rules.faults import Refused


@dataclass(frozen=True)
class OpenSession:
    """Where somebody is signed in; `is_here`: in the session that asks."""

    id: int
    device: str
    started_at: datetime
    seen_at: datetime
    is_here: bool


def sign_in(*, email: str, password: str) -> Person | None:
    """The person whom address and password prove, if there is anything for them here; None does not say what was wrong.

    Raises turns.TooSoon, whatever the password, and the same for an address that nobody here has.
    """
    try:
        address = email_address(email)
    except Refused:
        return None
    account = "sign-in:" + sealing.blind_index(settings.SECRET_KEY.encode(), address).hex()
    turns.take(account)
    person = authenticate(username=address, password=password)
    if not isinstance(person, Person) or not (person.is_host or person.memberships.exists()):
        return None
    turns.succeeded(account)
    return person


@transaction.atomic
def begin(*, person: Person, session_key: str, user_agent: str) -> None:
    """Both were proved in this session. Of the browser its kind is kept."""
    SignIn.objects.create(person=person, session_id=session_key, device=sessions.device(user_agent))


def is_proved(*, person: Person, session_key: str | None) -> bool:
    """Whether both were proved in this session, and not too long ago. Remembers that it was used."""
    now = clock.now()
    signed_in = SignIn.objects.filter(person=person, session=session_key).first()
    if signed_in is None or not sessions.is_open(signed_in.started_at, signed_in.seen_at, now):
        return False
    if now - signed_in.seen_at > sessions.SEEN_WITHIN:
        SignIn.objects.filter(pk=signed_in.pk).update(seen_at=now)
    return True


def open_sessions(*, person: Person, session_key: str | None) -> list[OpenSession]:
    """The latest used first."""
    now = clock.now()
    found = person.sign_ins.filter(started_at__gt=now - sessions.LONGEST, seen_at__gt=now - sessions.IDLE)
    return [
        OpenSession(one.pk, one.device, one.started_at, one.seen_at, is_here=one.session_id == session_key)
        for one in found.order_by("-seen_at", "-pk")
    ]


@transaction.atomic
def end(*, person: Person, sign_in: int) -> None:
    """Sign out of one session."""
    Session.objects.filter(pk__in=person.sign_ins.filter(pk=sign_in).values("session")).delete()


@transaction.atomic
def end_others(*, person: Person, session_key: str | None) -> None:
    """Sign out of all sessions but this one; with None, of all."""
    theirs = person.sign_ins.exclude(session=session_key) if session_key else person.sign_ins.all()
    Session.objects.filter(pk__in=theirs.values("session")).delete()


@transaction.atomic
def change_password(*, person: Person, old: str, new: str) -> None:
    """Every session but the one that asks is over with it. Raises turns.TooSoon, and Refused `password.wrong`, or
    `password.weak` with what is wrong with the new one."""
    guess = f"password:{person.pk}"
    turns.take(guess)
    if not person.check_password(old):
        raise Refused("password.wrong", _("This is not your present password."))
    turns.succeeded(guess)
    person.set_password(good_password(new, person))
    person.save(update_fields=["password"])
    end_others(person=person, session_key=None)
    record("password.changed", person, by=person)


def good_password(password: str, person: Person | None = None) -> str:
    """The password itself. Raises Refused `password.weak` with what is wrong with it."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("password.weak", " ".join(error.messages)) from error
    return password
