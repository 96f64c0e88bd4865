"""Dora takes in a messy workbook of 60 rows (issue 5, "Done when"): columns said by hand, a cell corrected, a homonym
chosen, what is good taken in, and all of it undone. With a script, without one, on a phone."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from protests.actions import campaigns
from protests.enums import Role
from protests.models import Protest
from tests.browser.conftest import PHONE
from tests.conftest import PASSWORD
from tests.imports import samples

CITIES = """Suva Fiji|Apia Samoa|Kathmandu Nepal|Berlin Germany|Vienna Austria|Brussels Belgium|Stockholm Sweden
Oslo Norway|Helsinki Finland|Madrid Spain|Rome Italy|Athens Greece|Warsaw Poland|Prague Czechia|Budapest Hungary
Dublin Ireland|Lisbon Portugal|Paris France|London UK|Tokyo Japan|Seoul Korea|Taipei Taiwan|Manila Philippines
Bangkok Thailand|Jakarta Indonesia|Sydney Australia|Wellington NZ|Toronto Canada|Boston USA|Chicago USA|Lima Peru
Bogotá Colombia|Santiago Chile|Nairobi Kenya|Lagos Nigeria|Accra Ghana|Dakar Senegal|Cairo Egypt|Beirut Lebanon
Amman Jordan"""


@pytest.fixture
def day(sarchk, may_31):
    return may_31.starts_on


@pytest.fixture
def messy(day, tmp_path):
    """60 rows below a title: dates in several hands, decimal commas, swapped points, a formula, totals, homonyms."""
    places = [place.rpartition(" ") for line in CITIES.splitlines() for place in line.split("|")]
    hands = [day, f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day:%y}", f"{day:%Y-%m-%d}", f"{day.day} May {day.year}"]
    hours = ["18:00", "6 pm", "18h00", "18 Uhr", "下午6時"]
    head = ["Nr", "Stadt", "Land", "Wann?", "Uhrzeit", "Titel", "Breite", "Länge", "Link"]
    rows = [["Our protests, sample data"], [], head]
    for number, (city, _space, country) in enumerate(places, 1):
        rows.append([number, city, country, hands[number % 5], hours[number % 5], f"Sample protest {number}"])
    rows += [
        [41, "Hong Kong", "", hands[0], "18:00", "Swapped", "114,17", "22,3"],
        [42, "Suva", "Fiji", hands[0], "19:00", "Exact", "-18,1416", "178,4415"],
        [43, "Springfield", "USA", hands[0], "18:00", "Which one"],
        [44, "Xqzzyw", "Nowhere", hands[0], "18:00", "No such place"],
        [45, "Nadi", "Fiji", "soon", "18:00", "No date"],
        [46, "Nadi", "Fiji", hands[0], "evening", "No hour"],
        [47, "Lautoka", "Fiji", hands[0], "18:00", '=B4&" stands"'],
        [48, "Lautoka", "Fiji", hands[0], "18:00", "Bad link", "", "", "ask us"],
        [49, "Kathmandoo", "", hands[0], "18:00", "Misspelt"],
        [1, "Suva", "Fiji", hands[0], "18:00", "Sample protest 1"],
        [50, "Geneva", "Switzerland", day + timedelta(days=1), "18:00", "The day after"],
        ["EUROPE"], [], ["", "Total", "50"],
        *([51 + n, city, "Germany", day, "18:00", f"More {n}"] for n, city in enumerate("Hamburg Köln Bremen".split())),
        *([54 + n, city, "France", day, "18:00", city] for n, city in enumerate("Lyon Lille Nantes Nice".split())),
    ]  # fmt: skip
    assert len([row for row in rows[3:] if row]) == 60
    file = tmp_path / "protests.xlsx"
    file.write_bytes(samples.workbook(*rows))
    return file


@pytest.fixture
def desk(visit, sarchk, day, sign_in):
    """desk(**options) -> a page where Dora has signed in and is about to choose a file."""
    dora = campaigns.join_team(campaign=sarchk, email="dora@example.org", role=Role.COORDINATOR, password=PASSWORD)

    def desk(**options):
        page = visit(**options)
        page.set_default_timeout(60_000)  # sixty rows are looked at while the page waits
        sign_in(page, dora, "/moderate/import/")
        page.get_by_role("link", name="Free the Hong Kong 47").click()
        page.wait_for_url("**/import/")
        return page

    return desk


def _send(page, file):
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at its rows").click()
    expect(page.get_by_role("heading", name=file.name)).to_be_visible()


def _tab(page, name):
    page.get_by_role("link", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("link", name=re.compile(f"^{name}"))).to_have_attribute("aria-current", "page")


def _row(page, title):
    return page.locator(".import__row", has_text=title)


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_a_messy_workbook_of_sixty_rows(desk, messy, options, day):
    page = desk(**options)
    _send(page, messy)
    expect(page.get_by_text("60 rows")).to_be_visible()
    page.locator("summary", has_text="Columns").click()
    expect(page.get_by_label("D Wann?")).to_have_value("date")
    page.get_by_label("Dates are written").select_option("dmy")
    page.get_by_role("button", name="Use these columns").click()
    expect(page.get_by_text("Ready to be looked at")).to_be_visible()

    _tab(page, "With faults")
    for title, said in {
        "Swapped": "Latitude and longitude look swapped.",
        "Which one": "Several places are called so.",
        "No such place": "No such place is known.",
        "No date": "Date (D",
        "No hour": "Start (E",
        "Lautoka": "A formula without a result.",
        "Bad link": "Public link (I",
    }.items():
        expect(_row(page, title).first).to_contain_text(said)
    _tab(page, "Left out")
    expect(page.locator(".import__row")).to_have_count(2)
    _tab(page, "Look at it")
    doubts = {"Misspelt": "guess", "Sample protest 1": "The same as row 4.", "The day after": "Not on this protest day"}
    for title, said in doubts.items():
        expect(_row(page, title).first).to_contain_text(said)
        expect(_row(page, title).first.get_by_role("checkbox")).not_to_be_checked()

    _tab(page, "With faults")
    _row(page, "Which one").get_by_role("link", name="Correct").click()
    page.get_by_label("Springfield, Illinois").check()
    page.get_by_role("button", name="Use these cells").click()
    expect(page.get_by_text("Nothing is wrong with it.")).to_be_visible()
    page.get_by_role("link", name="protests.xlsx").click()
    _tab(page, "With faults")
    _row(page, "No date").get_by_role("link", name="Correct").click()
    page.get_by_label("Date", exact=True).fill(day.isoformat())
    page.get_by_role("button", name="Use these cells").click()
    expect(page.get_by_text("Nothing is wrong with it.")).to_be_visible()
    page.get_by_role("link", name="protests.xlsx").click()

    _tab(page, "Look at it")
    _row(page, "Misspelt").get_by_role("checkbox").check()
    page.get_by_role("button", name="Keep these ticks").click()
    expect(_row(page, "Misspelt").get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="Take in the ticked rows").click()
    expect(page.locator(".import__outcomes")).to_have_text(re.compile(r"^\s*Added 5\d\s*$"))
    titles = set(Protest.objects.public().values_list("title", flat=True))
    assert {"Sample protest 1", "Exact", "Which one", "No date", "Misspelt", "More 2"} <= titles
    assert not {"Swapped", "No hour", "Bad link", "The day after"} & titles
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text(re.compile(r"^Undone \d+$"))).to_be_visible()
    assert not Protest.objects.public().exists()


@pytest.mark.parametrize("options", [{}, PHONE | {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 568}}])
def test_axe_finds_nothing_and_nothing_sticks_out(desk, messy, options):
    page = desk(**options)
    found = {}

    def look(name):
        found[name] = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    look("choose")
    _send(page, messy)
    page.locator("summary", has_text="Columns").click()
    look("rows")
    _tab(page, "With faults")
    look("faulty")
    _row(page, "Which one").get_by_role("link", name="Correct").click()
    expect(page.get_by_role("heading", name="Which place?").or_(page.get_by_text("Which place?"))).to_be_visible()
    look("row")
    assert found == {name: [] for name in found}


def test_from_right_to_left_nothing_sticks_out(desk, messy):
    page = desk()
    page.goto(page.url.replace("/moderate/", "/ar/moderate/"))
    page.locator("#file").set_input_files(messy)
    page.locator("form[enctype] button").click()
    expect(page.get_by_role("heading", name="protests.xlsx")).to_be_visible()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
