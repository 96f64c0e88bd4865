"""The invariants that the database holds, whoever writes into it: one row for each CHECK and UNIQUE."""

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import CheckConstraint
from django.utils import timezone as clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protests.actions import chain, changes
from protests.enums import Precision
from protests.models import (
    Before,
    Concern,
    Displaced,
    Follower,
    Import,
    ImportRow,
    Material,
    MaterialFile,
    Message,
    Person,
    Proposal,
    Protest,
    TurnoutReport,
)
from protests.models.base import SHARED
from protests.rules import tokens
from protests.rules.precision import cell_centre
from tests.conftest import DeskClient

GATHERING = {
    "point_in_range": [
        "exact_point = 'SRID=4326;POINT(999 999)'",
        "exact_point = 'SRID=4326;POINT(180.00001 0)'",
        "exact_point = 'SRID=4326;POINT(0 -90.00001)'",
        "exact_point = 'SRID=4326;POINT(NaN 0)'",
        "exact_point = 'SRID=4326;POINT(0 NaN)'",
        "exact_point = ST_SetSRID(ST_MakePoint('Infinity', 0), 4326)",
        "exact_point = 'SRID=4326;POINT EMPTY'",
    ],
    "city_in_range": ["city_point = 'SRID=4326;POINT(999 999)'", "city_point = 'SRID=4326;POINT EMPTY'"],
    "has_point": ["exact_point = NULL, country = ''"],
    "country": [
        "country = 'fj'",
        "country = ''",
        "kind = 'online', exact_point = NULL, country = 'f'",
    ],
    "known_zone": ["timezone = 'Europe'", "timezone = ''", "timezone = '../../etc/passwd'", "timezone = 'posix/UTC'"],
    "start_with_wall_time": [
        "local_start = NULL",
        "starts_at = NULL, ends_at = NULL, local_end = NULL, local_end_date = NULL",
    ],
    "end_after_start": [
        "ends_at = starts_at",
        "ends_at = starts_at - interval '1 minute'",
        "ends_at = NULL",
        "local_end = NULL",
        "local_end_date = NULL",
        "starts_at = NULL, local_start = NULL",
    ],
    "fold": ["fold = 2", "end_fold = 2"],
    "has_title": ["title = ''"],
    "kind": ["kind = 'riot'"],
    "precision": ["precision = 'vague'"],
    "accuracy": ["accuracy = 'vague'"],
}
BROKEN = {
    **{f"protest_{name}": ("protests_protest", changes) for name, changes in GATHERING.items()},
    **{f"submission_{name}": ("protests_submission", changes) for name, changes in GATHERING.items()},
    **{f"before_{name}": ("protests_before", changes) for name, changes in GATHERING.items()},
    **{f"displaced_{name}": ("protests_displaced", changes) for name, changes in GATHERING.items()},
    "protest_code": (
        "protests_protest",
        ["code = 'abcdefgh'", "code = 'ABCDEFG'", "code = 'ABCDEFGO'", "code = '0BCDEFGH'"],
    ),
    "protest_status": ("protests_protest", ["status = 'maybe'"]),
    "protest_visibility": ("protests_protest", ["visibility = 'secret'"]),
    "protest_going_ahead": ("protests_protest", ["going_ahead = true", "status = 'cancelled', going_ahead = true"]),
    "protest_merged_into": (
        "protests_protest",
        [
            "visibility = 'merged'",
            "merged_into_id = (SELECT max(id) FROM protests_protest)",
            "visibility = 'hidden', merged_into_id = (SELECT max(id) FROM protests_protest)",
        ],
    ),
    "protest_not_into_itself": ("protests_protest", ["visibility = 'merged', merged_into_id = id"]),
    "protest_not_instead_of_itself": ("protests_protest", ["instead_id = id"]),
    "submission_change_of": ("protests_submission", ["is_change = true", "base_at = now()"]),
    "follower_by_mail": ("protests_follower", ["sealed_email = NULL", "email_index = NULL"]),
    "follower_of_one_thing": (
        "protests_follower",
        [
            "within_km = 50",
            "within_km = 0, place_id = 2198148",
            "within_km = 501, place_id = 2198148, protest_id = NULL",
        ],
    ),
    "mail_to_one": ("protests_outboxmail", ["contact_id = NULL"]),
    "submission_decision": ("protests_submission", ["decision = 'lost', decided_by_id = NULL"]),
    "submission_decided_at": ("protests_submission", ["decided_at = NULL", "decision = 'waiting'"]),
    "submission_decided_by": ("protests_submission", ["decision = 'withdrawn'"]),
    "submission_approved_protest": ("protests_submission", ["protest_id = NULL"]),
    "submission_rejected_reason": ("protests_submission", ["decision = 'rejected'"]),
    "contact_by_mail_or_receipt": (
        "protests_contact",
        ["has_receipt = true", "sealed_email = NULL", "email_index = NULL", "sealed_email = NULL, email_index = NULL"],
    ),
    "seal_of_something": ("protests_seal", ["rows = '{}'"]),
    "sign_in_device": ("protests_signin", ["device = 'Pixel 9'", "device = ''"]),
    "proposal_outcome": ("protests_proposal", ["outcome = 'x', decided_at = now()"]),
    "proposal_decided_at": ("protests_proposal", ["decided_at = now()", "outcome = 'agreed'"]),
    "membership_role": ("protests_membership", ["role = 'owner'"]),
    "campaign_accent": ("protests_campaign", ["accent = 'red'", "accent = '#ffd400'", "accent = '#FFD'"]),
    "change_what": ("protests_protestchange", ["what = 'weather'"]),
    "change_of_time": ("protests_protestchange", ["what = 'time'"]),
    "change_of_status": ("protests_protestchange", ["status = ''"]),
    "group_trusted_by_a_link": ("protests_localgroup", ["trusted_at = now()"]),
    "day_closes_after_it_opens": ("protests_protestday", ["opens_at = now(), closes_at = now()"]),
    "day_banner_stands_or_is_gone": (
        "protests_protestday",
        [
            "banner = 'The bridge is closed.'",
            "banner = 'The bridge is closed.', banner_at = now(), banner_gone_at = now()",
            "banner_at = now()",
            "banner_gone_at = now()",
            "banner_at = now(), banner_gone_at = now() - interval '1 day'",
        ],
    ),
    "before_status": ("protests_before", ["status = 'maybe'"]),
    "material_kind": ("protests_material", ["kind = 'bomb'"]),
    "material_file_form": ("protests_materialfile", ["form = 'exe'", "form = ''"]),
    "message_says_something": ("protests_message", ["text = ''"]),
    "message_of_one_side": ("protests_message", ["question = 'where'"]),
    "concern_kind": ("protests_concern", ["kind = 'boredom'"]),
    "concern_closed_at": ("protests_concern", ["closed_by_id = (SELECT min(id) FROM protests_person)"]),
    "import_stage": ("protests_import", ["stage = 'lost'"]),
    "import_row_verdict": ("protests_importrow", ["verdict = 'odd'"]),
    "import_row_outcome": ("protests_importrow", ["outcome = 'odd'"]),
    "import_row_faulty_unticked": ("protests_importrow", ["verdict = 'faulty', is_ticked = true"]),
    "report_low_to_high": (
        "protests_turnoutreport",
        ["low = 3, high = 2", "low = NULL", "high = NULL", "high = 20000001"],
    ),
    "report_figure_or_word": ("protests_turnoutreport", ["vague = 'hundreds'"]),
    "report_said_by": ("protests_turnoutreport", ["said_by = 'nobody'"]),
    "report_finding": ("protests_turnoutreport", ["finding = 'lost', decided_at = now()"]),
    "report_vague": ("protests_turnoutreport", ["low = NULL, high = NULL, vague = 'oodles'"]),
    "report_decided_at": ("protests_turnoutreport", ["decided_at = now()", "finding = 'accepted'"]),
    "day_ends_after_it_starts": ("protests_protestday", ["ends_on = starts_on - 1"]),
}


def _broken(sql):
    """The constraint that a statement breaks."""
    with pytest.raises((IntegrityError, DataError)) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return refused.value.__cause__.diag.constraint_name


def _update(table, change):
    """Of the first row alone, so that the second may be named."""
    return f"UPDATE {table} SET {change} WHERE ctid = (SELECT min(ctid) FROM {table})"


@pytest.fixture
def two(publish, bo):
    first, second = publish(), publish(title="Another march")
    changes.cancel(code=first.code, by=bo)
    changes.reinstate(code=first.code, by=bo)
    Follower.objects.create(day=first.day, protest=first, sealed_email=b"", email_index=b"", language="en", handle="f")
    Proposal.objects.create(verb="team.remove", campaign=first.day.campaign)
    _one_of_each(first)
    chain.seal()
    DeskClient().force_login(bo)
    return first, second


def _one_of_each(protest):
    """A row in each table that no act above wrote into."""
    now, shared = clock.now(), {name: getattr(protest, name) for name in SHARED}
    submission, day = protest.submissions.get(), protest.day
    Before.objects.create(submission=submission, until=now, status=protest.status, **shared)
    row = ImportRow.objects.create(of=Import.objects.create(day=day, filename="a.csv"), number=1)
    Displaced.objects.create(row=row, **shared)
    Message.objects.create(submission=submission, at=now, text="Where?", is_answer=True)
    Concern.objects.create(protest=protest, at=now, kind="other")
    material = Material.objects.create(campaign=day.campaign, kind="poster", title="A3", at=now)
    MaterialFile.objects.create(material=material, form="pdf", name="a3.pdf", size=5, content=b"%PDF-")
    TurnoutReport.objects.create(protest=protest, at=now, said_by="police", low=2, high=3)


def test_every_check_has_its_row_here():
    models = apps.get_app_config("protests").get_models()
    checks = {one.name for model in models for one in model._meta.constraints if isinstance(one, CheckConstraint)}
    assert checks == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_check_is_refused(two, name):
    """B42, B46, B32, B37 once more, for what comes past every form. Names the CHECK: nothing else catches it first."""
    table, changes = BROKEN[name]
    assert {change: _broken(_update(table, change)) for change in changes} == dict.fromkeys(changes, name)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe/Atlantis", "Factory/Factory"])
def test_a_zone_that_nobody_knows_is_refused(two, zone):
    """B37: the shape is right; the database looks it up."""
    with pytest.raises(DataError, match="not recognized"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_update("protests_protest", f"timezone = '{zone}'"))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/Argentina/Buenos_Aires", "Etc/GMT+12"])
def test_zones_of_the_world_are_taken(two, zone):
    with connection.cursor() as cursor:
        cursor.execute(_update("protests_protest", f"timezone = '{zone}'"))


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("protests_protest", "code"),
        ("protests_protest", "uid"),
        ("protests_contact", "handle"),
        ("protests_submission", "request_key"),
    ],
)
def test_what_names_one_thing_names_no_second(two, table, column):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE protests_submission SET request_key = id::text")
    change = f"{column} = (SELECT max({column}::text) FROM {table})::text"
    lowest = f"{column}::text = (SELECT min({column}::text) FROM {table})"
    assert column.removesuffix("_id") in _broken(f"UPDATE {table} SET {change} WHERE {lowest}")


@pytest.mark.parametrize(
    ("name", "table", "row"),
    [
        ("day_slug_once_in_a_campaign", "protests_protestday", "SELECT * FROM protests_protestday"),
        ("group_name_once_in_a_campaign", "protests_localgroup", "SELECT * FROM protests_localgroup"),
        ("one_membership_in_a_campaign", "protests_membership", "SELECT * FROM protests_membership"),
    ],
)
def test_a_second_of_the_same_name_is_refused(two, name, table, row):
    """A copy of the row under a number of its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE copy ON COMMIT DROP AS {row} LIMIT 1")
        cursor.execute("UPDATE copy SET id = id + 1000")
    assert _broken(f"INSERT INTO {table} SELECT * FROM copy") == name


def test_an_address_signs_in_one_person_whatever_its_case(bo):
    with pytest.raises(IntegrityError, match="one_person_an_address"), transaction.atomic():
        Person.objects.create(email="BO@example.org")


def test_an_import_takes_a_row_once_and_other_protests_have_no_key(two):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE protests_protest SET import_key = NULL")
    assert _broken("UPDATE protests_protest SET import_key = 'row 1'") == "protest_imported_once"


def test_of_what_is_referred_to_nothing_is_deleted(publish):
    """A day with protests, a protest with its submission and a place on the map stay."""
    publish()
    for table in ("protests_protestday", "protests_protest", "maps_place"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}; SET CONSTRAINTS ALL IMMEDIATE")


class TestThePublicPoint:
    """Made by the database (GENERATED), so that no code path forgets it; the same arithmetic as rules/precision.py."""

    @pytest.mark.parametrize(
        ("precision", "shown"),
        [
            (Precision.EXACT, (178.4415, -18.1416)),
            (Precision.AREA, (178.445, -18.145)),
            (Precision.CITY, (178.44149, -18.14161)),
            (Precision.WITHHELD, None),
        ],
    )
    def test_follows_from_precision(self, publish, precision, shown):
        protest = publish()
        Protest.objects.filter(pk=protest.pk).update(precision=precision, city_point=Point(178.44149, -18.14161))
        point = Protest.objects.get(pk=protest.pk).public_point
        assert (point and (point.x, point.y)) == shown

    def test_nobody_writes_it(self, publish):
        publish()
        with pytest.raises(Exception, match="generated column"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE protests_protest SET public_point = exact_point")

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        lon=st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 0.0, -0.0, 0.29, -0.29, 179.995, 179.99999]),
        lat=st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 0.0, 0.57, -0.57, 89.995]),
    )
    def test_the_database_and_the_rule_agree_on_every_cell(self, db, lon, lat):
        """V3: points as they are stored, with 5 decimals; cells clamp at the poles and at 180."""
        lon, lat = round(lon, 5), round(lat, 5)
        assert _cell_in_database(lon, lat) == cell_centre(lon, lat)

    def test_a_cell_does_not_tell_where_in_it(self):
        """Every point of a cell has the same centre: nothing of the place averages out."""
        points = [(8.54 + step / 1000, 47.37 + step / 1000) for step in range(10)]
        assert {cell_centre(round(lon, 5), round(lat, 5)) for lon, lat in points} == {(8.545, 47.375)}


GENERATED = """SELECT pg_get_expr(adbin, adrelid)
    FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
    WHERE attrelid = 'protests_protest'::regclass AND attname = 'public_point'"""


def _cell_in_database(lon, lat):
    """What the column's own expression makes of a point, as (lon, lat)."""
    with connection.cursor() as cursor:
        cursor.execute(GENERATED)
        cell = cursor.fetchone()[0]
        row = "(SELECT 'area' AS precision, ST_SetSRID(ST_MakePoint(%s, %s), 4326) AS exact_point) AS one"
        nothing = "(SELECT NULL::geometry AS city_point) AS other"
        cursor.execute(
            f"SELECT ST_X(cell), ST_Y(cell) FROM (SELECT {cell} AS cell FROM {row}, {nothing}) AS cells", [lon, lat]
        )
        return cursor.fetchone()


def test_codes_are_what_the_database_takes(publish):
    """8 characters that nobody confuses: no 0 O 1 I L U, no small letters; more than 39 bits."""
    codes = {tokens.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) == set("23456789ABCDEFGHJKMNPQRSTVWXYZ")
    publish()
    for letter in tokens.ALPHABET:
        Protest.objects.update(code=letter * 8)
