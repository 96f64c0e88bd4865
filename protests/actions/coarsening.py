"""Exact places are forgotten when their time has come (rules/retention.py): the city takes their place."""

from datetime import datetime
from typing import Any

from django.contrib.gis.db.models import PointField
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from protests.actions.log import changed
from protests.enums import Accuracy, Decision, Precision
from protests.models import Protest, ProtestChange, ProtestDay, Submission
from protests.querysets import not_revealed
from protests.rules import retention

# Where a place has no city, far out at sea, what remains of it is the degree.
COARSE = Coalesce("city_point", Func("exact_point", Value(1), function="ST_SnapToGrid"), output_field=PointField())


class IsElsewhere(Func):
    """Whether two points differ; not known where there is none."""

    template = "(NOT ST_Equals(%(expressions)s))"
    output_field = BooleanField()


def hidden(now: datetime) -> int:
    """Of protests that never showed it, and of what was sent; the words of a place that was left before it was shown
    go with it. How many."""
    limit = now - retention.PLACE
    found = _exact(Protest.objects.filter(not_revealed(now), over_at__lt=limit))
    over = Q(protest__over_at__lt=limit) | Q(protest=None, over_at__lt=limit)
    never_public = ~Q(decision=Decision.APPROVED) | not_revealed(now)
    left = ProtestChange.objects.filter(was_revealed=False, protest__over_at__lt=limit).exclude(venue="")
    # The circle of an area moves to the city, which the world sees; of the others it sees no difference.
    count = _to_city(found, Q(precision=Precision.AREA), now)
    return count + _coarsen(_exact(Submission.objects.filter(over & never_public))) + left.update(venue="")


def archived(now: datetime) -> int:
    """What everyone could read of a place while it mattered: the archive says the city. How many."""
    limit = now - retention.ARCHIVE
    left = ProtestChange.objects.filter(protest__over_at__lt=limit).exclude(venue="")
    return _to_city(_exact(Protest.objects.filter(over_at__lt=limit)), Q(), now) + left.update(venue="")


def _to_city(found: QuerySet[Any], is_seen: Q, now: datetime) -> int:
    """Of protests; where it is seen it is a revision. What a moderator checked stays checked."""
    days = list(ProtestDay.objects.filter(pk__in=found.values("day")))
    checked = list(found.filter(checked_hash=F("content_hash")).values_list("pk", flat=True))
    count = _coarsen(found.filter(is_seen), revised_at=now, sequence=F("sequence") + 1) + _coarsen(found)
    Protest.objects.filter(pk__in=checked).update(checked_hash=F("content_hash"))
    for day in days:
        changed(day)
    return count


def _exact(found: QuerySet[Any]) -> QuerySet[Any]:
    """Those of which more is known than the city."""
    is_exact = Q(exact_point__isnull=False, accuracy=Accuracy.EXACT)
    return found.annotate(is_elsewhere=IsElsewhere("exact_point", COARSE)).filter(
        ~Q(venue="") | ~Q(address="") | is_exact | Q(is_elsewhere=True)
    )


def _coarsen(found: QuerySet[Any], **also: Any) -> int:
    rows = found.model._default_manager.filter(pk__in=list(found.values_list("pk", flat=True)))
    return rows.update(exact_point=COARSE, accuracy=Accuracy.CITY, venue="", address="", **also)
