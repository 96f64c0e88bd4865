"""What every act leaves behind: a row in the log, and a new version of what is shown."""

from django.db import connection, models
from django.db.models import F
from django.utils import timezone as clock

from protests.models import AuditEvent, Campaign, ChangeCounter, Person, Protest, ProtestDay
from protests.querysets import UNNUMBERED

# Locked from here to the end of the act.
NEXT_NUMBER = (
    f"INSERT INTO {ChangeCounter._meta.db_table} AS counter (id, number) VALUES (1, 1)"
    " ON CONFLICT (id) DO UPDATE SET number = counter.number + 1 RETURNING number"
)


def record(verb: str, of: models.Model, *, by: Person | None, reason: str = "") -> None:
    """Write the act into the log, in the transaction of the act. Protests are named by code, the rest by id."""
    AuditEvent.objects.create(
        verb=verb,
        kind=type(of).__name__.lower(),
        object_id=getattr(of, "code", None) or str(of.pk),
        actor=by,
        campaign_id=_campaign_of(of),
        reason=reason,
    )


def _campaign_of(of: models.Model) -> int | None:
    """Whose log it belongs into: of what is of a campaign, or of one of its days."""
    if isinstance(of, Campaign):
        return of.pk
    day = getattr(of, "day", None)
    return day.campaign_id if day else getattr(of, "campaign_id", None)


def record_counts(verb: str, of: str, counts: dict[str, int]) -> None:
    """Write an act of the worker into the log that is about many: how many of what, and nothing of whom."""
    AuditEvent.objects.create(verb=verb, kind=of, object_id="", counts=counts)


def changed(day: ProtestDay) -> None:
    """Everything that was built from this day, or its campaign, is old now; what was revised gets the next number."""
    now = clock.now()
    ProtestDay.objects.filter(pk=day.pk).update(version=F("version") + 1, changed_at=now)
    Campaign.objects.filter(pk=day.campaign_id).update(version=F("version") + 1, changed_at=now)
    Protest.objects.filter(UNNUMBERED, day=day).update(change_number=_next_number(), numbered_at=F("revised_at"))


def renewed(campaign: Campaign) -> None:
    """Everything that was built from a campaign, whatever the day, is old now."""
    now = clock.now()
    ProtestDay.objects.filter(campaign=campaign).update(version=F("version") + 1, changed_at=now)
    Campaign.objects.filter(pk=campaign.pk).update(version=F("version") + 1, changed_at=now)


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER)
        return cursor.fetchone()[0]
