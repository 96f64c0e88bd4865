"""What lies under the pins: Natural Earth by itself, or streets over it, as the host has configured them."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from maps.basemap import basemap
from maps.widgets import PointPicker
from tests.conftest import SUVA
from tests.maps.town import write_town

STREETS = "/maps/streets.pmtiles"


@pytest.fixture
def town(settings, tmp_path):
    """Suva has a street map."""
    path = write_town(tmp_path / "town.pmtiles", SUVA["longitude"], SUVA["latitude"])
    settings.PMTILES = str(path)
    return path.read_bytes()


@pytest.fixture
def tile_server(settings):
    settings.TILE_URL = "https://tiles.example/{z}/{x}/{y}.png?key=hosts-own"
    settings.TILE_ATTRIBUTION = 'Survey <b>of</b> "Fiji"'


def attributes():
    return render_to_string("maps/_basemap.html", {"basemap": basemap()})


def test_P9_the_default_is_natural_earth_alone():
    assert basemap().streets is None
    assert attributes() == (
        'data-credit="Map: Natural Earth" data-world="/static/maps/world/world-110m.topojson"'
        ' data-detail="/static/maps/world/world-50m.topojson"'
    )


def test_P9_a_tile_server_is_behind_our_own_address(tile_server):
    assert attributes().endswith(
        'data-streets="/maps/tiles/{z}/{x}/{y}.png"'
        ' data-streets-credit="Survey &lt;b&gt;of&lt;/b&gt; &quot;Fiji&quot;" data-streets-terms="" data-painter=""'
    )
    assert "tiles.example" not in attributes()


def test_P9_a_file_of_streets_and_what_draws_it(town):
    assert attributes().endswith(
        'data-streets="/maps/streets.pmtiles" data-streets-credit="© OpenStreetMap contributors"'
        ' data-streets-terms="https://www.openstreetmap.org/copyright"'
        ' data-painter="/static/maps/vendor/protomaps-leaflet/protomaps-leaflet.js"'
    )


def test_openstreetmap_is_credited_with_a_link_whoever_draws_it(tile_server, settings):
    settings.TILE_ATTRIBUTION = "Map: Example, data © OpenStreetMap contributors"
    assert basemap().streets.terms == "https://www.openstreetmap.org/copyright"


def test_the_addresses_are_the_same_in_every_language(town):
    with translation.override("ar"):
        assert basemap().streets.url == STREETS


def test_the_picker_says_what_its_map_can_do(town, settings):
    with_streets = PointPicker().render("place", None)
    settings.PMTILES = ""
    without = PointPicker().render("place", None)
    assert ("zoom in until you see its streets" in with_streets, "The map has no streets" in with_streets) == (
        True,
        False,
    )
    assert ("zoom in until you see its streets" in without, "The map has no streets" in without) == (False, True)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("bytes=0-126", slice(0, 127)), ("bytes=127-", slice(127, None)), ("bytes=-10", slice(-10, None))],
)
def test_ranges_of_the_file(client, town, asked, expected):
    response = client.get(STREETS, HTTP_RANGE=asked)
    part = town[expected]
    start = town.index(part)
    assert (response.status_code, response.getvalue()) == (206, part)
    assert response["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(town)}"
    assert response["Content-Length"] == str(len(part))
    assert response["Content-Type"] == "application/vnd.pmtiles"


def test_the_whole_file_its_length_and_no_more_than_it_has(client, town):
    whole, head = client.get(STREETS), client.head(STREETS)
    assert (whole.status_code, whole.getvalue(), whole["Accept-Ranges"]) == (200, town, "bytes")
    assert (head.status_code, head.getvalue(), head["Content-Length"]) == (200, b"", str(len(town)))
    assert client.get(STREETS, HTTP_RANGE="bytes=9000000-9000001").status_code == 416
    assert client.get(STREETS, HTTP_RANGE="bytes=9-1").status_code == 416
    assert client.get(STREETS, HTTP_RANGE="pages=1-2").getvalue() == town


def test_S06_ranges_may_be_cached_and_are_never_compressed(client, town):
    response = client.get(STREETS, HTTP_RANGE="bytes=0-16383", HTTP_ACCEPT_ENCODING="gzip, br, zstd")
    assert response["Cache-Control"] == "public, max-age=86400, stale-if-error=3600"
    assert "Content-Encoding" not in response
    assert re.fullmatch('"[0-9a-f-]+"', response["ETag"]), "a weak one would not tell scripts that the file changed"
    assert client.get(STREETS, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    assert response.getvalue() == town[:16384]


def test_without_a_file_there_is_nothing(client):
    assert client.get(STREETS).status_code == 404


@pytest.mark.django_db
def test_V11_the_privacy_page_tells_of_streets_only_where_there_are_some(client, settings, tmp_path):
    """DECISIONS, "Near"."""
    from_here, from_elsewhere = (
        "which pieces of the map are looked at",
        "learns that somebody here looks there, never who",
    )

    def told():
        page = client.get("/privacy/").content.decode()
        return from_here in page, from_elsewhere in page

    assert told() == (False, False)
    settings.PMTILES = str(tmp_path / "town.pmtiles")
    assert told() == (True, False)
    settings.PMTILES, settings.TILE_URL, settings.TILE_ATTRIBUTION = (
        "",
        "https://tiles.example/{z}/{x}/{y}.png",
        "Example",
    )
    assert told() == (True, True)


@pytest.mark.django_db
def test_S01_the_policy_stays_as_strict_with_streets(client, town, publish):
    page = client.get(f"/p/{publish().code}/")
    assert page["Content-Security-Policy"] == client.get("/healthz")["Content-Security-Policy"]
    assert "img-src 'self' data:;" in page["Content-Security-Policy"] + ";"
    assert "data-place-map" in page.content.decode()


@pytest.mark.django_db
def test_the_page_of_a_protest_has_a_picture_and_the_place_where_scripts_put_a_map(client, publish):
    page = client.get(f"/p/{publish().code}/").content.decode()
    assert ("world--locator" in page, "data-place-map" in page, "leaflet" in page) == (True, True, True)
