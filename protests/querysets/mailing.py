"""How contacts, followers and mails are found: who is told, what waits, and until when they are kept."""

from datetime import datetime

from django.contrib.gis.geos import Point
from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Greatest

from protests.enums import Decision
from protests.querysets import Within
from protests.rules.retention import PATIENCE


class FollowerQuerySet(QuerySet):
    """Who is to be told of something: only those who said themselves that they want to be."""

    def concerned_by(self, day: int, protest: int, point: Point | None) -> "FollowerQuerySet":
        """Of a protest of a day (by their keys): who follows it, the whole day, or a place near the point (SRID 4326)
        that the world may see of it; nobody follows the place of one without such a point."""
        about = Q(protest=protest) | Q(protest=None, place=None)
        if point:
            about |= Q(Within("place__point", point, F("within_km") * 1000.0))
        return self.filter(about, day=day, confirmed_at__isnull=False)


class OutboxQuerySet(QuerySet):
    """Mails that nobody took yet: those whose time has come, and those that are given up."""

    def due(self, now: datetime) -> "OutboxQuerySet":
        """To be tried now, the longest waiting first."""
        return self.filter(sent_at=None, not_before__lte=now, created_at__gt=now - PATIENCE).order_by(
            "not_before", "pk"
        )

    def dead(self, now: datetime) -> "OutboxQuerySet":
        """Not tried any more."""
        return self.filter(given_up(now), sent_at=None)

    def untouched(self) -> "OutboxQuerySet":
        """No try was made: what they tell is not written yet."""
        return self.filter(sent_at=None, attempts=0)


def until_over(contacts: QuerySet) -> QuerySet:
    """With `until`: when the last is over of all that somebody organises; None where there is nothing (any more).

    What came to nothing is over when that was decided.
    """
    refused = Q(submissions__decision__in=(Decision.REJECTED, Decision.WITHDRAWN))
    approved = Q(submissions__decision=Decision.APPROVED)
    return contacts.annotate(
        until=Greatest(
            Max("protests__over_at"),
            Max("submissions__protest__over_at", filter=approved),
            Max("submissions__decided_at", filter=refused),
            Max("submissions__over_at", filter=~approved & ~refused),
        )
    )


def given_up(now: datetime) -> Q:
    """Mails that are not tried any more: their time is over, or their next try would come after it."""
    return Q(created_at__lte=now - PATIENCE) | Q(not_before__gt=F("created_at") + PATIENCE)
