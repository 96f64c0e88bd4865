"""How protests are found. Every condition on a place asks only for what may be shown of it at that moment."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from django.apps import apps
from django.contrib.gis.db.models import PointField
from django.contrib.gis.geos import Point
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, JSONArray
from django.utils import timezone as clock

from maps.bbox import Bbox
from protests.enums import Accuracy, Change, Finding, Precision
from protests.rules.marks import Mark
from protests.rules.similarity import REACH, Sought
from protests.rules.states import COUNTED
from protests.rules.visibility import PUBLIC


def geography(column: str) -> Func:
    """A column of degrees as places on the round earth; there is an index on just this expression."""
    return Func(F(column), template="(%(expressions)s::geography)", output_field=PointField(geography=True))


class Within(Func):
    """Whether a column's point lies within a distance in metres of a point."""

    template = "ST_DWithin(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, column: str, point: Point, metres: float | Combinable) -> None:
        place = Value(point, output_field=PointField(geography=True))
        super().__init__(geography(column), place, metres if isinstance(metres, Combinable) else Value(metres))


BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# Revised since it was last given the number of an act.
UNNUMBERED = ~Q(numbered_at=F("revised_at"))
# What makes a protest "moved": another status does not.
MOVES = (Change.TIME, Change.PLACE)


def revealed(now: datetime) -> Q:
    """The database's words for rules/precision.is_revealed."""
    return Q(precision=Precision.EXACT) | Q(reveal_at__isnull=False, reveal_at__lte=now)


class ProtestQuerySet(QuerySet):
    """`at` fixes the moment for which a queryset speaks, so that one body speaks of one moment."""

    now: datetime | None = None

    def at(self, now: datetime) -> "ProtestQuerySet":
        new = self.all()
        new.now = now
        return new

    def _clone(self) -> "ProtestQuerySet":
        new: ProtestQuerySet = super()._clone()  # type: ignore[misc]
        new.now = self.now
        return new

    @property
    def moment(self) -> datetime:
        return self.now or clock.now()

    def public(self) -> "ProtestQuerySet":
        return self.filter(PUBLIC)

    def shown(self) -> "ProtestQuerySet":
        """Adds `is_revealed`, the point that may be shown as `lon` and `lat`, `updated_at`: the later of last revision
        and a reveal that is due, and whether it `is_checked` as it stands."""
        point = Case(When(revealed(self.moment), then="exact_point"), default="public_point", output_field=PointField())
        due = When(reveal_at__lte=self.moment, then=Greatest("revised_at", "reveal_at"))
        return self.with_revealed().annotate(
            lon=Func(point, function="ST_X", output_field=FloatField()),
            lat=Func(point, function="ST_Y", output_field=FloatField()),
            updated_at=Case(due, default="revised_at"),
            is_checked=ExpressionWrapper(Q(checked_hash=F("content_hash")), output_field=BooleanField()),
            is_moved=Exists(self.model._default_manager.filter(pk=OuterRef("pk"), changes__what__in=MOVES)),
            figures=self._figures(),
        )

    def _figures(self) -> ArraySubquery:
        """What is accepted of how many came: [low, high, vague word] of each report."""
        # By its name: the models import this module.
        reports = apps.get_model("protests", "TurnoutReport")._default_manager
        accepted = reports.filter(protest=OuterRef("pk"), finding=Finding.ACCEPTED)
        return ArraySubquery(accepted.values(said=JSONArray("low", "high", "vague")))

    def with_revealed(self) -> "ProtestQuerySet":
        return self.annotate(is_revealed=ExpressionWrapper(revealed(self.moment), output_field=BooleanField()))

    def of_campaign(self, slug: str) -> "ProtestQuerySet":
        return self.filter(day__campaign__slug=slug)

    def of_day(self, campaign: str, day: str) -> "ProtestQuerySet":
        """The day is looked up once, not for each protest."""
        of_day = apps.get_model("protests", "ProtestDay").objects.filter(campaign__slug=campaign, slug=day)
        return self.filter(day=of_day.values("pk")[:1])

    def in_country(self, codes: Collection[str]) -> "ProtestQuerySet":
        return self.filter(country__in=codes)

    def with_codes(self, codes: Collection[str]) -> "ProtestQuerySet":
        return self.filter(code__in=codes)

    def of_kind(self, kinds: Collection[str]) -> "ProtestQuerySet":
        return self.filter(kind__in=kinds)

    def with_status(self, statuses: Collection[str]) -> "ProtestQuerySet":
        return self.filter(status__in=statuses)

    def in_language(self, codes: Collection[str]) -> "ProtestQuerySet":
        return self.filter(languages__overlap=list(codes))

    def offering(self, access: str) -> "ProtestQuerySet":
        return self.filter(accessibility__contains=[access])

    def starting(self, first: date | None, last: date | None) -> "ProtestQuerySet":
        """By local start date, both ends inclusive, None for open."""
        days = {"local_date__gte": first, "local_date__lte": last}
        return self.filter(**{name: day for name, day in days.items() if day})

    def over_after(self, moment: datetime) -> "ProtestQuerySet":
        return self.filter(over_at__gt=moment)

    def in_bbox(self, bbox: Bbox) -> "ProtestQuerySet":
        return self.filter(self._shown_where(bbox.holds))

    def near(self, point: Point, kilometres: float) -> "ProtestQuerySet":
        """Within a distance of a point (SRID 4326)."""
        return self.filter(self._shown_where(lambda column: Q(Within(column, point, kilometres * 1000))))

    def in_city_near(self, point: Point, kilometres: float) -> "ProtestQuerySet":
        """Whose city is within a distance of a point (SRID 4326), as far as its city may be known."""
        return self.exclude(precision=Precision.WITHHELD).filter(Within("city_point", point, kilometres * 1000))

    def in_city_within(self, bbox: Bbox) -> "ProtestQuerySet":
        return self.exclude(precision=Precision.WITHHELD).filter(bbox.holds("city_point"))

    def similar_to(self, sought: Sought) -> "ProtestQuerySet":
        """rules/similarity.py, said to the database: a place that is withheld resembles none."""
        is_revealed = revealed(self.moment)
        place = is_revealed & Q(Within("exact_point", sought.point, REACH))
        place |= ~is_revealed & Q(precision=Precision.AREA) & Q(Within("public_point", sought.cell, REACH))
        if sought.place_id is not None:
            is_only_city = is_revealed & Q(accuracy=Accuracy.CITY) | ~is_revealed & Q(precision=Precision.CITY)
            known = is_revealed | ~Q(precision=Precision.WITHHELD)
            place |= Q(place=sought.place_id) & (known if sought.is_only_city else is_only_city)
        same_day = Q(local_date=sought.local_date)
        time = Q(starts_at__range=sought.window) | Q(starts_at=None) & same_day if sought.window else same_day
        return self.filter(place & time)

    def matching(self, words: str) -> "ProtestQuerySet":
        """Every word stands literally in the title, the city, the group or a place that may be shown."""
        found = self
        for word in words.split():
            always = Q(title__icontains=word) | Q(locality__icontains=word) | Q(group_name__icontains=word)
            place = (Q(venue__icontains=word) | Q(address__icontains=word)) & revealed(self.moment)
            found = found.filter(always & ~Q(precision=Precision.WITHHELD) | Q(title__icontains=word) | place)
        return found

    def accepted_since(self, moment: datetime) -> "ProtestQuerySet":
        return self.filter(created_at__gte=moment)

    def page(self, *, after: str = "", before: str = "", size: int) -> "ProtestQuerySet":
        """The next `size` in the order of their codes, which never changes: nothing is skipped or told twice."""
        found = self.filter(code__gt=after) if after else self
        found = found.filter(code__lt=before) if before else found
        return self.filter(pk__in=found.order_by("-code" if before else "code").values("pk")[:size])

    def changed_since(self, moment: datetime) -> "ProtestQuerySet":
        return self.filter(Q(revised_at__gte=moment) | Q(reveal_at__gte=moment, reveal_at__lte=self.moment))

    def removed(self) -> "ProtestQuerySet":
        """What the site stopped showing."""
        return self.exclude(PUBLIC)

    def removed_since(self, moment: datetime) -> "ProtestQuerySet":
        return self.removed().filter(revised_at__gt=moment)

    def after(self, mark: Mark) -> "ProtestQuerySet":
        """What was changed by an act that is not told yet."""
        later = Q(change_number__gt=mark.number) | Q(change_number=mark.number, code__gt=mark.code)
        return self.filter(later).order_by("change_number", "code")

    def due_after(self, mark: Mark) -> "ProtestQuerySet":
        """Whose place was revealed since by the clock alone."""
        later = Q(reveal_at__gt=mark.at) | Q(reveal_at=mark.at, code__gt=mark.due_code)
        revealed = ~Q(precision=Precision.EXACT) & Q(reveal_at__lte=self.moment)
        return self.filter(PUBLIC & later & revealed).order_by("reveal_at", "code")

    def gathering(self) -> "ProtestQuerySet":
        """Those that count: they take place, as far as is known."""
        return self.filter(Q(status__in=COUNTED) | Q(going_ahead=True))

    def in_order(self) -> "ProtestQuerySet":
        """By start across zones; an unannounced start comes at the end of its day."""
        return self.order_by(F("starts_at").asc(nulls_last=True), "over_at", "code")

    def _shown_where(self, condition) -> Q:
        """Two branches, one for each index: the exact point where it is revealed, else the public one."""
        is_revealed = revealed(self.moment)
        return is_revealed & condition("exact_point") | ~is_revealed & condition("public_point")


def not_revealed(now: datetime) -> Q:
    """Gatherings whose exact place the world may not see."""
    return ~Q(precision=Precision.EXACT) & (Q(reveal_at=None) | Q(reveal_at__gt=now))
