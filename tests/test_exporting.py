"""Sheets to take along (FEATURES I3, I5; TRUST B11): the public ones hold what is public, the desk's no contact."""

import csv
import io

import openpyxl
import pytest

from protests.actions import campaigns
from protests.enums import Role
from tests.conftest import PASSWORD

BERLIN = {"latitude": 52.52, "longitude": 13.405, "timezone": None}


def cells(answer):
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.active]


def table(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_day_as_a_workbook_by_the_query_of_the_map(client, publish):
    publish(title="=cmd|' /C calc'!A0")
    publish(**BERLIN, title="Vigil", email="b@example.org")
    head, *rows = cells(client.get("/sarchk/may-31/protests.xlsx"))
    assert head[3] == "Title"
    assert sorted(row[3] for row in rows) == ["=cmd|' /C calc'!A0", "Vigil"]
    only = cells(client.get("/sarchk/may-31/protests.xlsx?country=DE&header=names"))
    assert only[0][:4] == ["code", "url", "day", "title"]
    assert [row[3] for row in only[1:]] == ["Vigil"]
    assert cells(client.get("/sarchk/protests.xlsx?country=DE"))[1:] == only[1:]


def test_headings_are_in_the_language_of_the_page(client, publish):
    publish()
    assert "Zeitzone" in cells(client.get("/de/sarchk/may-31/protests.xlsx"))[0]


@pytest.mark.parametrize("query", ["colour=red", "country=Mars", "header=none"])
def test_an_unknown_parameter_is_refused_by_name(client, may_31, query):
    answer = client.get(f"/sarchk/may-31/protests.xlsx?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


def test_the_sheet_is_kept_and_answered_with_304(client, publish):
    publish()
    first = client.get("/sarchk/may-31/protests.xlsx")
    again = client.get("/sarchk/may-31/protests.xlsx", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, "public" in first["Cache-Control"]) == (304, True)


def test_the_queue_holds_no_way_to_reach_anybody(bo_signed_in, waiting):
    waiting(title="@SUM(A1)", email="amina.canary@example.org", phone="+679 555 0100")
    answers = [bo_signed_in.get(f"/moderate/queue.{form}?header=names") for form in ("csv", "xlsx")]
    assert [table(answers[0])[1][4], cells(answers[1])[1][4]] == ["'@SUM(A1)", "@SUM(A1)"]
    for rows in (table(answers[0]), cells(answers[1])):
        assert "canary" not in str(rows)
        assert "5550100" not in str(rows).replace(" ", "")
        assert not {"email", "phone", "contact", "decided_by"} & set(rows[0])
    assert answers[0]["Cache-Control"] == "no-store, private"


def test_the_exact_place_leaves_the_desk_only_where_it_is_for_everybody(bo_signed_in, waiting):
    waiting(title="Open")
    waiting(title="Careful", precision="city", email="b@example.org")
    head, *rows = table(bo_signed_in.get("/moderate/queue.csv?header=names"))
    found = {row[head.index("title")]: dict(zip(head, row, strict=True)) for row in rows}
    assert found["Open"]["venue"] == "Harbour park, by the fountain"
    assert [found["Careful"][name] for name in ("venue", "address", "latitude", "longitude")] == [""] * 4


def test_a_moderator_gets_the_own_countries_and_the_filter_of_the_desk(client, sarchk, waiting):
    waiting()
    waiting(**BERLIN, email="b@example.org")
    nepal = campaigns.join_team(
        campaign=sarchk, email="n@example.org", role=Role.MODERATOR, countries=["DE"], password=PASSWORD
    )
    client.force_login(nepal)
    rows = table(client.get("/moderate/queue.csv?header=names"))
    assert [row[rows[0].index("country")] for row in rows[1:]] == ["DE"]
    assert len(table(client.get("/moderate/queue.csv?decision=approved"))) == 1
