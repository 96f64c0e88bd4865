"""Sheets that leave the site (FEATURES I3, I5; TRUST B11): read back by other parsers than the writers."""

import csv
import io
from datetime import UTC, date, datetime, time

import openpyxl
import pytest

from protests.formats import sheet

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1+1"]


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("text", DANGEROUS)
def test_B11_a_text_that_looks_like_a_formula_stays_a_text(text):
    assert read_csv(sheet.csv_bytes(["title"], [[text]])) == [["title"], ["'" + text]]
    cell = read_xlsx(sheet.xlsx_bytes(["title"], [[text]]))["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.strip()


def test_a_number_below_zero_is_no_formula():
    assert read_csv(sheet.csv_bytes(["latitude"], [[-18.1416]])) == [["latitude"], ["-18.1416"]]
    assert read_xlsx(sheet.xlsx_bytes(["latitude"], [[-18.1416]]))["A2"].value == -18.1416


def test_times_dates_nothing_and_every_script_come_back_as_they_were():
    row = ['國際 «quoted», "so"', date(2026, 5, 31), time(18), None, datetime(2026, 5, 31, 6, tzinfo=UTC)]
    read = read_csv(sheet.csv_bytes(["a", "b", "c", "d", "e"], [row]))[1]
    assert read == [row[0], "2026-05-31", "18:00", "", "2026-05-31T06:00:00+00:00"]
    cells = [cell.value for cell in read_xlsx(sheet.xlsx_bytes(["a", "b", "c", "d", "e"], [row]))[2]]
    assert cells == [row[0], datetime(2026, 5, 31), time(18), None, datetime(2026, 5, 31, 6)]


def test_what_no_sheet_can_hold_is_left_out():
    assert read_xlsx(sheet.xlsx_bytes(["a"], [["x\x07y"]]))["A2"].value == "xy"
