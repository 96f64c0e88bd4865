"""A coordinator writes what became of a day, and publishes it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone as clock

from protests.actions import led
from protests.actions.log import changed, record
from protests.models import Person, RoundUp
from protests.rules.versions import Changed


@transaction.atomic
def save(
    *,
    campaign: str,
    day: str,
    language: str,
    text: str,
    as_of: datetime,
    seen: datetime | None,
    publish: bool,
    by: Person,
) -> RoundUp:
    """Keep a text; once it was published, every further one is a revision that says so. `seen` is when the text that
    somebody had before them was saved. Raises PermissionDenied, ProtestDay.DoesNotExist, versions.Changed."""
    target = led.day_of(campaign, day, by, may_be_frozen=True)
    found = RoundUp.objects.filter(day=target, language=language).first() or RoundUp(day=target, language=language)
    if found.pk and found.text != text and found.saved_at != seen:
        raise Changed
    found.text, found.as_of, now = text, as_of, clock.now()
    if found.published_at:
        found.revised_at = now
    elif publish:
        found.published_at = now
    found.saved_at = now
    found.save()
    if found.published_at:
        record("roundup.revised" if found.revised_at else "roundup.published", target, by=by, reason=language)
        changed(target)
    return found
