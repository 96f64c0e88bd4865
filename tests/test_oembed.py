"""A site that is given a shared link asks what to show in its place: https://oembed.com."""

import re
from html import unescape

import pytest
from django.conf import settings

DAY = "/sarchk/may-31/"
FRAME = re.compile(r'<iframe src="([^"]+)" title="([^"]+)" width="(\d+)" height="(\d+)"')


@pytest.fixture
def ask(client):
    def ask(url, **params):
        return client.get("/oembed/", {"url": url, **params})

    return ask


@pytest.fixture
def suva(publish):
    return publish()


def frame(response):
    address, title, *size = FRAME.match(response.json()["html"]).groups()
    return unescape(address), title, *map(int, size)


def test_a_day(ask, suva):
    response = ask(settings.SITE_URL + DAY)
    told = response.json()
    assert {name: told[name] for name in ("version", "type", "title", "width", "height")} == {
        "version": "1.0", "type": "rich", "title": "Free the Hong Kong 47", "width": 600, "height": 480,
    }  # fmt: skip
    assert frame(response) == (settings.SITE_URL + DAY + "embed/", "Free the Hong Kong 47", 600, 480)
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in told["html"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_its_filters_and_its_language_go_along(ask, suva):
    address, *_ = frame(ask(f"{settings.SITE_URL}/ar{DAY}?country=FJ&fbclid=1"))
    assert address == f"{settings.SITE_URL}/ar{DAY}embed/?country=FJ"


def test_a_protest(ask, suva, client):
    response = ask(f"{settings.SITE_URL}/p/{suva.code}/")
    address, title, *_ = frame(response)
    assert address == f"{settings.SITE_URL}/p/{suva.code}/embed/"
    assert title == response.json()["title"] == f"{suva.locality}: March for the 47"
    assert response.json()["thumbnail_url"] == f"{settings.SITE_URL}/p/{suva.code}/card.png"
    html = client.get(address.removeprefix(settings.SITE_URL)).content.decode()
    assert "Harbour park, by the fountain" in html
    assert f'href="/p/{suva.code}/"' in html


def test_never_more_than_there_is_room_for(ask, suva):
    assert frame(ask(settings.SITE_URL + DAY, maxwidth="300", maxheight="200", dnt="1"))[2:] == (300, 200)
    assert frame(ask(settings.SITE_URL + DAY, maxwidth="9999"))[2:] == (600, 480)


@pytest.mark.parametrize("path", ["/", "/about/", "/sarchk/", "/nobody/may-31/", "/p/22222222/", "/m/token/"])
def test_other_pages_are_not_found(ask, suva, path):
    assert ask(settings.SITE_URL + path).status_code == 404


def test_pages_of_other_sites_are_not_found(ask, suva):
    assert ask("https://evil.test" + DAY).status_code == 404


@pytest.mark.parametrize("params", [{"maxwidth": "-1"}, {"maxheight": "tall"}, {"maxwidth": "0"}, {"url": ""}])
def test_what_is_wrong_is_named(client, suva, params):
    given = {"url": settings.SITE_URL + DAY} | params
    response = client.get("/oembed/", given)
    if params == {"url": ""}:
        assert response.status_code == 404
    else:
        assert response.status_code == 400
        assert [error["field"] for error in response.json()["errors"]] == list(params)


def test_json_alone(ask, suva):
    assert ask(settings.SITE_URL + DAY, format="json").status_code == 200
    assert ask(settings.SITE_URL + DAY, format="xml").status_code == 501


@pytest.mark.parametrize("path", [DAY, f"{DAY}?country=FJ", f"/de{DAY}"])
def test_a_page_says_where_to_ask(client, suva, path):
    html = client.get(path).content.decode()
    found = unescape(re.search(r'type="application/json\+oembed" href="([^"]+)"', html)[1])
    response = client.get(found.removeprefix(settings.SITE_URL))
    assert frame(response)[0] == settings.SITE_URL + path.replace(DAY, f"{DAY}embed/")


def test_a_protest_says_it_too(client, suva):
    html = client.get(f"/p/{suva.code}/").content.decode()
    found = unescape(re.search(r'type="application/json\+oembed" href="([^"]+)"', html)[1])
    assert client.get(found.removeprefix(settings.SITE_URL)).json()["type"] == "rich"
