"""sitemap.xml and what leads there: every public page in every language, and nothing else."""

from xml.etree import ElementTree

import pytest
from django.conf import settings

from protests.actions import protests
from protests.rules.reasons import Hiding

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = "http://127.0.0.1:8000"


def read(client) -> dict[str, dict]:
    """{address: {"changed": ..., "languages": {code: address}}}"""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return {
        url.findtext("s:loc", None, NAMES): {
            "changed": url.findtext("s:lastmod", None, NAMES),
            "languages": {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)},
        }
        for url in ElementTree.fromstring(response.content).findall("s:url", NAMES)
    }


def test_every_language_of_a_page_names_all_the_others(publish, client):
    protest = publish()
    found = read(client)
    languages = {code: f"{SITE}/{code}/p/{protest.code}/" for code, _name in settings.LANGUAGES}
    languages |= {"en": f"{SITE}/p/{protest.code}/", "x-default": f"{SITE}/p/{protest.code}/"}
    changed = f"{protest.revised_at:%Y-%m-%dT%H:%M:%SZ}"
    for address in set(languages.values()):
        assert found[address] == {"changed": changed, "languages": languages}


def test_every_address_in_it_can_be_opened(publish, client):
    publish()
    found = read(client)
    assert {f"{SITE}/", f"{SITE}/about/", f"{SITE}/sarchk/", f"{SITE}/ar/sarchk/may-31/"} <= set(found)
    assert len(found) == 6 * len(settings.LANGUAGES)
    for address in found:
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


def test_what_is_hidden_leaves_it_at_once(publish, client, bo):
    protest = publish()
    assert f"{SITE}/p/{protest.code}/" in read(client)
    protests.hide(code=protest.code, reason=Hiding.values[0], by=bo)
    assert not [address for address in read(client) if protest.code in address]


def test_robots_are_led_there(client, db):
    assert f"\nSitemap: {SITE}/sitemap.xml\n" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("path", ["/sarchk/", "/sarchk/may-31/", "/de/sarchk/may-31/"])
def test_pages_name_their_feeds(publish, client, path):
    publish()
    page = client.get(path).content.decode()
    assert f'<link rel="alternate" type="text/calendar" href="{path}calendar.ics">' in page
    assert f'<link rel="alternate" type="application/atom+xml" href="{path}changes.atom">' in page


def test_a_protest_names_its_files(publish, client):
    protest = publish()
    page = client.get(protest_path := f"/p/{protest.code}/").content.decode()
    for suffix, media_type in ((".ics", "text/calendar"), (".geojson", "application/geo+json")):
        assert f'<link rel="alternate" type="{media_type}" href="{protest_path[:-1]}{suffix}">' in page
