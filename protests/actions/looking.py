"""Who looks at what just now, so that two moderators see each other: known for minutes, and in no log."""

from uuid import UUID

from django.utils import timezone as clock

from protests.models import Look, Person
from protests.rules import retention


def look(*, submission_id: UUID, by: Person) -> list[str]:
    """Says that this person looks at it, and tells who else of the team does."""
    now = clock.now()
    mine = Look(person_id=by.pk, submission_id=submission_id, at=now)
    which = ["person", "submission"]
    Look.objects.bulk_create([mine], update_conflicts=True, unique_fields=which, update_fields=["at"])
    others = Look.objects.filter(submission_id=submission_id, at__gt=now - retention.LOOK).exclude(person=by)
    return [str(one.person) for one in others.select_related("person").order_by("at")]


def forget() -> int:
    """What was said minutes ago. Without a line in the log, as it came."""
    return Look.objects.filter(at__lte=clock.now() - retention.LOOK).delete()[0]
