"""Files of every program and country become lines (FEATURES I1, S15); what is no sheet, or a bomb, is refused at once
(TRUST B80)."""

import io
import json
import time
import zipfile
from datetime import date, datetime
from datetime import time as hour

import openpyxl
import pytest

from protests.imports import files, headings
from protests.imports.table import Unreadable
from tests.imports import samples

QUICK = 2.0  # seconds


def refused(content):
    with pytest.raises(Unreadable) as why:
        files.read(content)
    return why.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_any_encoding_and_delimiter(encoding, delimiter):
    rows = [
        ["Ort", "Beginn", "Titel"],
        ["Würzburg", "18:00", "Größe, Mut; Zorn"],
        ["Köln", "18:00", "Mahnwache für alle"],
    ]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = files.read(text.encode(encoding))
    assert table.head == ("Ort", "Beginn", "Titel")
    assert [line.cells for line in table.lines] == [tuple(row) for row in rows[1:]]


def test_arabic_windows_letters_are_told_from_german_ones():
    rows = [
        "المدينة;التاريخ;الوقت;العنوان",
        "بيروت;٣١/٥/٢٠٢٦;١٨:٠٠;وقفة تضامنية مع الجميع",
        "عمان;٣١/٥/٢٠٢٦;١٨:٠٠;مسيرة",
    ]
    text = "\r\n".join(rows).translate({0x660 + n: str(n) for n in range(10)})
    table = files.read(text.encode("cp1256"))
    assert table.lines[0].cells[0] == "بيروت"
    assert headings.guess(table.head, table.lines, {}) == ["city", "date", "start", "title"]


def test_excels_own_first_line_and_title_rows_above_the_heading_are_no_rows():
    content = b"sep=;\r\nOur protests;;\r\n;;\r\nCity;Date;Start\r\nSuva;2026-05-31;18:00\r\n"
    table = files.read(content)
    assert (table.head, [line.cells for line in table.lines]) == (
        ("City", "Date", "Start"), [("Suva", "2026-05-31", "18:00")],
    )  # fmt: skip


def test_xlsx_gives_dates_hours_and_numbers_as_they_are_meant_and_the_number_of_each_row():
    table = files.read(
        samples.workbook(
            ["City", "Date", "Start", "Lat", "When"],
            [],
            ["Suva", date(2026, 5, 31), hour(18), -18.1416, datetime(2026, 5, 31, 18)],
        )
    )
    assert [(line.number, line.cells) for line in table.lines] == [
        (3, ("Suva", "2026-05-31", "18:00", "-18.1416", "2026-05-31T18:00"))
    ]


def test_a_formula_is_marked_and_one_without_a_result_too():
    table = files.read(samples.workbook(["City", "Title"], ["Suva", '=A2&" stands"']))
    assert table.lines[0].marks == ((1, "formula.empty"),)


def test_the_sheet_that_holds_something_is_read_and_a_hidden_one_is_not():
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    hidden, data = book.create_sheet("Hidden"), book.create_sheet("Data")
    hidden.sheet_state = "hidden"
    for sheet, city in ((hidden, "Nowhere"), (data, "Suva")):
        sheet.append(["City", "Date"])
        sheet.append([city, "2026-05-31"])
    out = io.BytesIO()
    book.save(out)
    assert files.read(out.getvalue()).lines[0].cells[0] == "Suva"


@pytest.mark.parametrize("program", samples.PROGRAMS)
def test_I1_the_calendar_of_each_program(program):
    table = files.read(samples.calendar(samples.PROGRAMS[program], 2026))
    row = dict(zip(table.head, table.lines[0].cells, strict=True))
    assert row["title"].endswith(("Vigil in Berlin", "@Brandenburger Tor"))
    assert row["key"]
    assert row["location"]
    start = "2026-05-31T16:00Z" if "160000Z" in samples.PROGRAMS[program] else "2026-05-31T18:00"
    assert row["date"] == row["start"] == start
    assert row["end"] in ("2026-05-31T18:00Z", "2026-05-31T20:00")
    assert row["timezone"] == ("Europe/Berlin" if "DTSTART;TZID" in samples.PROGRAMS[program] else "")
    assert "<" not in row["description"]
    assert "RRULE" not in str(table.lines)
    assert table.lines[0].marks == ()


def test_one_bad_entry_spoils_no_other():
    good = [samples.entry(str(number), 2026) for number in range(3)]
    bad = [
        "BEGIN:VEVENT\nUID:bad\nSUMMARY:No start\nEND:VEVENT",
        "BEGIN:VEVENT\nUID:worse\nDTSTART:2026-13-45T99\nSUMMARY:Bad start\nEND:VEVENT",
        "BEGIN:VEVENT\nUID:worst\nno colon\nDTSTART:20260531T160000Z\nGEO:north;south\nSUMMARY:Bad\nEND:VEVENT",
        "BEGIN:VEVENT\nUID:cut\nSUMMARY:Cut off",
    ]
    table = files.read(samples.of_entries(good[0], bad[0], good[1], bad[1], bad[2], good[2], bad[3]))
    keys = [line.cells[0] for line in table.lines if not line.marks]
    assert {"0", "1", "2"} <= set(keys)
    assert [line.cells[1] for line in table.lines if line.marks][:2] == ["No start", "Bad start"]
    assert len(table.lines) == 7


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=DAILY;COUNT=1000000000",
        f"RRULE:FREQ=YEARLY;BYSECOND={','.join(map(str, range(60)))};BYMINUTE={','.join(map(str, range(60)))}",
        "rrule:FREQ=MINUTELY",
        "RDATE:20260601T160000Z,20260602T160000Z",
    ],
)
def test_B80_a_rule_of_repetition_is_never_unrolled(rule):
    begun = time.monotonic()
    table = files.read(samples.of_entries(samples.entry("a", 2026, rule), samples.entry("b", 2026)))
    assert time.monotonic() - begun < QUICK
    assert [[code for _column, code in line.marks] for line in table.lines] == [["repeats"], []]


def test_cancelled_by_status_or_by_method():
    one = samples.of_entries(samples.entry("a", 2026, "STATUS:CANCELLED"), samples.entry("b", 2026))
    assert [line.cells[-1] for line in files.read(one).lines] == ["CANCELLED", ""]
    all_of_them = samples.of_entries(samples.entry("a", 2026), samples.entry("b", 2026), more="METHOD:CANCEL")
    assert [line.cells[-1] for line in files.read(all_of_them).lines] == ["CANCELLED", "CANCELLED"]


def test_a_whole_day_has_no_hour_yet():
    content = samples.of_entries(samples.entry("a", 2026, start="0531").replace("DTSTART:", "DTSTART;VALUE=DATE:"))
    row = dict(zip(*[files.read(content).head, files.read(content).lines[0].cells], strict=True))
    assert (row["date"], row["start"]) == ("2026-05-31", "")


def test_geojson_with_what_is_no_point_named():
    features = [
        {"type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [178.4415, -18.1416]},
         "properties": {"title": "March", "date": "2026-05-31", "languages": ["en", "fj"]}},
        {"type": "Feature", "id": "b", "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
         "properties": {"title": "Chain"}},
        "nothing",
    ]  # fmt: skip
    table = files.read(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    assert table.head == ("key", "latitude", "longitude", "title", "date", "languages")
    assert table.lines[0].cells == ("a", "-18.1416", "178.4415", "March", "2026-05-31", "en, fj")
    assert [[code for _column, code in line.marks] for line in table.lines[1:]] == [["feature.point"]]


def test_B80_a_bomb_in_a_workbook_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(5):
            bomb.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 60_000_000)
    begun = time.monotonic()
    assert refused(out.getvalue()) == "file.inflated"
    assert time.monotonic() - begun < QUICK


def test_B80_entities_in_a_workbook_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples.workbook(["City"], ["Suva"]))) as good, zipfile.ZipFile(out, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>' + content
            bad.writestr(name, content)
    assert refused(out.getvalue()) in ("file.xlsx", "file.empty")


def test_a_million_claimed_rows_and_columns_cost_nothing():
    book = openpyxl.Workbook()
    book.active.append(["City", "Date"])
    book.active.append(["Suva", "2026-05-31"])
    book.active["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    begun = time.monotonic()
    assert len(files.read(out.getvalue()).lines) == 1
    assert time.monotonic() - begun < QUICK


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"), (b"  \r\n", "file.empty"), (b"x" * 10_000_001, "file.too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.old_excel"), (b"PK\x03\x04 broken", "file.xlsx"),
        (b"%PDF-1.7", "file.unknown"), (b"<!doctype html><p>", "file.unknown"), (b"\x89PNG\r\n\x1a\n", "file.unknown"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "file.calendar"), (b'{"type": "Feature"', "file.geojson"),
        (b"[" * 100_000, "file.empty"), (b"City,Date\r\n", "file.empty"), (b"{" * 100_000, "file.geojson"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_with_a_reason(content, code):
    assert refused(content) == code


def test_B80_a_million_rows_are_refused_quickly():
    content = b"City,Date\n" + b"Suva,1\n" * 1_000_000
    begun = time.monotonic()
    assert refused(content) == "file.too_long"
    assert time.monotonic() - begun < QUICK


def test_columns_by_heading_by_content_and_by_what_was_said_before():
    lines = files.read(b"a,b,c\nSuva,2026-05-31,https://example.org\nApia,2026-05-31,https://example.org/b\n")
    assert headings.guess(("Stadt / City", "?", "x y z"), lines.lines, {}) == ["city", "date", "link"]
    assert headings.guess(("Stadt", "?", "Info"), lines.lines, {"info": "description", "stadt": ""}) == [
        "", "date", "description",
    ]  # fmt: skip
