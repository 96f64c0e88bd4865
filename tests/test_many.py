"""A day of many: the list comes in parts, the pins in columns, single rows when a pin asks for them. Nobody is lost."""

import json
import re
from itertools import accumulate

import pytest

from protests.formats import listing, pins
from protests.formats.listing import Group, part
from tests.test_listing import NOW, protest

DAY = "/sarchk/may-31/"


@pytest.fixture
def parts_of_two(monkeypatch):
    monkeypatch.setattr(listing.part, "__defaults__", ("", 2))


@pytest.fixture
def five(publish):
    for number, lon in enumerate((10, 11, 12, 13, 14)):
        publish(title=f"March {number}", latitude=50, longitude=lon, email=f"{number}@example.org")


def codes(response):
    return re.findall(r'data-code="([A-Z0-9]{8})"', response.content.decode())


def link_to_more(response):
    found = re.findall(r'data-more><a class="button" href="\.(\?cursor=[^"]+)"', response.content.decode())
    return found[0] if found else ""


def test_parts_follow_each_other_without_script_until_all_were_there(client, five, parts_of_two):
    """F3: "Show more" is a link."""
    seen, address = [], DAY
    while True:
        page = client.get(address)
        seen.append(codes(page))
        if not link_to_more(page):
            break
        address = DAY + link_to_more(page)
    assert [len(some) for some in seen] == [2, 2, 1]
    assert len({code for some in seen for code in some}) == 5


def test_a_part_says_how_far_it_goes_and_leads_back(client, five, parts_of_two):
    second = client.get(DAY + link_to_more(client.get(DAY))).content.decode()
    assert re.findall(r"<span>(\d of \d)</span>", second) == ["4 of 5"]
    assert re.findall(r'href="(\.)" data-refine>Back to the beginning', second) == ["."]


def test_filters_and_order_stay_while_the_list_goes_on(client, five, parts_of_two):
    page = client.get(DAY, {"country": "DE", "place": "Frankfurt am Main, Germany"}).content.decode()
    (address,) = re.findall(r'data-more><a class="button" href="([^"]+)"', page)
    assert re.fullmatch(r"\.\?country=DE&amp;place=\d+&amp;within=300&amp;cursor=near-\w{8}", address)


def test_a_cursor_that_leads_nowhere_is_told(client, five):
    page = client.get(DAY, {"cursor": "day-ABCD2345"})
    assert len(codes(page)) == 5
    assert "The list has changed since." in page.content.decode()


def test_what_the_map_shows_is_for_scripts_alone(client, five):
    """P6: the address keeps it, the page is the same, and says nothing of it to others."""
    seen = client.get(DAY, {"view": "52.5,13.4,6", "country": "DE"})
    assert seen.status_code == 200
    assert seen.content == client.get(DAY, {"country": "DE"}).content


def rows_of(groups):
    return [row.protest.code for group in groups for row in group.rows]


def groups(**named):
    found = listing.rows([protest(code=code) for some in named.values() for code in some], NOW)
    rows = {row.protest.code: row for row in found}
    return [Group(name, name, "", [rows[code] for code in some]) for name, some in named.items()]


def test_a_part_may_begin_and_end_within_groups():
    whole = groups(live=["A", "B"], next=["C"], day=["D", "E", "F"])
    first = part(whole, size=4)
    assert [(group.name, rows_of([group])) for group in first.groups] == [
        ("live", ["A", "B"]),
        ("next", ["C"]),
        ("day", ["D"]),
    ]
    second = part(whole, first.cursor, size=4)
    assert (first.cursor, rows_of(second.groups), second.cursor) == ("day-E", ["E", "F"], "")


def test_the_clock_may_turn_between_two_parts():
    """Who was to come is on now: the list goes on where it was. Who has finished is at the end: it starts again."""
    assert rows_of(part(groups(live=["A", "B", "E"], day=["F"]), "day-E").groups) == ["E", "F"]
    assert rows_of(part(groups(day=["F", "G"], done=["A", "E"]), "live-E").groups) == ["F", "G", "A", "E"]
    assert rows_of(part(groups(day=["F", "G"], done=["A", "E"]), "done-E").groups) == ["E"]


def test_pins_come_in_steps_from_neighbour_to_neighbour():
    """SPEED, "few bytes first": whole numbers, small ones."""
    found = [protest("Suva"), protest("Berlin"), protest("Apia"), protest("Berlin", code="ONLINE", point=None)]
    columns = json.loads(json.dumps(pins.columns(found, NOW)))
    assert columns["code"] == ["SUVA", "APIA", "BERLIN"]
    assert list(accumulate(columns["lon"])) == [17844150, -17176670, 1341050]
    assert list(accumulate(columns["lat"])) == [-1814160, -1383330, 5252440]
    assert columns["unpinned"] == ["ONLINE"]


def test_rows_by_themselves_are_those_of_the_page(client, five):
    page, rows = client.get(DAY), client.get(f"{DAY}rows/")
    assert codes(rows) == codes(page)
    for row in rows.content.decode().split("<li>")[1:]:
        assert row.strip() in page.content.decode()


def test_rows_of_some_codes(client, five):
    known = codes(client.get(DAY))
    some = client.get(f"{DAY}rows/", {"codes": f"{known[3]},{known[1]},ABCD2345"})
    assert codes(some) == [known[1], known[3]]


@pytest.mark.parametrize("piece", ["pins.json", "rows/"])
@pytest.mark.parametrize("query", [{"view": "1,2,3"}, {"country": "nowhere"}, {"place": "Springfield"}])
def test_pieces_refuse_what_they_cannot_answer(client, five, piece, query):
    """Never 500 for input."""
    assert client.get(DAY + piece, query).status_code == 400


def test_the_legend_has_the_states_that_occur(client, publish, bo):
    """P3."""
    from protests.actions import changes

    publish()
    changes.cancel(code=publish(title="Second", email="b@example.org").code, reason="Storm", by=bo)
    page = client.get(DAY).content.decode()
    legend = page[page.index('class="legend"') :]
    assert re.findall(r"</span></span>([^<]+)</li>", legend[: legend.index("</ul>")]) == ["Coming up", "Cancelled"]


def test_the_legend_explains_pins_without_a_stick(client, publish):
    publish(precision="city")
    page = client.get(DAY).content.decode()
    legend = page[page.index('class="legend"') :]
    assert re.findall(r"</span></span>([^<]+)</li>", legend[: legend.index("</ul>")]) == [
        "Coming up",
        "Somewhere in the city",
    ]
