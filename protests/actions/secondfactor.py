"""The second factor: an authenticator app, set up once, and recovery codes for the day when the phone is lost."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock

from protests.actions import signin, turns
from protests.actions.log import record
from protests.models import Person, RecoveryCode, SecondFactor
from protests.rules import onetime, sealing


def has_one(*, person: Person) -> bool:
    """Whether it is set up, so that it is asked for."""
    return SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).exists()


def secret_of(*, person: Person) -> bytes:
    """The secret of the app; made when it is asked for the first time."""
    made = sealing.seal(settings.CONTACT_KEY, onetime.new_secret().hex())
    factor, _made = SecondFactor.objects.get_or_create(person=person, defaults={"sealed_secret": made})
    return _secret(factor)


@transaction.atomic
def set_up(*, person: Person, typed: str) -> list[str] | None:
    """The app shows the right code: from now on it is asked for. The recovery codes, which nobody can show again; None
    if the code is wrong, or another is set up already. Raises turns.TooSoon."""
    turns.take(_guess(person))
    factor = _locked(person)
    if factor is None or factor.confirmed_at or not _takes(factor, typed):
        return None
    factor.confirmed_at = clock.now()
    factor.save()
    turns.succeeded(_guess(person))
    record("second_factor.set_up", person, by=person)
    return _renewed_codes(person)


@transaction.atomic
def prove(*, person: Person, typed: str) -> bool:
    """Whether this is the app's code of now, or a recovery code that was not used. Each works once.

    Raises turns.TooSoon.
    """
    turns.take(_guess(person))
    factor = _locked(person)
    if factor is None or factor.confirmed_at is None:
        return False
    if not _takes(factor, typed) and not _uses_up(person, typed):
        return False
    turns.succeeded(_guess(person))
    return True


@transaction.atomic
def renew_codes(*, person: Person) -> list[str]:
    """Ten new recovery codes; the ones before are void."""
    record("recovery_codes.renewed", person, by=person)
    return _renewed_codes(person)


@transaction.atomic
def take_away(*, person: Person, by: Person | None) -> None:
    """Signs out everywhere; the next sign-in sets it up anew. `by` is None on the command line, after a loss."""
    signin.end_others(person=person, session_key=None)
    SecondFactor.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    record("second_factor.taken_away", person, by=by)


@transaction.atomic
def tell_code(*, person: Person) -> str:
    """What the app would show: for the command line of whoever tries the site out. It stands in the log."""
    record("second_factor.told", person, by=None)
    return onetime.code(secret_of(person=person), clock.now())


def _takes(factor: SecondFactor, typed: str) -> bool:
    step = onetime.step_of(_secret(factor), typed, clock.now(), factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


def _uses_up(person: Person, typed: str) -> bool:
    digest = onetime.recovery_digest(settings.CONTACT_KEY, person.pk, typed)
    used, _rows = person.recovery_codes.filter(digest=digest).delete()
    if used:
        record("recovery_code.used", person, by=person)
    return bool(used)


def _renewed_codes(person: Person) -> list[str]:
    codes = onetime.new_recovery_codes()
    person.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=onetime.recovery_digest(settings.CONTACT_KEY, person.pk, code))
        for code in codes
    )
    return codes


def _locked(person: Person) -> SecondFactor | None:
    return SecondFactor.objects.select_for_update().filter(person=person).first()


def _secret(factor: SecondFactor) -> bytes:
    return bytes.fromhex(sealing.unseal(settings.CONTACT_KEY, factor.sealed_secret))


def _guess(person: Person) -> str:
    return f"second-factor:{person.pk}"
