"""What a submission and a protest have in common: what, when and where, with the invariants in the database."""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q
from django.utils.translation import gettext_lazy as _

from protests.enums import Accuracy, Kind, Precision


class InRange(Func):
    """A point that is not empty and lies on the globe; PostGIS alone stores (999, 999), NaN and EMPTY."""

    template = (
        "(NOT ST_IsEmpty(%(expressions)s) AND ST_X(%(expressions)s) BETWEEN -180 AND 180"
        " AND ST_Y(%(expressions)s) BETWEEN -90 AND 90)"
    )
    output_field = models.BooleanField()


class KnownZone(Func):
    """An IANA zone of the Area/City form or UTC that the database knows: it raises on any other name."""

    template = (
        "(%(expressions)s = 'UTC' OR (%(expressions)s ~ '^[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+){1,2}$'"
        " AND timezone(%(expressions)s, timestamptz '2000-01-01 00:00:00+00') IS NOT NULL))"
    )
    output_field = models.BooleanField()


def one_of(field: str, choices) -> Q:
    return Q(**{f"{field}__in": choices.values})


class Gathering(models.Model):
    """What, when and where. Wall times are as the organiser meant them; the UTC columns follow from them."""

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    description = models.TextField(max_length=4000, blank=True)
    bring = models.CharField(max_length=300, blank=True)
    group_name = models.CharField(max_length=120, blank=True)
    link = models.CharField(max_length=500, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    accessibility = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    local_date = models.DateField()
    local_start = models.TimeField(null=True, blank=True)
    local_end_date = models.DateField(null=True, blank=True)
    local_end = models.TimeField(null=True, blank=True)
    # Which of the two, where the clock shows a time twice: 0 the first, 1 the second.
    fold = models.PositiveSmallIntegerField(default=0)
    end_fold = models.PositiveSmallIntegerField(default=0)
    timezone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField()

    exact_point = PointField(null=True, blank=True, help_text=_("Private until it is revealed."))
    accuracy = models.CharField(max_length=10, choices=Accuracy, default=Accuracy.EXACT)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.EXACT)
    reveal_at = models.DateTimeField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    # Of the nearest town in the gazetteer, copied so that a new gazetteer changes no listing.
    place = models.ForeignKey("maps.Place", models.PROTECT, null=True, blank=True, related_name="+")
    city_point = PointField(null=True, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(condition=Q(exact_point=None) | InRange("exact_point"), name="%(class)s_point_in_range"),
            CheckConstraint(condition=Q(city_point=None) | InRange("city_point"), name="%(class)s_city_in_range"),
            CheckConstraint(condition=Q(kind=Kind.ONLINE) | Q(exact_point__isnull=False), name="%(class)s_has_point"),
            CheckConstraint(
                condition=Q(country="", exact_point=None) | Q(country__regex="^[A-Z]{2}$"), name="%(class)s_country"
            ),
            CheckConstraint(condition=KnownZone("timezone"), name="%(class)s_known_zone"),
            CheckConstraint(
                condition=Q(starts_at=None, local_start=None) | Q(starts_at__isnull=False, local_start__isnull=False),
                name="%(class)s_start_with_wall_time",
            ),
            CheckConstraint(
                condition=Q(ends_at=None, local_end=None, local_end_date=None)
                | Q(
                    starts_at__isnull=False,
                    ends_at__isnull=False,
                    ends_at__gt=F("starts_at"),
                    local_end__isnull=False,
                    local_end_date__isnull=False,
                ),
                name="%(class)s_end_after_start",
            ),
            CheckConstraint(condition=Q(fold__lte=1, end_fold__lte=1), name="%(class)s_fold"),
            CheckConstraint(condition=~Q(title=""), name="%(class)s_has_title"),
            CheckConstraint(condition=one_of("kind", Kind), name="%(class)s_kind"),
            CheckConstraint(condition=one_of("precision", Precision), name="%(class)s_precision"),
            CheckConstraint(condition=one_of("accuracy", Accuracy), name="%(class)s_accuracy"),
        ]


# The columns that submissions and protests share, to copy and to compare them.
SHARED = tuple(field.attname for field in Gathering._meta.fields)
