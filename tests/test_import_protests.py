"""`import_protests`: the archive of a day, from a sheet."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from protests import public
from protests.models import AuditEvent, Protest

SAMPLE = Path("protests/sample/sarchk_38_cities.csv")


def run(file, *, day="sarchk/may-31", **options):
    out, errors = StringIO(), StringIO()
    call_command("import_protests", file, day=day, stdout=out, stderr=errors, **options)
    return out.getvalue().strip(), errors.getvalue().strip().splitlines()


def test_the_38_cities_are_taken_with_the_wall_times_of_the_sheet(may_31):
    assert run(SAMPLE) == ("38 imported, 0 there already, 0 faulty rows left out.", [])
    found = {one.locality: one for one in public.protests()}
    assert len(found) == 38
    assert found["Kathmandu"].starts_at.isoformat() == "2021-05-31T09:45:00+00:00"
    assert found["Brussels"].starts_at is None
    assert found["Honolulu"].local_end_date.isoformat() == "2021-06-01"
    assert sorted(name for name, one in found.items() if not one.is_sample) == ["Brussels", "Stockholm", "Vienna"]
    assert {one.drawn for one in found.values()} == {"city"}


def test_a_dry_run_and_a_second_run_change_nothing(may_31):
    assert run(SAMPLE, dry_run=True)[0] == "38 would be imported, 0 there already, 0 faulty rows left out."
    assert Protest.objects.count() == 0
    run(SAMPLE)
    before = list(Protest.objects.order_by("pk").values()), AuditEvent.objects.count()
    assert run(SAMPLE)[0] == "0 imported, 38 there already, 0 faulty rows left out."
    assert before == (list(Protest.objects.order_by("pk").values()), AuditEvent.objects.count())


def test_row_and_column_of_each_fault_are_named_and_the_good_rows_taken(may_31, tmp_path):
    head, *rows = SAMPLE.read_text().splitlines()
    rows[1] = rows[1].replace("50.8505", "north").replace("Europe/Brussels", "Europe")
    rows[3] = rows[3].replace("18:00", "25:61")
    file = tmp_path / "faulty.csv"
    file.write_text("\n".join([head, *rows]))
    said, faults = run(file)
    assert said == "36 imported, 0 there already, 2 faulty rows left out."
    assert [fault.split(":")[0] for fault in faults] == ["row 3, latitude", "row 3, timezone", "row 5, local_start"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"city,country_code\nVienna,AT\n", "row 1, latitude: The column is missing."),
        ("city\nWürzburg".encode("latin-1"), "row 1, file: Save the file as UTF-8"),
        (b"", "row 1, city: The column is missing."),
    ],
)
def test_a_file_of_another_kind_is_refused_whole(may_31, tmp_path, content, fault):
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    said, faults = run(file)
    assert said.startswith("0 imported")
    assert any(one.startswith(fault) for one in faults)


def test_unknown_day_and_missing_file_say_what_to_write(may_31, tmp_path):
    with pytest.raises(CommandError, match="There is no protest day sarchk/june"):
        run(SAMPLE, day="sarchk/june")
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.csv")
