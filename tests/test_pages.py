"""What a visitor sees: the day with its list and map, a protest, and the pages around them. No cookie, no script."""

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.utils import timezone as clock

from protests.actions import campaigns, changes
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading

DAY = "/sarchk/may-31/"


@pytest.fixture
def world(publish, may_31):
    """Suva marches, Berlin holds a vigil, Kathmandu does not say when."""
    publish()
    publish(title="Candles", kind="vigil", latitude=52.5163, longitude=13.3777, email="b@example.org", accessible=True)
    publish(
        title="Silence", kind="rally", latitude=27.7017, longitude=85.3206, email="c@example.org",
        local_start=None, local_end=None, local_date=str(may_31.starts_on),
    )  # fmt: skip


def chosen(response):
    """The chips that take a filter away, and where they lead."""
    found = re.findall(r'chip--on" href="([^"]+)" [^>]*><span class="vh">([^<]+)<', response.content.decode())
    return [(said, urljoin(response.request["PATH_INFO"], unescape(href))) for href, said in found]


def cities(response):
    return re.findall(r'class="row__city">([^<]+)<', response.content.decode())


def distances(response):
    return re.findall(r'row__km"><bdi data-km="[\d.]+">([^<]+)<', response.content.decode())


def test_home_is_the_only_day_that_is_not_over(client, world):
    home = client.get("/")
    assert cities(home) == cities(client.get(DAY))
    assert cities(client.get("/", {"country": "DE"})) == ["Berlin"]


def test_home_lists_several_days(client, sarchk, may_31):
    campaigns.call_day(campaign=sarchk, slug="june-4", title="Candles", starts_on=may_31.starts_on + timedelta(days=4))
    days = [DAY, "/sarchk/june-4/"]
    assert re.findall(r'<li><a href="([^"]+)"><b><bdi>', client.get("/").content.decode()) == days
    # What somebody looked for from a page that is not there goes along.
    found = client.get("/", {"place": "Suva"}).content.decode()
    assert re.findall(r'<li><a href="([^"]+)"><b><bdi>', found) == [f"{path}?place=Suva" for path in days]


def test_the_campaign_shows_coming_and_past_days(client, sarchk, may_31):
    campaigns.call_day(campaign=sarchk, slug="past", title="The past", starts_on=may_31.starts_on.replace(year=2021))
    page = client.get("/sarchk/").content.decode()
    assert re.findall(r"<h2>([^<]+)</h2>", page) == ["Coming days", "Past days"]
    assert re.findall(r'href="(/sarchk/[^"]+/)"', page) == [DAY, "/sarchk/past/"]


@pytest.mark.parametrize(
    "path", ["/nope/", "/sarchk/nope/", "/p/ABCD2345/", "/sarchk/nope/pins.json", "/nope/accent.css"]
)
def test_what_is_not_there_is_a_404_with_a_way_on(client, sarchk, path):
    response = client.get(path)
    assert response.status_code == 404
    page = response.content.decode()
    assert re.findall(r"<h1>([^<]+)</h1>", page) == ["Nothing here"]
    assert re.findall(r'action="([^"]+)">.*?name="(place)"', page, re.S) == [("/", "place")]


def test_no_page_sets_a_cookie_or_needs_a_script(client, world):
    for path in ("/", DAY, "/sarchk/", "/about/", "/privacy/"):
        response = client.get(path)
        assert (response.status_code, dict(response.cookies)) == (200, {})
        page = response.content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
        assert re.findall(r'\sstyle="', page) == []


def test_list_map_and_pins_show_the_same_protests(client, world):
    """F3: without script the list is whole and the map is a picture of the same."""
    page = client.get(DAY)
    drawn = json.loads(client.get(f"{DAY}pins.json").content)
    assert sorted(cities(page)) == sorted(drawn["name"]) == ["Berlin", "Kathmandu", "Suva"]
    codes = set(re.findall(r'data-code="([A-Z0-9]{8})"', page.content.decode()))
    assert codes == set(drawn["code"])


def test_the_thirty_eight_of_the_sample(client, db):
    call_command("load_sample", verbosity=0)
    page = client.get("/sarchk/2021-05-31/")
    assert (len(cities(page)), len(set(cities(page)))) == (38, 38)
    assert page.content.decode().count("<span>Sample<span") == 35
    assert page.content.decode().count("time not announced yet") == 2
    assert len(json.loads(client.get("/sarchk/2021-05-31/pins.json").content)["code"]) == 38


def test_the_page_of_thirty_eight_is_light(client, db):
    """Figure of the main job: under 60 kB compressed before map scripts, the picture and the face included."""
    call_command("load_sample", verbosity=0)
    page = client.get("/sarchk/2021-05-31/", headers={"Accept-Encoding": "br"})
    html = re.sub(r'<link [^>]*media="print">', "", brotli.decompress(page.content).decode())
    linked = {*re.findall(r'(?:href|src)="/static/([^"#]+\.(?:css|svg|woff2)|[^"]+scheme\.js)', html)}
    before_scripts = sorted(path for path in linked if not path.startswith("leaflet/"))
    sizes = {path: _compressed(finders.find(path)) for path in before_scripts}
    assert len(page.content) < 10_000
    assert len(page.content) + sum(sizes.values()) < 60_000, sizes


def _compressed(path):
    content = Path(path).read_bytes()
    return len(content) if path.endswith("woff2") else len(brotli.compress(content))


def test_the_number_of_queries_does_not_grow(client, publish, django_assert_num_queries, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    publish()
    with django_assert_num_queries(3):  # the day, its reveals, its protests
        client.get(DAY)
    publish(title="Second", email="b@example.org")
    publish(title="Third", email="c@example.org")
    with django_assert_num_queries(3):
        client.get(DAY)


def test_filters_narrow_the_list_and_the_chips_say_so(client, world):
    """F5, P6: what is chosen is in the address."""
    page = client.get(DAY, {"country": "DE"})
    assert cities(page) == ["Berlin"]
    assert chosen(page) == [("Remove Germany", DAY)]
    assert cities(client.get(DAY, {"kind": "march,rally"})) == ["Suva", "Kathmandu"]
    assert cities(client.get(DAY, {"accessible": "1"})) == ["Berlin"]


def test_strange_parameters_are_dropped_and_bad_values_told(client, world):
    """Pages never break a shared link."""
    response = client.get(DAY, {"country": "DE", "fbclid": "x", "utm_source": "y"})
    assert (response.status_code, response["Location"]) == (302, f"{DAY}?country=DE")
    page = client.get(DAY, {"country": "nowhere"})
    assert len(cities(page)) == 3
    assert re.findall(r'role="alert">.*?<span>([^<]+)</span>', page.content.decode()) == [
        "Write two-letter ISO codes, for example country=DE,AT."
    ]


def test_what_is_chosen_goes_along_with_the_next_choice(client, world):
    """F5: each form sends the other filters along, each cross takes one away."""
    page = client.get(DAY, {"country": "DE,FJ", "kind": "vigil", "order": "soonest", "tz": "Asia/Kathmandu"})
    forms = re.findall(
        r'<dialog class="panel choose" id="choose-(\w+)".*?<form.*?>(.*?)<(?:fieldset|p)', page.content.decode(), re.S
    )
    carried = {name: dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form)) for name, form in forms}
    own = {"order": "soonest", "tz": "Asia/Kathmandu"}
    assert carried["country"] == {"kind": "vigil"} | own
    assert carried["kind"] == {"country": "DE,FJ"} | own
    assert carried["q"] == {"country": "DE,FJ", "kind": "vigil"} | own
    assert [said for said, _href in chosen(page)] == ["Remove Fiji, Germany", "Remove Vigil"]
    assert chosen(page)[1][1] == f"{DAY}?country=DE,FJ&order=soonest&tz=Asia/Kathmandu"


def test_a_window_of_days_offers_days(client, sarchk, publish, may_31):
    """Even while all protests fall on one of them."""
    week = {"starts_on": may_31.starts_on, "ends_on": may_31.starts_on + timedelta(days=6)}
    campaigns.call_day(campaign=sarchk, slug="week", title="Week", **week)
    publish(day="week")
    page = client.get("/sarchk/week/").content.decode()
    assert re.findall(r'data-opens="choose-(\w+)"', page) == ["on", "q"]


def test_a_zone_is_told_where_its_clock_differs(client, world):
    """F6, without script: "your time" of the zone in the address, which may be an old name of it, or a city."""
    for name in ("Asia/Kathmandu", "Asia/Katmandu", "Kathmandu", "काठमाडौं"):
        page = client.get(DAY, {"tz": name}).content.decode()
        assert re.findall(r'row__yours">(.*?)</span>', page) == ["<b>11:45</b> your time", "<b>21:45</b> your time"]
        assert re.findall(r'<a class="row [^"]*" href="/p/\w+/([^"]*)"', page) == ["?tz=Asia/Kathmandu"] * 3


def test_a_zone_that_nobody_knows_is_told(client, world):
    told = client.get(DAY, {"tz": "Mars/Olympus_Mons"})
    assert "No such city or time zone." in told.content.decode()
    assert len(cities(told)) == 3


def test_a_protest_knows_a_zone_and_nothing_else(client, publish):
    path = f"/p/{publish().code}/"
    response = client.get(path, {"tz": "Europe/Berlin", "utm_source": "x"})
    assert (response.status_code, response["Location"]) == (302, f"{path}?tz=Europe/Berlin")
    assert "08:00–10:00 your time (Berlin)" in client.get(response["Location"]).content.decode()
    assert f'rel="canonical" href="http://127.0.0.1:8000{path}"' in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("path", ["/sarchk/", "/about/", "/privacy/"])
def test_pages_without_parameters_drop_all(client, sarchk, path):
    response = client.get(path, {"utm_source": "x"})
    assert (response.status_code, response["Location"]) == (302, path)


def test_a_typed_town_orders_by_distance(client, world):
    page = client.get(DAY, {"place": "Potsdam"})
    assert cities(page) == ["Berlin"]
    assert distances(page) == ["25 km"]


def test_near_is_within_300_km_unless_the_address_says_otherwise(client, world):
    assert cities(client.get(DAY, {"place": "Hamburg"})) == ["Berlin"]
    near = {"place": "Hamburg", "within": "50"}
    assert "No protest within" in client.get(DAY, near).content.decode()


def test_nothing_near_shows_the_nearest_with_distances(client, world):
    """F10: with a way to start one there, which carries the place into the form."""
    page = client.get(DAY, {"place": "Nuuk"})
    assert cities(page) == ["Berlin", "Kathmandu", "Suva"]
    assert distances(page) == ["3816 km", "9137 km", "13683 km"]
    assert re.findall(r"<h2>(No protest.+) of Nuuk</h2>", page.content.decode()) == [
        'No protest within <bdi data-km="300.00">300 km</bdi>'
    ]
    (start,) = re.findall(rf'href="({DAY}submit/\?place=\d+)"', page.content.decode())
    form = client.get(start).content.decode()
    assert 'name="city" value="Nuuk, Sermersooq, Greenland"' in form
    assert re.findall(r'name="place" value="(\d+)"[^>]*checked', form) == [start.partition("=")[2]]


def test_homonyms_are_listed_with_region_and_country(client, world):
    page = client.get(DAY, {"place": "Springfield"}).content.decode()
    towns = re.findall(r'href="\.\?place=\d+&amp;within=300"><bdi>([^<]+)<', page)
    assert towns[0].startswith("Springfield, ")
    assert len(towns) == len(set(towns)) > 1


def test_a_homonym_is_chosen_within_the_filters_that_stand(client, world):
    page = client.get(DAY, {"place": "Springfield", "country": "US"}).content.decode()
    assert re.findall(r'href="\.\?country=US&amp;place=\d+&amp;within=300"><bdi>', page)


def test_an_unknown_town_is_told(client, world):
    page = client.get(DAY, {"place": "Xqzzyv"})
    assert len(cities(page)) == 3
    assert "No place of this name is known." in page.content.decode()


def test_a_day_without_protests_invites_the_first(client, may_31):
    assert "No protests yet. Be the first." in client.get(DAY).content.decode()


def test_a_protest_says_when_where_and_who(client, publish):
    protest = publish()
    page = client.get(f"/p/{protest.code}/").content.decode()
    assert re.findall(r'<time datetime="([^"]+)">', page)[:2] == [
        f"{protest.local_date}T18:00+12:00",
        f"{protest.local_date}T20:00+12:00",
    ]
    assert re.findall(r'poster__zone">([^<]+)<', page) == ["UTC+12"]
    assert "Harbour park, by the fountain" in page
    assert "Suva stands" in page
    assert f'href="/p/{protest.code}.ics"' in page
    assert 'href="geo:-18.1416,178.4415"' in page


def test_one_address_for_a_protest(client, publish):
    protest = publish()
    response = client.get(f"/p/{protest.code.lower()}/")
    assert (response.status_code, response["Location"]) == (301, f"/p/{protest.code}/")


def test_a_place_that_is_announced_later_is_only_promised(client, publish, may_31):
    """V3, V4: the circle and the words, and from when the exact place."""
    reveal = may_31.starts_on - timedelta(days=1)
    protest = publish(precision="area", reveal_at=f"{reveal}T18:00")
    page = client.get(f"/p/{protest.code}/").content.decode()
    assert "Harbour park" not in page
    assert f"Exact place announced on {reveal:%A} 30 May, 18:00 UTC+12" in page
    assert "world__area" in page


def test_a_moved_protest_keeps_what_stood_there(client, publish, raw, bo):
    """E3: in a banner, in the list of changes and as a tag in the day's list."""
    protest = publish()
    draft = draft_rule.read(raw | {"venue": "Sukuna Park"}, Reading(), now=clock.now())
    changes.revise(code=protest.code, draft=draft, by=bo)
    page = client.get(f"/p/{protest.code}/").content.decode()
    assert re.findall(r'banner__title"><bdi>([^<]+)<', page) == ["Moved to Sukuna Park"]
    assert page.count("It was Harbour park, by the fountain.") == 2
    assert 'class="tag tag--moved"' in client.get(DAY).content.decode()


def test_a_cancelled_protest_says_so_and_why(client, publish, bo):
    """D4: struck in the list, first in the name of its row."""
    protest = publish()
    changes.cancel(code=protest.code, reason="Storm warning", by=bo)
    page = client.get(f"/p/{protest.code}/").content.decode()
    assert re.findall(r'banner__title"><bdi>([^<]+)<', page) == ["Cancelled"]
    assert re.findall(r"<p><bdi>([^<]+)</bdi></p>", page) == ["Storm warning"]
    row = re.search(r'<a class="row row--cancelled".*?</a>', client.get(DAY).content.decode(), re.S).group()
    assert re.findall(r'row__place"><span class="said">([^<]+)<', row) == ["Cancelled. "]


def test_directions_are_only_links(client, publish):
    """V6: nothing of another site is loaded; three of them are linked, and told nothing of the page."""
    protest = publish()
    page = client.get(f"/p/{protest.code}/").content.decode()
    hosts = re.findall(r'<a rel="noopener noreferrer" href="https://([^/]+)/', page)
    assert hosts == ["www.openstreetmap.org", "maps.apple.com", "www.google.com"]
    assert re.findall(r'(?:src|rel="stylesheet" href)="(?!/)[^"]+"', page) == []


def test_user_text_is_escaped_and_isolated(client, publish):
    """B05 and its neighbours: what a stranger wrote can neither break out nor turn the page round."""
    protest = publish(title='<script>alert("1")</script> مسيرة')
    page = client.get(f"/p/{protest.code}/").content.decode()
    assert "<script>alert" not in page
    assert '<bdi class="poster__title">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; مسيرة</bdi>' in page


def test_the_page_in_arabic_runs_from_right_to_left(client, world):
    response = client.get(f"/ar{DAY}")
    assert response["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
    assert re.findall(r'<li><a href="([^"]+)" lang', response.content.decode()) == [
        f"{prefix}{DAY}" for prefix in ("", "/ar", "/de", "/zh-hant")
    ]


def test_the_colour_of_the_campaign_is_a_stylesheet(client, sarchk):
    response = client.get("/sarchk/accent.css")
    assert (response["Content-Type"], response["Cache-Control"].split(",")[1]) == (
        "text/css; charset=utf-8",
        " max-age=31536000",
    )
    assert response.content.startswith(b":root{--accent:#FFD400;")


def test_a_page_is_good_for_half_a_minute(client, world):
    page = client.get(DAY)
    assert re.fullmatch(r"public, max-age=(29|30), stale-if-error=3600", page["Cache-Control"])
    assert client.get(DAY, headers={"If-None-Match": page["ETag"]}).status_code == 304


def test_a_page_is_good_until_a_place_is_revealed(client, publish, time_machine, may_31):
    """S-rows of staged reveal: no cache keeps the coarse place longer."""
    protest = publish(precision="area", reveal_at=f"{may_31.starts_on - timedelta(days=1)}T18:00")
    time_machine.move_to(protest.reveal_at - timedelta(seconds=7), tick=False)
    assert client.get(DAY)["Cache-Control"] == "public, max-age=7, stale-if-error=3600"
    time_machine.move_to(protest.reveal_at, tick=False)
    assert "Harbour park" in client.get(DAY).content.decode()


def test_robots_and_security_txt(client, db):
    assert client.get("/robots.txt").content.decode().splitlines()[:2] == ["User-agent: *", "Disallow: /m/"]
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert lines.keys() == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert lines["Expires"] > clock.now().isoformat()


def test_what_takes_place_online_is_joined_by_its_link(client, publish, raw):
    """C13, F6: no pin, counted apart, and the link is how to take part, not the organiser's page."""
    where = {"kind": "online", "latitude": None, "longitude": None, "timezone": "Europe/London", "venue": ""}
    talk = publish(title="Launch of the report", public_link="https://meet.example/launch", **where)
    page = client.get(f"/p/{talk.code}/").text
    assert page.count("Take part online") == 2
    assert page.count('href="https://meet.example/launch"') == 2
    assert "Their page" not in page
    day = client.get(DAY).text
    assert re.search(rf'href="{DAY}\?kind=online">1 more takes place online', day)
    assert day.count("Launch of the report") == 1
