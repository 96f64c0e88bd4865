"""Who runs the machine and may look at the records. Only the command line makes one."""

from django.db import transaction
from django.utils import timezone as clock

from protests.actions import signin
from protests.actions.log import record
from protests.models import Person


@transaction.atomic
def appoint(*, email: str, password: str) -> Person:
    """A person who signs in with this address, new or known."""
    person = Person.objects.filter(email__iexact=email).first() or Person(email=email)
    person.set_password(password)
    person.is_host, person.left_at = True, None
    person.save()
    record("host.appointed", person, by=None)
    return person


@transaction.atomic
def dismiss(*, email: str) -> None:
    """Somebody on no team is forgotten some weeks later. Nothing for an address that nobody has."""
    for person in Person.objects.filter(email__iexact=email, is_host=True):
        person.is_host = False
        person.left_at = None if person.memberships.exists() else clock.now()
        person.save(update_fields=["is_host", "left_at"])
        record("host.dismissed", person, by=None)


@transaction.atomic
def let_in(*, person: Person, is_active: bool, by: Person) -> None:
    """Or shut out: then every session of theirs is over."""
    Person.objects.filter(pk=person.pk).update(is_active=is_active)
    record("person.let_in" if is_active else "person.shut_out", person, by=by)
    if not is_active:
        signin.end_others(person=person, session_key=None)
