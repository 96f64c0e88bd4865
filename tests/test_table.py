"""protests.csv: public columns, and nothing that a spreadsheet program would run (B11, I5)."""

import csv

from protests.formats import properties, table
from tests.by_hand import UNANNOUNCED, WITHHELD, suva


def rows(*protests) -> list[dict[str, str]]:
    made = table.csv([table.ROW.piece(protest) for protest in protests])
    return list(csv.DictReader(made.decode("utf-8-sig").splitlines()))


def test_the_columns_are_all_that_is_public():
    """How many came is one object there, and two cells here."""
    objects, cells = {"turnout"}, {"turnout_low", "turnout_high"}
    assert set(table.COLUMNS) - cells == set(properties.in_full(suva())) - objects


def test_one_row():
    (row,) = rows(suva(languages=("en", "fj"), is_moved=True))
    assert row["code"] == "ABCD2345"
    assert (row["latitude"], row["longitude"]) == ("-18.1416", "178.4415")
    assert (row["local_date"], row["local_start"], row["starts_at"]) == ("2026-05-31", "18:00", "2026-05-31T06:00:00Z")
    assert (row["languages"], row["is_moved"], row["is_sample"]) == ("en fj", "true", "false")


def test_what_is_not_told_is_empty():
    unannounced, withheld = rows(suva(**UNANNOUNCED), suva(**WITHHELD))
    assert (unannounced["starts_at"], unannounced["local_start"]) == ("", "")
    assert (withheld["latitude"], withheld["venue"], withheld["address"]) == ("", "", "")


def test_a_formula_is_a_text():
    formula = '=HYPERLINK("https://evil.example")'
    (row,) = rows(suva(title=formula, venue="+1", group="@SUM(A1)", description="-2\n=3"))
    assert [row[name] for name in ("title", "venue", "group")] == [f"'{formula}", "'+1", "'@SUM(A1)"]


def test_an_empty_table_has_its_names():
    assert rows() == []
    assert table.csv([]).decode("utf-8-sig").startswith('"code","url","day","title"')
