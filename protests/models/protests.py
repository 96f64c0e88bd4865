"""The gatherings that moderators accepted."""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import CheckConstraint, F, Func, GeneratedField, Q

from protests.enums import Precision, Status, Visibility
from protests.models.base import Gathering, one_of
from protests.models.campaigns import LocalGroup, ProtestDay
from protests.models.people import Contact
from protests.querysets import BEGINNING, UNNUMBERED, ProtestQuerySet, geography
from protests.rules.precision import CELL_DEGREES


class PublicPoint(Func):
    """The point that the world may see before the reveal: made by the database, so that no code path forgets it.

    The same arithmetic as rules/precision.py, which a test holds it to.
    """

    arity = 3
    _axis = (
        "round(least(floor(round(ST_%(axis)s({point})::numeric / {cell}, 6)) * {cell} + {cell} / 2,"
        " %(limit)s - {cell} / 2), 5)::float8"
    )
    output_field = PointField(null=True)

    def as_sql(self, compiler, connection, **extra):
        columns = [compiler.compile(expression)[0] for expression in self.source_expressions]
        precision, exact, city = columns
        lon, lat = (
            (self._axis % {"axis": axis, "limit": limit}).format(point=exact, cell=CELL_DEGREES)
            for axis, limit in (("X", 180), ("Y", 90))
        )
        return (
            f"CASE {precision} WHEN '{Precision.EXACT.value}' THEN {exact}"
            f" WHEN '{Precision.AREA.value}' THEN ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326)"
            f" WHEN '{Precision.CITY.value}' THEN {city} END",
            (),
        )


class Content(Func):
    """A hash of what a moderator checks: title, time, place, link, description. Made by the database, so that no code
    path leaves a mark on what was changed. The separator is a control character, which no text of ours holds."""

    output_field = models.CharField(max_length=64)
    _words = "title description link venue address timezone".split()
    _dates = "local_date local_end_date".split()
    _times = "local_start local_end".split()

    def as_sql(self, compiler, connection, **extra):
        parts = [
            *self._words,
            *(f"({name} - date '2000-01-01')::text" for name in self._dates),
            *(f"extract(epoch from {name})::text" for name in self._times),
            "encode(ST_AsEWKB(exact_point), 'hex')",
        ]
        whole = " || E'\\x1f' || ".join(f"coalesce({part}, '')" for part in parts)
        return f"encode(sha256(replace({whole}, E'\\\\', E'\\\\\\\\')::bytea), 'hex')", ()


class Protest(Gathering):
    """One gathering at a place and time. What of it is public is said in rules/visibility.py and public."""

    code = models.CharField(max_length=8, unique=True)
    # The whole UID of its calendar entry: random@domain, fixed when it is made (RFC 7986, 5.3).
    uid = models.CharField(max_length=120, unique=True)
    day = models.ForeignKey(ProtestDay, models.PROTECT, related_name="protests")
    group = models.ForeignKey(LocalGroup, models.SET_NULL, null=True, related_name="protests")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="protests")

    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    going_ahead = models.BooleanField(default=False)
    status_reason = models.CharField(max_length=200, blank=True)
    # Where to go instead of one that does not take place.
    instead = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    public_point = GeneratedField(
        expression=PublicPoint("precision", "exact_point", "city_point"),
        output_field=PointField(null=True),
        db_persist=True,
    )
    is_sample = models.BooleanField(default=False)
    source = models.CharField(max_length=500, blank=True)
    # Names the row of an import, so that a second run changes nothing.
    import_key = models.CharField(max_length=120, null=True)

    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    revised_at = models.DateTimeField()
    # What a moderator looked at last, and when: the mark stands while it is what stands now.
    checked_at = models.DateTimeField(null=True)
    checked_hash = models.CharField(max_length=64, blank=True)
    content_hash = GeneratedField(expression=Content(), output_field=models.CharField(max_length=64), db_persist=True)

    # Is it still on? When its organiser was asked last and said so last; then that it has begun, with how many.
    asked_at = models.DateTimeField(null=True)
    still_on_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    headcount = models.PositiveIntegerField(null=True)
    # How often its organiser was asked how many came.
    reminders = models.PositiveSmallIntegerField(default=0)
    # The number of the act that last changed it (ChangeCounter), and the revision that it was given for.
    change_number = models.PositiveBigIntegerField(default=0)
    numbered_at = models.DateTimeField(default=BEGINNING)

    objects = ProtestQuerySet.as_manager()

    class Meta(Gathering.Meta):
        constraints = [
            *Gathering.Meta.constraints,
            CheckConstraint(condition=Q(code__regex="^[2-9A-HJKMNP-TV-Z]{8}$"), name="protest_code"),
            CheckConstraint(condition=one_of("status", Status), name="protest_status"),
            CheckConstraint(condition=one_of("visibility", Visibility), name="protest_visibility"),
            CheckConstraint(condition=Q(going_ahead=False) | Q(status=Status.BANNED), name="protest_going_ahead"),
            CheckConstraint(
                condition=Q(visibility=Visibility.MERGED, merged_into__isnull=False)
                | (~Q(visibility=Visibility.MERGED) & Q(merged_into=None)),
                name="protest_merged_into",
            ),
            CheckConstraint(condition=~Q(merged_into=F("pk")), name="protest_not_into_itself"),
            CheckConstraint(condition=~Q(instead=F("pk")), name="protest_not_instead_of_itself"),
            models.UniqueConstraint(fields=["day", "import_key"], name="protest_imported_once"),
        ]
        indexes = [
            models.Index(fields=["day", "starts_at", "code"], name="protest_by_start"),
            GistIndex(geography("exact_point"), name="protest_near_exact"),
            GistIndex(geography("public_point"), name="protest_near_public"),
            GistIndex(fields=["public_point"], name="protest_public_point"),
            models.Index(fields=["change_number", "code"], name="protest_by_change"),
            models.Index(fields=["day"], condition=UNNUMBERED, name="protest_unnumbered"),
            models.Index(fields=["reveal_at"], condition=Q(reveal_at__isnull=False), name="protest_by_reveal"),
        ]
