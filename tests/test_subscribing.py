"""Carla subscribes: to what she sees, to a country, to one protest, to all days of a campaign (D6). Without script."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

SITE = settings.SITE_URL
DAY = "/sarchk/may-31/"


@pytest.fixture
def world(publish):
    """Suva marches, Berlin holds a vigil."""
    berlin = publish(title="Candles", kind="vigil", latitude=52.5163, longitude=13.3777, email="b@example.org")
    return publish(), berlin


def offered(client, path):
    """Each calendar's label, count and address, in the order of the page."""
    html = client.get(path).content.decode()
    labels = re.findall(
        r'for="scope-\d+"><bdi>([^<]+)</bdi>(?: <span class="quiet small">(\d+) protests?</span>)?', html
    )
    addresses = re.findall(r'<input id="calendar-\d+" readonly value="([^"]+)"', html)
    return [
        (unescape(label), count, unescape(address)) for (label, count), address in zip(labels, addresses, strict=True)
    ]


CAMPAIGN = ("All days of Solidarity", "", f"{SITE}/sarchk/calendar.ics")
WHOLE = ("Free the Hong Kong 47", "2", f"{SITE}{DAY}calendar.ics")


def test_the_whole_day_and_the_campaign(client, world):
    assert offered(client, f"{DAY}subscribe/") == [WHOLE, CAMPAIGN]


@pytest.mark.parametrize(("query", "label"), [
    ("country=FJ", "Fiji"),
    ("country=FJ&kind=march", "Fiji · March"),
    ("kind=march&cancelled=exclude&q=47", "March · Without cancelled ones · “47”"),
    ("near=-18.14,178.44&within=20", "within 20 km of a position"),
    ("bbox=170,-30,-170,10", "in a part of the map"),
])  # fmt: skip
def test_what_the_page_shows_comes_first(client, world, query, label):
    first, *others = offered(client, f"{DAY}subscribe/?{query}")
    assert first == (label, "1", f"{SITE}{DAY}calendar.ics?{query}")
    assert others == [WHOLE, CAMPAIGN]


def test_near_a_town_with_its_country(client, world):
    first, country, *others = offered(client, f"{DAY}subscribe/?place=Suva&within=50")
    assert first[:2] == ("within 50 km of Suva", "1")
    assert re.fullmatch(rf"{SITE}{DAY}calendar\.ics\?place=\d+&within=50", first[2])
    assert country == ("Fiji", "1", f"{SITE}{DAY}calendar.ics?country=FJ")
    assert others == [WHOLE, CAMPAIGN]


def test_every_address_that_is_offered_is_a_calendar_with_so_many_protests(client, world):
    for path in (f"{DAY}subscribe/?country=FJ", f"{DAY}subscribe/?place=Suva", f"/p/{world[0].code}/subscribe/"):
        for _label, count, address in offered(client, path):
            calendar = client.get(address.removeprefix(SITE)).content.decode()
            assert calendar.count("BEGIN:VEVENT") == int(count or 2)


def test_one_protest(client, world):
    suva, _berlin = world
    assert offered(client, f"/p/{suva.code}/subscribe/") == [
        (f"{suva.locality} only", "1", f"{SITE}/p/{suva.code}.ics"),
        ("Fiji", "1", f"{SITE}{DAY}calendar.ics?country=FJ"),
        WHOLE,
        CAMPAIGN,
    ]


def test_a_campaign(client, world):
    assert offered(client, "/subscribe/sarchk/") == [CAMPAIGN]


def test_in_the_language_of_the_page(client, world):
    assert offered(client, f"/de{DAY}subscribe/?country=FJ")[0][2] == f"{SITE}/de{DAY}calendar.ics?country=FJ"


def test_each_program_is_told_in_its_own_way(client, world):
    html = client.get(f"{DAY}subscribe/?country=FJ").content.decode()
    address = f"{SITE}{DAY}calendar.ics?country=FJ"
    webcal = "webcal:" + address.partition(":")[2]
    links = [unescape(href) for href in re.findall(r'<a [^>]*href="((?:https?|webcal)[^"]+)"', html)]
    assert links[0] == webcal
    google, outlook, office = links[2:5]
    assert google.startswith("https://calendar.google.com/calendar/r?")
    assert parse_qs(urlsplit(google).query) == {"cid": [webcal]}
    for link, host in ((outlook, "outlook.live.com"), (office, "outlook.office.com")):
        assert link.startswith(f"https://{host}/calendar/0/addfromweb?")
        assert parse_qs(urlsplit(link).query) == {"url": [address], "name": ["Fiji"]}
    assert html.count('rel="noopener noreferrer"') == 9


def test_a_position_is_not_given_away_unsaid(client, world):
    sentence = "This address holds a position"
    assert sentence in client.get(f"{DAY}subscribe/?near=-18.14,178.44").content.decode()
    assert sentence not in client.get(f"{DAY}subscribe/?country=FJ").content.decode()


def test_strange_parameters_are_dropped_and_bad_ones_told(client, world):
    assert client.get(f"{DAY}subscribe/?utm_source=x&country=FJ")["Location"] == f"{DAY}subscribe/?country=FJ"
    assert "Write two-letter ISO codes" in client.get(f"{DAY}subscribe/?country=Atlantis").content.decode()


@pytest.mark.parametrize("path", ["/sarchk/nothing/subscribe/", "/subscribe/nobody/", "/p/22222222/subscribe/"])
def test_nothing_to_subscribe_to(client, world, path):
    assert client.get(path).status_code == 404


def test_the_pages_lead_there_with_their_filters(client, world):
    assert client.get(f"{DAY}?country=FJ").content.decode().count('href="/sarchk/may-31/subscribe/?country=FJ"') == 2
    assert f'href="/p/{world[0].code}/subscribe/"' in client.get(f"/p/{world[0].code}/").content.decode()
    assert 'href="/subscribe/sarchk/"' in client.get("/sarchk/").content.decode()
