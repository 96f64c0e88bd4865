"""What programs read of us, judged by what nobody here wrote: pages by html5lib (strict), JSON-LD by PyLD and by the
vocabulary of schema.org, feeds by the schema of RFC 4287."""

import json
import re

import html5lib
import pytest
from django.conf import settings
from django.utils import timezone as clock
from pyld import jsonld

from protests.actions import announcements, changes, days, merging, roundups
from protests.formats import jsonld as events
from protests.models import Protest, ProtestDay
from protests.rules import draft
from protests.rules.announcing import Note
from protests.rules.faults import Reading
from tests.by_hand import ONLINE, UNANNOUNCED, WITHHELD, suva
from tests.programs import atom_faults, schema_org_faults

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


@pytest.mark.parametrize("status", ["tentative", "confirmed", "postponed", "cancelled", "banned"])
@pytest.mark.parametrize(
    "known",
    [{}, UNANNOUNCED, ONLINE, WITHHELD, {"accuracy": "city"}, {"group": "", "description": "", "languages": ()}],
    ids=["all", "unannounced", "online", "withheld", "city", "little"],
)
def test_every_event_is_told_in_the_vocabulary_of_schema_org(status, known):
    """D8: each property is one of its type, each value one that the vocabulary allows there."""
    assert schema_org_faults(events.event(suva(status=status, **known))) == []


def test_so_is_one_that_was_moved(publish, raw, client, bo):
    protest = publish(group_name="Suva stands", languages=["en"])
    later = raw | {"local_start": f"{protest.local_date}T19:00", "local_end": f"{protest.local_date}T21:00"}
    changes.revise(code=protest.code, draft=draft.read(later, Reading(), now=clock.now()), by=bo)
    (block,) = EVENT.findall(client.get(f"/p/{protest.code}/").content.decode())
    assert json.loads(block)["eventStatus"] == f"{SCHEMA}EventRescheduled"
    assert schema_org_faults(json.loads(block)) == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"price": "0"}, "price"),
        ({"startDate": "tomorrow"}, "startDate.datetime"),
        ({"eventStatus": f"{SCHEMA}OfflineEventAttendanceMode"}, "eventStatus.str-enum[EventStatusType]"),
        ({"isAccessibleForFree": "yes"}, "isAccessibleForFree"),
        ({"location": {"@type": "Place", "startDate": "2026-05-31"}}, "location.Place.startDate"),
        ({"organizer": {"@type": "Place", "name": "Suva stands"}}, "organizer.Organization.@type"),
    ],
)
def test_what_schema_org_does_not_know_would_be_found(wrong, where):
    assert where in [fault.partition(":")[0] for fault in schema_org_faults(events.event(suva()) | wrong)]


FEEDS = [
    f"{language}/{of}/changes.atom"
    for language in ("", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE))
    for of in ("sarchk", "sarchk/may-31")
]


@pytest.fixture
def eventful(publish, raw, bo, cora):
    """A day with one of everything that a feed tells."""
    moved, off, *others = [publish(title=f"{n} <b>&amp;</b> ]]>", email=f"{n}@example.org") for n in range(6)]
    there = raw | {"venue": "Albert Park", "local_start": f"{moved.local_date}T19:00"}
    changes.revise(code=moved.code, draft=draft.read(there, Reading(), now=clock.now()), by=bo)
    changes.cancel(code=off.code, reason="Storm <warning>", by=bo)
    changes.postpone(code=others[0].code, by=bo)
    changes.ban(code=others[1].code, going_ahead=True, by=bo)
    merging.merge(winner=others[2].code, loser=others[3].code, by=bo)
    days.announce(campaign="sarchk", day="may-31", banner="Come by <train> & bus", is_urgent=True, by=cora)
    note = Note(
        "The trial moved", "To **12 June**: see [them](https://x.example/?a=1&b=2)\n\n- &#1; one\n- two", "may-31"
    )
    announcements.write(campaign="sarchk", note=note, language="en", by=cora)
    told = {"text": "# In one city & more", "as_of": clock.now(), "language": "en", "seen": None, "publish": True}
    roundups.save(campaign="sarchk", day="may-31", by=cora, **told)


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_keeps_to_the_schema_of_atom(eventful, client, path):
    content = client.get(path).content
    assert content.count(b"<entry>") == 13
    assert atom_faults(content) == []


@pytest.mark.parametrize("path", FEEDS)
def test_so_does_one_with_nothing_in_it(may_31, client, path):
    content = client.get(path).content
    assert content.count(b"<entry>") == 0
    assert atom_faults(content) == []


def test_so_does_one_of_a_day_whose_banner_was_taken_away(eventful, client, cora):
    days.announce(campaign="sarchk", day="may-31", banner="", is_urgent=False, by=cora)
    assert [atom_faults(client.get(path).content) for path in FEEDS] == [[]] * len(FEEDS)


def test_what_is_no_character_costs_no_feed(eventful, client):
    """Nobody can type it; a row that came otherwise holds it all the same."""
    bad = "Bell \x07, break \x0b, \x7f, never \ufffe\uffff"
    Protest.objects.update(title=bad, venue=bad, status_reason=bad)
    ProtestDay.objects.update(title=bad, tagline=bad, banner=bad)
    for path in FEEDS:
        content = client.get(path).content
        assert atom_faults(content) == []
        assert "Bell \ufffd, break \ufffd, \x7f, never \ufffd\ufffd" in content.decode()


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        (rb"<updated>[^<]*</updated>", b""),
        (rb"<updated>[^<]*</updated>", b"<updated>2026-05-31 18:00</updated>"),
        (rb"<id>[^<]*</id>", b""),
        (rb"<author>.*?</author>", b""),
        (rb'<link [^>]*rel="alternate"[^>]*>', b""),
        (rb'type="html"', b'type="markdown"'),
        (rb"<entry>", b"<entry><name>No element of Atom</name>"),
    ],
)
def test_what_breaks_the_schema_of_atom_would_be_found(eventful, client, there, instead):
    content, times = re.subn(there, instead, client.get(FEEDS[0]).content)
    assert times >= 1
    assert atom_faults(content) != []
