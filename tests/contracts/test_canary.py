"""No private field leaves the site (S04, A8, V3): every public address in every language is read for canaries.

A canary is "canary7": Atlantic/Canary is a time zone."""

import io
import json
import re
import zipfile

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from protests import notices, public
from protests.formats import typeset
from protests.models import Contact, Protest, Submission
from protests.models.base import Gathering
from protests.public import records

# Who may see each column of a protest. A new column fails the test below until somebody decides.
PUBLIC = {
    "code", "uid", "day", "title", "kind", "description", "bring", "group_name", "link", "languages",
    "accessibility", "local_date", "local_start", "local_end_date", "local_end", "timezone", "starts_at", "ends_at",
    "over_at", "status", "going_ahead", "status_reason", "instead", "precision", "accuracy", "reveal_at",
    "public_point", "locality", "region", "country", "is_sample", "source", "sequence", "created_at",
    "revised_at", "checked_at", "still_on_at",
}  # fmt: skip
# Public from the moment of the reveal.
WITH_THE_PLACE = {"exact_point", "venue", "address"}
PRIVATE = {
    "id", "contact", "group", "place", "city_point", "visibility", "merged_into", "import_key", "fold", "end_fold",
    "content_hash", "checked_hash", "asked_at", "started_at", "headcount",
    "reminders",
    "change_number", "numbered_at",
}  # fmt: skip

PAGES = (
    "home about privacy offline worker manifest campaign day protest protest_ours submit lost_link robots"
    " forgotten security_txt healthz protest_follow day_follow day_embed protest_embed embed_make embed_element"
    " protest_concern day_subscribe protest_subscribe campaign_subscribe press press_contact"
).split()
FILES = (
    "campaign_calendar campaign_geojson day_calendar day_geojson protest_calendar protest_geojson protest_json"
    " campaign_csv day_csv campaign_atom day_atom sitemap day_pins accent protest_poster protest_card protest_qr"
    " press_csv api:campaigns api:campaign api:days api:day api:protests api:protest api:changes api:schema"
    " campaign_xlsx day_xlsx"
).split()
# The exact place is 178.47773, -18.17773; its cell is centred on 178.475, -18.175.
EXACT = re.compile(rb"178\.477|18\.177")


def test_every_column_of_a_protest_is_public_or_private_by_decision():
    columns = {field.name for field in Protest._meta.get_fields() if not field.auto_created or field.concrete}
    assert columns == PUBLIC | WITH_THE_PLACE | PRIVATE
    assert not PUBLIC & PRIVATE


def test_submissions_and_contacts_are_private_as_a_whole():
    """They are not even imported by the door out."""
    assert not {Submission.__name__, Contact.__name__, Gathering.__name__} & {*vars(public), *vars(records)}


def addresses(protests):
    for name in (*PAGES, *FILES):
        for args in ({}, {"campaign": "sarchk"}, {"slug": "sarchk"}, {"campaign": "sarchk", "day": "may-31"}):
            yield from reversed_as(name, args)
        for protest in protests.values():
            yield from reversed_as(name, {"code": protest.code})
    yield from (one.url for one in notices.materials("sarchk"))


def unpacked(body):
    """A workbook is a packed folder: its texts."""
    if not body.startswith(b"PK"):
        return body
    parts = zipfile.ZipFile(io.BytesIO(body))
    return b"".join(parts.read(name) for name in parts.namelist())


def reversed_as(name, args):
    try:
        yield reverse(name, kwargs=args)
    except NoReverseMatch:
        return


@pytest.fixture
def set_in_type(monkeypatch):
    """What is said on every poster and card that is made: in the files themselves letters are outlines."""
    said, made = [], typeset._set
    monkeypatch.setattr(typeset, "_set", lambda template, says, form: said.append(says) or made(template, says, form))
    return said


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_canary_in_any_public_answer(client, canaries, language):
    with translation.override(language):
        found = list(addresses(canaries))
    assert len(found) >= 30
    for address in [*found, *(f"{one}?q=venue" for one in found)]:
        body = unpacked(client.get(address, follow=True).content)
        assert b"canary7" not in body.lower(), address
        assert not EXACT.search(body), (address, EXACT.search(body))


def test_the_place_is_there_once_it_is_revealed(client, canaries, time_machine):
    """The same addresses do show it from the moment on, so the test above looks in the right places."""
    shown = canaries["shown"]
    time_machine.move_to(shown.reveal_at)
    for name in ("protest", "protest_calendar", "protest_geojson", "protest_json"):
        body = client.get(reverse(name, args=[shown.code])).content
        assert b"canary7-venue" in body, name
    assert b"canary7-address" in client.get(reverse("protest", args=[shown.code])).content


DRAWINGS = ("protest_poster", "protest_card")


def test_no_canary_on_posters_and_cards_until_the_place_is_revealed(client, canaries, set_in_type, time_machine):
    def draw():
        set_in_type.clear()
        for name in DRAWINGS:
            for protest in ("shown", "city", "withheld"):
                assert client.get(reverse(name, args=[canaries[protest].code])).status_code == 200
        return [json.dumps(says, ensure_ascii=False) for says in set_in_type]

    before = draw()
    assert len(before) == 6
    assert not [says for says in before if "canary7" in says.lower() or EXACT.search(says.encode())]
    time_machine.move_to(canaries["shown"].reveal_at)
    after = draw()
    assert [says for says in after if "canary7-venue" in says] == [after[0]]
    assert "canary7-address" in after[0]


def test_no_canary_on_the_pictures_of_the_day(client, canaries, set_in_type):
    for name in ("day_map_png", "day_map_svg", "day_card"):
        assert client.get(reverse(name, args=["sarchk", "may-31"])).status_code == 200
    assert len(set_in_type) == 3
    for says in set_in_type:
        assert len(says["pins"]) == 1  # the area and the city stand close together
        drawn = json.dumps(says | {"land": ""}, ensure_ascii=False)
        assert "canary7" not in drawn.lower()
        assert not EXACT.search(drawn.encode())


def test_a_hidden_protest_is_not_found_anywhere(client, canaries):
    """404, never "exists but"; only its calendar says for a while that it was removed, and nothing else (DECISIONS)."""
    code = canaries["hidden"].code
    assert client.get(reverse("protest_calendar", args=[code])).content.count(b"SUMMARY:Removed") == 1
    files = ("protest_geojson", "protest_json", "protest_qr", *DRAWINGS)
    for name in ("protest", "api:protest", *files):
        assert client.get(reverse(name, args=[code])).status_code == 404, name


@pytest.mark.parametrize("query", ["q=canary7-venue", "q=canary7-address", "near=-18.17773,178.47773&within=1"])
def test_a_filter_does_not_tell_what_is_not_revealed(client, canaries, query):
    """What may not be shown can't be searched for either: no answer is an oracle (B62)."""
    answer = client.get(f"/api/v1/protests/?{query}").json()["results"]
    codes = {one["code"] for one in answer}
    assert not codes & {canaries["city"].code, canaries["withheld"].code, canaries["hidden"].code}
    if "near" not in query:
        assert codes == set()
