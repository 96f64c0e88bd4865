"""Posters, share cards and QR codes: what they say, in every script, and that they never say what does not hold."""

import io
import re
import zlib
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.translation import override
from PIL import Image

from protests import public
from protests.enums import Status
from protests.formats import lettering, placard, poster, qr, sharecard, typeset
from protests.public import Counts

COUNTS = Counts(protests=40, cities=38, countries=22)
# A letter or a word of each script that the fonts are for.
SCRIPTS = "Ж Ω ț ứ ع ש नि বি ਸ ગ த తె ಕ മ ශ ไ ລ ខ မ ქ Հ ሰ 臺 国 東 한 か".split()
MISSING = "\ue123"  # for private use: no font has it
INJECTED = '#panic("x") ] $x$ \\u{41} *b* _c_ <d> @e `f` // #{1 + 1}'


@pytest.fixture
def one(publish):
    """Amina's march in Suva as everybody sees it, and its day."""
    code = publish(bring="Water, a sign", accessibility=["step_free", "sign_language"]).code
    return public.find_protest(code), public.find_day("sarchk", "may-31")


def said(protest, day, language="en"):
    """Everything on the poster, as one text."""
    with override(language):
        return "\n".join(texts(poster.content(protest, day)))


def texts(value):
    if isinstance(value, dict):
        yield from [value["text"]] if "text" in value else texts(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def streams(pdf):
    """What a PDF holds, with its compressed parts read."""
    parts = (zlib.decompressobj() for _match in re.finditer(b"stream\r?\n", pdf))
    for part, start in zip(parts, re.finditer(b"stream\r?\n", pdf), strict=True):
        try:
            yield part.decompress(pdf[start.end() :])
        except zlib.error:
            continue


def test_a_poster_is_one_page_of_a4_with_its_fonts(one):
    pdf = poster.pdf(*one, "en")
    assert pdf.startswith(b"%PDF-1.")
    inside = b"\n".join([pdf, *streams(pdf)])
    (box,) = re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", inside)
    assert [round(float(number) / 72 * 25.4) for number in box.split()] == [0, 0, 210, 297]
    assert len(re.findall(rb"/Type\s*/Page\b", inside)) == 1
    fonts = len(re.findall(rb"/Type\s*/FontDescriptor", inside))
    assert fonts >= 3
    assert len(re.findall(rb"/FontFile[23]", inside)) == fonts
    assert poster.pdf(*one, "en") == pdf  # so that its ETag holds in every process


def test_it_says_what_when_where_and_where_to_look_again(one):
    protest, day = one
    text = said(protest, day)
    for part in (
        "March for the 47", "Free the Hong Kong 47", "31 May", "Until", "Suva", "Harbour park, by the fountain",
        "Stinson Parade 1", f"/p/{protest.code}", "Step-free · Sign language", "Bring: Water, a sign", "Suva stands",
    ):  # fmt: skip
        assert part in text
    assert "https://" not in text
    assert said(replace(protest, title=day.title), replace(day, tagline="Day of protest")).splitlines()[:2] == [
        "Free the Hong Kong 47",
        "Day of protest",
    ]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_poster_and_card_are_set_in_every_language_without_a_complaint(one, caplog, language):
    assert poster.pdf(*one, language)
    assert sharecard.png(*one, COUNTS, language)
    assert not caplog.records
    with override(language):
        content = poster.content(*one)
    assert content["rtl"] is (language == "ar")
    assert content["lang"] == language.partition("-")[0]


@pytest.mark.parametrize(
    ("changes", "across"),
    [
        ({"status": Status.CANCELLED}, "Cancelled"),
        ({"status": Status.POSTPONED}, "Postponed"),
        ({"status": Status.BANNED}, "Banned"),
        ({"status": Status.CANCELLED, "is_sample": True}, "Cancelled · Sample data"),
        ({"is_sample": True}, "Sample data"),
        ({"status": Status.BANNED, "going_ahead": True}, ""),
        ({}, ""),
    ],
)
def test_what_does_not_hold_is_written_across_it(one, changes, across):
    protest, day = one
    changed = replace(protest, **changes)
    assert placard.across(changed) == across
    assert poster.content(changed, day)["is_off"] is (across.partition(" ")[0] in ("Cancelled", "Postponed", "Banned"))
    assert sharecard.content(changed, day, COUNTS)["across"]["text"] == across


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"status": Status.TENTATIVE}, "Not yet certain"),
        ({"is_moved": True}, "New time or place"),
        ({"status": Status.BANNED, "going_ahead": True}, "Going ahead despite a ban"),
        ({"status": Status.CANCELLED, "is_moved": True}, ""),
    ],
)
def test_what_must_be_known_stands_on_it(one, changes, note):
    assert placard.note(replace(one[0], **changes)) == note


def test_what_is_not_announced_is_not_made_up(one):
    protest, day = one
    hidden = {"venue": "", "address": "", "locality": "", "point": None, "precision": "withheld"}
    withheld = replace(protest, **hidden, reveal_at=protest.starts_at - timedelta(days=1))
    assert "\nFiji\nExact place announced on " in said(withheld, day)
    timeless = replace(protest, local_start=None, starts_at=None, local_end=None, ends_at=None, local_end_date=None)
    assert "Time not announced yet" in said(timeless, day)
    assert "Until" not in said(timeless, day)
    night = replace(protest, local_end_date=protest.local_date + timedelta(days=1))
    assert "Ends on " in said(night, day)
    online = said(replace(protest, kind="online", point=None, venue="", address="", locality=""), day)
    assert "Online\nHow to join is told at the address below." in online
    assert "UTC+12" in online  # whose clock it is, for those who are elsewhere


def test_what_people_write_stays_text(one):
    """Typst's own language is never read from it: `#panic` would stop the poster."""
    protest, day = one
    written = dict.fromkeys(("title", "venue", "address", "locality", "bring", "group"), INJECTED)
    changed = replace(protest, **written)
    assert said(changed, day).count(INJECTED) == len(written)
    assert poster.pdf(changed, day, "en")
    assert sharecard.png(changed, day, COUNTS, "en")


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_is_drawn_as_empty_boxes(one, script):
    def drawn(title):
        content = sharecard.content(replace(one[0], title=title), one[1], COUNTS)
        return typeset.png("sharecard.typ", content | {"land": ""})

    with override("en"):
        assert len({drawn(script), drawn(MISSING), drawn("\u00a0")}) == 3


def test_fonts_that_are_missing_are_named(monkeypatch):
    assert typeset.missing_fonts() == []

    class Bare:
        def families(self):
            return [typeset.CONDENSED]

    monkeypatch.setattr(typeset, "_fonts", Bare)
    (warning,) = typeset.missing_fonts()
    assert "Noto Sans CJK TC" in warning.msg
    assert "fonts-noto-cjk" in warning.hint


@pytest.mark.parametrize("title", ["Now", "W" * 120, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"])
def test_a_card_is_light_and_its_title_stays_on_the_placard(one, title):
    card = sharecard.png(replace(one[0], title=title), one[1], COUNTS, "de")
    assert len(card) < 120_000
    with Image.open(io.BytesIO(card)) as picture:
        assert (picture.format, picture.size) == ("PNG", (sharecard.WIDTH, sharecard.HEIGHT))
        margin = picture.convert("RGB").crop((532, 60, 544, 300))
        assert len(margin.getcolors()) == 1


def test_a_card_counts_only_what_is_more_than_one(one):
    def counted(counts):
        return [text["text"] for text in sharecard.content(*one, counts)["counts"]]

    assert counted(COUNTS) == ["38 cities", "22 countries"]
    assert counted(Counts(protests=1, cities=1, countries=1)) == []


def test_letters_decide_how_a_text_is_set():
    assert [lettering.script(text) for text in ("Über Київ", "釋放47", "حرية", "नई", "người")] == [
        "latin", "cjk", "arabic", "tall", "marked",
    ]  # fmt: skip
    with override("ar"):
        assert [lettering.is_rtl(text) for text in ("Berlin", "18:00", "«حرية»")] == [False, True, True]


@pytest.mark.parametrize(
    ("language", "changes", "text", "font"),
    [
        ("zh-hant", {"country": "JP"}, "香港", "TC"),
        ("en", {"country": "JP"}, "香港", "JP"),
        ("en", {"country": "HK"}, "香港", "HK"),
        ("en", {"languages": ("zh-hans",), "country": "TW"}, "香港", "SC"),
        ("zh-hant", {}, "香港に", "JP"),
        ("en", {}, "홍콩", "KR"),
        ("en", {}, "香港", "TC"),
    ],
)
def test_characters_are_written_as_their_readers_write_them(one, language, changes, text, font):
    with override(language):
        assert lettering.cjk(replace(one[0], **changes), text) == f"Noto Sans CJK {font}"


def test_without_a_colour_the_placard_is_white(one):
    protest, day = one
    plain = replace(day, campaign=replace(day.campaign, accent=""))
    assert [poster.content(protest, plain)[name] for name in ("face", "on_face")] == ["#FFFFFF", "#12181A"]
    dark = replace(day, campaign=replace(day.campaign, accent="#1B2A6B"))
    assert poster.content(protest, dark)["on_face"] == "#FFFFFF"


def test_a_qr_code_is_a_picture_of_the_address(one):
    root = ElementTree.fromstring(qr.svg(one[0].url))
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title.text == one[0].url
    sides = root.attrib["viewBox"].split()
    assert int(sides[2]) == int(sides[3]) >= 25 + 2 * qr.QUIET
