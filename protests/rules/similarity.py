"""What looks like a protest that is listed already: near it, or in its city where no more is known, at about its time.

Of the listing only what everybody may see is compared; querysets.similar_to speaks this rule to the database.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.gis.geos import Point

from protests.enums import Accuracy, Precision
from protests.rules import precision
from protests.rules.draft import Draft

REACH = 200  # metres between the point that is meant and the one that is shown
SPAN = timedelta(hours=1)


@dataclass(frozen=True)
class Sought:
    """`point` is where it is meant to be, `cell` the middle of its area, `place_id` its town in the gazetteer."""

    point: Point
    cell: Point
    place_id: int | None
    is_only_city: bool
    starts_at: datetime | None
    local_date: date

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        """First and last start, in UTC, that is about the same time; None where the start is not announced."""
        return (self.starts_at - SPAN, self.starts_at + SPAN) if self.starts_at else None


def sought(draft: Draft, place_id: int | None) -> Sought | None:
    """What to look for; None for what takes place nowhere."""
    if draft.point is None:
        return None
    return Sought(
        point=draft.point,
        cell=Point(*precision.cell_centre(draft.point.x, draft.point.y), srid=4326),
        place_id=place_id,
        is_only_city=Accuracy.CITY in (draft.accuracy, draft.precision) or draft.precision == Precision.WITHHELD,
        starts_at=draft.when.starts_at,
        local_date=draft.when.local_date,
    )
