"""The map to print and the picture that messengers show of a day, in every script (R1, P8; DESIGN.md 12)."""

import io
import time
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.gis.geos import Point, Polygon
from PIL import Image

from protests import public
from protests.formats import daycard, pressmap, typeset
from protests.formats.pressmap import Look
from protests.models import Protest

MAP, CARD = "/sarchk/may-31/map.png", "/sarchk/may-31/card.png"
LANGUAGES = ("en", "zh-hant", "ar")
BERLIN = {"latitude": 52.5244, "longitude": 13.4105, "title": "In Berlin", "email": "b@example.org"}


@pytest.fixture
def two(publish):
    return publish(), publish(**BERLIN)


@pytest.fixture
def said(monkeypatch):
    """What is said on each picture: in the files letters are outlines."""
    all_, made = [], typeset._set
    monkeypatch.setattr(typeset, "_set", lambda template, says, form: all_.append(says) or made(template, says, form))
    return all_


@pytest.fixture
def told(monkeypatch):
    """The same without the picture, which takes seconds."""
    all_ = []
    monkeypatch.setattr(typeset, "_set", lambda template, says, form: all_.append(says) or b"")
    return all_


def opened(response):
    assert response.status_code == 200
    return Image.open(io.BytesIO(response.content))


def prefixed(language, path):
    return path if language == "en" else f"/{language}{path}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", ["light", "print"])
def test_the_map_is_as_large_as_promised_in_every_script(two, client, language, look, caplog):
    response = client.get(prefixed(language, f"{MAP}?look={look}"))
    with opened(response) as picture:
        assert (picture.format, picture.size) == ("PNG", (2400, 1350))
        assert len(response.content) < 400_000
        corner = picture.convert("RGB").getpixel((2, 2))
    assert corner == ((255, 255, 255) if look == "print" else (0xED, 0xF1, 0xF0))
    assert response["Content-Disposition"] == f'inline; filename="map-may-31-{language}-{look}.png"'
    assert not caplog.records  # a font that lacks a letter warns


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_light_enough_for_messengers(two, client, language, caplog):
    response = client.get(prefixed(language, CARD))
    with opened(response) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(response.content) < 120_000
    assert not caplog.records


def test_the_map_as_svg_is_lines_alone(two, client):
    response = client.get("/ar/sarchk/may-31/map.svg?look=print")
    assert response["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(response.content)
    assert (root.get("width"), root.get("height")) == ("2400pt", "1350pt")
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"image", "text", "script", "foreignObject", "style"}


def test_says_the_same_in_words_as_the_page(two, client, said):
    for path in (MAP, "/zh-hant" + CARD):
        client.get(path)
    map_, card = said
    texts = [map_["title"]["text"], *(fact["text"] for fact in map_["facts"])]
    assert texts[0] == "Free the Hong Kong 47"
    assert texts[2:] == ["2 cities", "2 countries"]
    assert map_["credit"]["text"] == "Map: Standpoint / Natural Earth"
    assert map_["as_of"]["text"].startswith("As of ")
    assert [count["text"].replace("\xa0", " ") for count in card["counts"]] == ["2 個城市", "2 個國家"]


def test_what_gathers_nobody_is_crossed_out_on_the_map_and_missing_on_the_card(two, client, said):
    Protest.objects.filter(pk=two[1].pk).update(status="cancelled")
    client.get(MAP)
    client.get(CARD)
    map_, card = said
    assert sorted(pin["state"] for pin in map_["pins"]) == ["cancelled", "soon"]
    assert [pin["state"] for pin in card["pins"]] == ["soon"]


@pytest.fixture
def round_the_world(two, publish):
    return [*two, publish(latitude=-12.0464, longitude=-77.0428, title="In Lima", email="l@example.org")]


@pytest.mark.parametrize(("moment", "dark"), [("2026-06-21T00:00:00Z", "Berlin"), ("2026-06-21T12:00:00Z", "Suva")])
def test_the_night_is_where_the_sun_is_not(round_the_world, client, told, time_machine, moment, dark):
    time_machine.move_to(moment, tick=False)
    client.get(MAP)
    spots = {one.locality: one.exact_point.coords for one in round_the_world}
    view = pressmap.window(list(spots.values()))
    night = Polygon([*told[0]["night"], told[0]["night"][0]])
    across = (pressmap.WIDTH, pressmap.MAP_HEIGHT)
    at = {city: Point(*(part * most for part, most in zip(view.place(*spot), across, strict=True)))
          for city, spot in spots.items() if city in ("Berlin", "Suva")}  # fmt: skip
    assert {city for city, spot in at.items() if night.contains(spot)} == {dark}


def test_a_map_of_a_part_of_the_world_has_no_night(two, client, told):
    client.get(MAP)
    assert (told[0]["night"], told[0]["night_word"]) == ([], None)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Coming up", "Cancelled", "Somewhere in the city", "Several protests", "Night"]),
        ("zh-hant", ["即將開始", "已取消", "城市內的某處", "多場抗議", "夜間"]),
        ("ar", ["قادم", "ملغى", "في مكان ما من المدينة", "عدة احتجاجات", "ليل"]),
    ],
)
def test_the_legend_says_what_there_is_and_no_more(round_the_world, publish, client, said, language, words, caplog):
    publish(title="Also in Suva", email="s@example.org", confirm="duplicate")
    Protest.objects.filter(pk=round_the_world[1].pk).update(status="cancelled")
    Protest.objects.filter(pk=round_the_world[2].pk).update(precision="city")
    assert opened(client.get(prefixed(language, MAP))).size == (2400, 1350)
    (says,) = said
    assert [*(one["word"]["text"] for one in says["legend"]), says["night_word"]["text"]] == words
    assert not caplog.records


def test_a_place_that_is_withheld_has_no_pin(publish, client, said):
    publish(precision="withheld")
    client.get(MAP)
    client.get(CARD)
    assert [says["pins"] for says in said] == [[], []]


def test_the_map_is_drawn_anew_when_the_clock_says_something_else_the_card_is_not(two, client, time_machine):
    suva = Protest.objects.get(pk=two[0].pk)
    time_machine.move_to(suva.starts_at - timedelta(minutes=1), tick=False)
    before = {path: client.get(path)["ETag"] for path in (MAP, CARD)}
    time_machine.move_to(suva.starts_at + timedelta(minutes=1), tick=False)
    after = {path: client.get(path)["ETag"] for path in (MAP, CARD)}
    assert before[MAP] != after[MAP]
    assert before[CARD] == after[CARD]


def test_the_card_is_drawn_anew_when_its_numbers_change(two, client, publish):
    before = client.get(CARD)["ETag"]
    publish(latitude=48.8566, longitude=2.3522, title="In Paris", email="p@example.org")
    assert client.get(CARD)["ETag"] != before


@pytest.mark.parametrize("query", ["look=dark", "look=", "look=light&look=print", "size=9"])
def test_a_look_that_there_is_not_is_refused_with_those_that_there_are(two, client, query):
    response = client.get(f"{MAP}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_no_pin_is_cut_off_in_the_far_north_and_the_far_south():
    around = [(13.4, 52.5), (-122.3, 47.6), (178.4, -18.1), (121.5, 25.0)]
    ushuaia, longyearbyen = (-68.3, -54.8), (15.6, 78.2)
    for points in ([*around, ushuaia], [*around, longyearbyen], [*around, ushuaia, longyearbyen], around, []):
        window = pressmap.window(points)
        assert window.width / window.height == pytest.approx(2400 / 1220)
        for lon, lat in points:
            x, y = window.place(lon, lat)
            assert 0 < x < 1
            assert 0.02 < y < 0.98, (lon, lat)


def test_messengers_are_led_to_it_from_the_day_and_from_the_campaign(two, client):
    for path in ("/de/sarchk/may-31/", "/de/sarchk/", "/de/sarchk/may-31/press/"):
        page = client.get(path).content.decode()
        assert f'<meta property="og:image" content="{settings.SITE_URL}/de{CARD}">' in page, path


def test_a_campaign_without_a_day_has_no_picture(sarchk, client):
    assert "og:image" not in client.get("/sarchk/").content.decode()


def test_a_card_takes_less_than_a_third_of_a_second_of_the_processor(two):
    """Of its own: how long the machine had other things to do is not counted."""
    day = public.find_day("sarchk", "may-31")
    found = public.protests_of(day)
    daycard.png(day, found, "en")  # fonts are read once a process
    took = []
    for _again in range(3):
        start = time.process_time()
        daycard.png(day, found, "zh-hant")
        took.append(time.process_time() - start)
    assert min(took) < 0.3


def test_the_svg_and_the_png_say_the_same(two, said):
    day = public.find_day("sarchk", "may-31")
    found, now = public.protests_of(day), two[0].created_at
    pressmap.png(day, found, Look.LIGHT, "en", now)
    pressmap.svg(day, found, Look.LIGHT, "en", now)
    assert said[0] == said[1]
