"""Somebody says that a listing is their own, and has no link to it any more."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone as clock

from protests.actions.log import record
from protests.models import AuditEvent, Protest

# Who presses twice, or every minute, says one thing.
ONCE_IN = timedelta(days=1)


@transaction.atomic
def claim(*, code: str) -> None:
    """Leave word for the moderators in the log. Raises Protest.DoesNotExist for what is not public."""
    protest = Protest.objects.public().select_for_update().get(code=code)
    said = AuditEvent.objects.filter(verb="protest.claimed", kind="protest", object_id=protest.code)
    if not said.filter(at__gt=clock.now() - ONCE_IN).exists():
        record("protest.claimed", protest, by=None)
