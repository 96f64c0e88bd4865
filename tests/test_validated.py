"""What programs read in our pages, judged by parsers that nobody here wrote: html5lib (strict), PyLD."""

import json
import re

import html5lib
import pytest
from pyld import jsonld

from protests.actions import changes

SCHEMA = "https://schema.org/"
EVENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PAGES = ["/", "/sarchk/", "/sarchk/may-31/", "/about/", "/privacy/", "/sarchk/may-31/submit/", "/ar/sarchk/may-31/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_html_without_a_fault(publish, client, path):
    publish(title="<b>&amp;</b> \"quoted\" 'twice'")
    assert html_faults(client.get(path)) == []


def test_the_page_of_a_protest_in_each_state_is_html_without_a_fault(publish, client, bo):
    protest = publish(public_link="https://suva.example/march?a=1&b=2", languages=["en"], accessible=True)
    for act in (changes.cancel, changes.postpone, changes.ban):
        act(code=protest.code, reason="<i>Storm</i>", by=bo)
        assert html_faults(client.get(f"/p/{protest.code}/")) == []


def html_faults(response) -> list[tuple]:
    assert response.status_code == 200
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(response.content, transport_encoding="utf-8")
    return parser.errors


def schema_org(url, _options):
    """Its own context maps every name to itself, and so does this one: nothing is fetched."""
    assert url == "https://schema.org"
    context = {"@context": {"@vocab": SCHEMA}}
    return {"document": context, "documentUrl": url, "contextUrl": None, "contentType": "application/ld+json"}


OFFLINE = {"documentLoader": schema_org}


def test_the_event_in_the_page_is_json_ld(publish, client):
    """D8: everything in it is a term of schema.org; nothing gets lost when a processor expands it."""
    protest = publish(title="</script> & co", group_name="Suva stands", languages=["en"])
    (block,) = EVENT.findall(client.get(f"/p/{protest.code}/").content.decode())
    (event,) = jsonld.expand(json.loads(block), OFFLINE)
    assert event["@type"] == [f"{SCHEMA}Event"]
    assert event["@id"] == f"http://127.0.0.1:8000/p/{protest.code}/"
    assert event[f"{SCHEMA}name"] == [{"@value": "</script> & co"}]
    assert event[f"{SCHEMA}startDate"] == [{"@value": f"{protest.local_date}T18:00:00+12:00"}]
    (place,) = event[f"{SCHEMA}location"]
    assert place[f"{SCHEMA}geo"][0][f"{SCHEMA}latitude"] == [{"@value": -18.1416}]
    assert event.keys() - {"@id", "@type"} == {SCHEMA + name for name in json.loads(block) if name[0] != "@"}
    assert jsonld.to_rdf(json.loads(block), OFFLINE | {"format": "application/n-quads"}).count("\n") >= 15
