"""What a site that embeds a day may say of it, and what it gets (P7, B84); tests/browser/test_embed.py looks at it."""

import json
import re
from html import unescape

import pytest

from protests.formats.accent import contrast

EMBED = "/sarchk/may-31/embed/"


@pytest.fixture
def world(publish):
    """Suva marches, Berlin holds a vigil."""
    publish()
    publish(title="Candles", kind="vigil", latitude=52.5163, longitude=13.3777, email="b@example.org")


def page(client, query=""):
    response = client.get(EMBED + query)
    assert response.status_code == 200
    return response.content.decode()


def cities(html):
    return re.findall(r'class="row__city">([^<]+)<', html)


def told(html):
    return [unescape(one) for one in re.findall(r'role="alert">.*?<span>(.+?)</span>', html)]


def test_it_takes_the_query_of_the_page(client, world):
    assert sorted(cities(page(client))) == ["Berlin", "Suva"]
    assert cities(page(client, "?kind=vigil")) == ["Berlin"]
    html = page(client, "?country=FJ")
    assert cities(html) == ["Suva"]
    assert '<a href="/sarchk/may-31/?country=FJ">Find yours</a>' in html
    assert "<b>1</b> city" in html


def test_it_speaks_the_language_of_its_path(client, world):
    html = client.get("/ar" + EMBED).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert 'href="/ar/sarchk/may-31/"' in html


def test_map_or_list_or_both(client, world):
    parts = {
        view: ("data-map" in (html := page(client, f"?view={view}")), bool(cities(html)))
        for view in ("map", "list", "both")
    }
    assert parts == {"map": (True, False), "list": (False, True), "both": (True, True)}


@pytest.mark.parametrize("given", ["FFD400", "%23ffd400", "fFd400"])
def test_a_colour_of_its_own(client, world, given):
    sheet = re.search(r'href="(/embed/\w+\.css)"', page(client, f"?accent={given}"))[1]
    assert sheet == "/embed/FFD400.css"
    css = client.get(sheet).content.decode()
    assert css.startswith(":root{--accent:#FFD400;--on-accent:#12181A")


@pytest.mark.parametrize("colour", ["000000", "FFFFFF", "777777", "1B2A6B", "FF0000", "8A8A00"])
def test_what_is_written_on_any_colour_is_readable(client, db, colour):
    """B84: no colour is refused for its contrast, for each is given ink that is readable on it."""
    css = client.get(f"/embed/{colour}.css").content.decode()
    assert contrast("#" + colour, re.search(r"--on-accent:(#\w{6})", css)[1]) >= 4.5


@pytest.mark.parametrize("bad", ["accent=red", "accent=%3Cscript%3E", "accent=FFD4000", "accent=url(x)"])
def test_another_colour_is_told_and_left_out(client, world, bad):
    """B84"""
    html = page(client, f"?{bad}")
    assert told(html) == ["accent: Write a colour with six hexadecimal digits, for example accent=FFD400."]
    assert "script>alert" not in html
    assert 'href="/embed/FFD400.css"' in html  # the campaign's


@pytest.mark.parametrize("path", ["/embed/red.css", "/embed/12345.css", "/embed/FFD400%7D.css"])
def test_there_are_style_sheets_of_colours_alone(client, db, path):
    assert client.get(path).status_code == 404


def test_bad_values_are_told_and_strange_names_dropped(client, world):
    html = page(client, "?view=table&height=9&scheme=pink&kind=party")
    assert [one.partition(":")[0] for one in told(html)] == ["kind", "view", "height", "scheme"]
    assert sorted(cities(html)) == ["Berlin", "Suva"]
    response = client.get(EMBED + "?fbclid=1&view=map")
    assert (response.status_code, response["Location"]) == (302, EMBED + "?view=map")
    assert "X-Frame-Options" not in response


def test_nothing_in_it_can_be_sent(client, world):
    html = page(client)
    assert not re.findall(r"<(?:form|input|button|select|textarea)\b", html)
    assert '<base target="_blank">' in html


def test_it_is_dark_or_light_where_the_page_around_is(client, world):
    assert 'data-scheme="dark"' in page(client, "?scheme=dark")
    assert "data-scheme" not in page(client)


def test_a_bare_frame_shows_more_rows_than_one_that_grows(client, publish):
    for number in range(9):
        publish(title=f"March {number}", email=f"amina{number}@example.org")
    assert len(cities(page(client))) == 9
    html = page(client, "?height=fit")
    assert len(cities(html)) == 8
    assert "Show all 9 protests" in html


def test_the_script_knows_the_site_and_is_asked_for_again(client, db, settings):
    response = client.get("/embed.js")
    first, rest = response.content.decode().split("\n", 1)
    knows = json.loads(re.fullmatch(r"const STANDPOINT = (.+);", first)[1])
    assert knows["site"] == settings.SITE_URL
    assert {"country", "near", "view", "accent", "scheme"} < set(knows["parameters"])
    assert "customElements.define" in rest
    assert response["Cache-Control"] == "public, max-age=600, stale-if-error=3600"
    assert client.get("/embed.js", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_an_unknown_day_is_not_framed(client, db):
    response = client.get("/sarchk/may-31/embed/")
    assert response.status_code == 404
    assert response["X-Frame-Options"] == "DENY"


def codes(html):
    """What the page gives to copy: the frame, and the element."""
    return [unescape(one) for one in re.findall(r"<textarea[^>]*>([^<]*)</textarea>", html)]


def test_the_page_that_writes_the_code(client, world, settings):
    """Without script: a form of GET."""
    query = "?country=FJ&view=map&pixels=300&lang=de&accent=%231b2a6b&scheme=dark"
    html = client.get(EMBED + "make/" + query).content.decode()
    frame, element = codes(html)
    address = f"{settings.SITE_URL}/de{EMBED}?country=FJ&view=map&accent=1B2A6B&scheme=dark"
    assert unescape(frame).startswith(
        f'<iframe src="{address}" title="Free the Hong Kong 47" width="100%" height="300"'
    )
    assert element.splitlines() == [
        f'<script async src="{settings.SITE_URL}/embed.js"></script>',
        '<standpoint-map day="sarchk/may-31" country="FJ" view="map" accent="1B2A6B" scheme="dark" lang="de">'
        f'<a href="{settings.SITE_URL}/de/sarchk/may-31/?country=FJ">Free the Hong Kong 47</a></standpoint-map>',
    ]
    assert "1 protest" in html
    assert "Fiji" in html


def test_what_is_as_usual_is_left_out_of_the_code(client, world, settings):
    html = client.get(EMBED + "make/?view=both&pixels=480&lang=en&accent=%23ffd400").content.decode()
    assert f'src="{settings.SITE_URL}{EMBED}" ' in codes(html)[0]
    assert '<standpoint-map day="sarchk/may-31"><a' in codes(html)[1]


def test_only_this_page_frames_and_only_ours(client, world):
    assert "frame-src 'self'" in client.get(EMBED + "make/")["Content-Security-Policy"]
    assert "frame-src" not in client.get("/sarchk/may-31/")["Content-Security-Policy"]


@pytest.mark.parametrize(("bad", "sentence"), [
    ("pixels=9", "Write a height from 200 to 2000 pixels."),
    ("pixels=99999999999999999999", "Write a height from 200 to 2000 pixels."),
    ("lang=xx", "Choose from: en, ar, de, zh-hant."),
])  # fmt: skip
def test_what_is_wrong_with_the_wish_is_told(client, world, bad, sentence):
    assert told(client.get(f"{EMBED}make/?{bad}").content.decode()) == [sentence]


def test_the_share_panel_leads_there_with_the_filters(client, world):
    assert 'href="/sarchk/may-31/embed/make/?country=FJ"' in client.get("/sarchk/may-31/?country=FJ").content.decode()


def test_a_merged_protest_leads_to_the_other(client, publish, bo):
    """Its frame on other pages goes on."""
    from protests.models import Protest

    winner, loser = publish(), publish(title="The same", email="b@example.org")
    Protest.objects.filter(pk=loser.pk).update(visibility="merged", merged_into=winner.pk)
    response = client.get(f"/p/{loser.code}/embed/")
    assert (response.status_code, response["Location"]) == (301, f"/p/{winner.code}/embed/")


def test_a_cancelled_protest_says_so_first(client, publish, bo):
    from protests.models import Protest

    protest = publish()
    Protest.objects.filter(pk=protest.pk).update(status="cancelled")
    html = client.get(f"/p/{protest.code}/embed/").content.decode()
    assert '<span class="said">Cancelled. </span>' in html
