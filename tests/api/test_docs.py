"""The pages for developers can't rot: what they list is compared with what the site does, and each example is asked."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import get_resolver, reverse

from protests import filters
from protests.api import contract, docs, schema
from protests.rules import framing, parameters
from protests.views import finding

DEVELOPERS = "/developers/"
API = "/api/v1/docs/"


@pytest.fixture
def berlin(publish):
    return publish(latitude=52.5163, longitude=13.3777)


def links(client, path):
    html = client.get(path).content.decode()
    return [unescape(href) for href in re.findall(r'<a [^>]*href="([^"]+)"', html)]


def body(client, path):
    return unescape(re.sub(r"<[^>]+>", "", client.get(path).content.decode()))


@pytest.mark.parametrize("path", [DEVELOPERS, API])
def test_every_link_of_them_is_answered(client, berlin, path):
    found = [link.removeprefix(settings.SITE_URL) for link in links(client, path)]
    ours = {link for link in found if link.startswith("/") and not link.startswith("/m/")}
    assert len(ours) >= 20
    assert {link: client.get(link).status_code for link in ours} == dict.fromkeys(ours, 200)


def test_there_are_pages_without_any_day_too(client, db):
    for path in (DEVELOPERS, API):
        assert client.get(path).status_code == 200


def test_every_parameter_is_listed_with_an_example_that_is_read(client, berlin):
    assert list(schema.QUERY) == list(parameters.READERS)
    listed = re.findall(r'scope="row"><code>(\w+)</code></th><td>[^<]+</td><td><a href="[^"]+\?([^"]+)"',
                        client.get(DEVELOPERS).content.decode())  # fmt: skip
    assert [name for name, _query in listed][: len(schema.QUERY)] == list(parameters.READERS)
    for name, query in listed[: len(schema.QUERY)]:
        assert name in filters.canonical(filters.parse(QueryDict(unescape(query))))


def test_what_only_embeds_and_pages_know_is_listed(client, berlin):
    assert list(docs.LOOKS) == list(framing.READERS)
    for name, (values, _about, example) in docs.LOOKS.items():
        look, faults = framing.read({name: example})
        assert (getattr(look, name), faults) == (example, ())
        assert name == "accent" or example in values.split(", ")
    assert set(docs.OF_PAGES) == {*finding.ALSO, *finding.PASSING}
    for name in (*docs.LOOKS, *docs.OF_PAGES, *docs.OF_OEMBED):
        assert f"<code>{name}</code>" in client.get(DEVELOPERS).content.decode()


def test_every_feed_of_a_day_and_every_file_of_a_protest_is_listed(berlin):
    routes = [str(pattern.pattern) for one in get_resolver().url_patterns for pattern in _leaves(one)]
    day, one = "<slug:campaign>/<slug:day>/", "p/<str:code>"
    feeds = {route.removeprefix(day) for route in routes if route.startswith(day)}
    files = {route.removeprefix(one) for route in routes if route.startswith(one)}
    others = {"pins.json", "round-up.md", "round-up.png", "round-up.txt"}  # of our scripts alone, and of a page
    assert {name for name in feeds if "." in name} - others == {name for name, *_rest in docs.FILES}
    assert {name for name in files if "." in name} == {name for name, *_rest in docs.OF_ONE}


def _leaves(pattern):
    return [pattern] if not hasattr(pattern, "url_patterns") else [one for part in pattern.url_patterns
                                                                   for one in _leaves(part)]  # fmt: skip


def test_each_is_what_it_says_it_is(client, berlin):
    day = reverse("day", args=[berlin.day.campaign.slug, berlin.day.slug])
    for base, files in ((day, docs.FILES), (f"/p/{berlin.code}", docs.OF_ONE)):
        for name, media_type, _about in files:
            assert client.get(base + name)["Content-Type"].partition(";")[0] == media_type


def test_the_api_page_has_every_operation_property_and_status(client, db):
    document, text = schema.document(), body(client, API)
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert f"{method.upper()} {path}" in text
            assert told["summary"] in text
    html = client.get(API).content.decode()
    for name, shape in document["components"]["schemas"].items():
        section = html.partition(f'<h3 id="{name}">')[2].partition("</section>")[0]
        assert re.findall(r'<th scope="row"><code>([^<]+)</code>', section) == list(shape["properties"])


def test_every_anchor_leads_somewhere(client, berlin):
    for path in (DEVELOPERS, API):
        html = client.get(path).content.decode()
        anchors = set(re.findall(r'href="#([^"]+)"', html))
        assert anchors <= set(re.findall(r'id="([^"]+)"', html))
    target = re.search(r'href="/api/v1/docs/#([^"]+)"', client.get(DEVELOPERS).content.decode())[1]
    assert f'id="{target}"' in client.get(API).content.decode()


def test_the_contract_is_that_of_the_schema_and_of_the_repository():
    assert contract.CHANGES[0][0] == schema.VERSION
    assert Path("docs/contract.md").read_text() == contract.as_markdown()


def test_the_short_pages_of_the_repository_name_what_is_there():
    feeds, api = Path("docs/feeds.md").read_text(), Path("docs/api.md").read_text()
    for name in (*parameters.READERS, *framing.READERS):
        assert f"`{name}" in feeds
    for name, *_rest in (*docs.FILES, *docs.OF_ONE):
        assert name in feeds
    for path in schema.document()["paths"]:
        assert f"`{path.removeprefix('/')}" in api


@pytest.mark.parametrize("path", ["/", "/about/", "/ar/about/"])
def test_pages_lead_there(client, berlin, path):
    assert DEVELOPERS in links(client, path)
