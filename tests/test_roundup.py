"""What became of a day, told by its coordinator: the draft, the page, the correction (R9, R10)."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone as clock
from PIL import Image

from protests import public, reported
from protests.actions import campaigns, changes, submissions
from protests.enums import Role
from protests.formats import prose, roundup, typeset
from protests.models import RoundUp, TurnoutReport
from protests.rules.turnout import Claim
from tests.conftest import PASSWORD

WRITE = "/moderate/campaigns/sarchk/may-31/round-up/"
PAGE = "/sarchk/may-31/round-up/"


@pytest.fixture
def mei(sarchk, client):
    """Coordinates, and has signed in."""
    person = campaigns.join_team(campaign=sarchk, email="mei@example.org", role=Role.COORDINATOR, password=PASSWORD)
    client.force_login(person)
    return client


@pytest.fixture
def report(submit, raw, bo):
    """A protest of which so much is reported: report(low=200, high=300, latitude=...) -> its code."""

    def report(*, low, high, said_by="organisers", source="", sentence="", **where):
        sent = submit(raw, **where)
        submissions.confirm(token=sent.manage_token)
        protest = submissions.approve(submission_id=sent.id, by=bo)
        TurnoutReport.objects.create(
            protest=protest,
            at=clock.now(),
            decided_at=clock.now(),
            finding="accepted",
            **vars(Claim(said_by, low, high, "", "", source, sentence, "")),
        )
        return protest.code

    return report


def draft():
    day = public.find_day("sarchk", "may-31")
    protests = public.protests_of(day)
    claims = reported.claims([one.code for one in protests])
    return roundup.draft(day, protests, claims, reported.totals(protests), clock.now())


def test_only_what_was_reported_took_place(report, publish, bo):
    report(low=200, high=300)
    berlin = {"latitude": 52.52, "longitude": 13.4, "title": "Berlin stands", "email": "b@example.org"}
    publish(**berlin)
    changes.cancel(code=publish(**berlin | {"title": "Off", "email": "c@example.org"}).code)
    text = draft()
    assert text.startswith("# Protests in 1 city in 1 country\n")
    assert "**200–300 in 1 of 2 cities**" in text
    assert "1 did not take place." in text
    assert "## Germany" not in text


def test_without_reports_it_says_announced(publish):
    publish()
    assert draft().startswith("# Protests announced in 1 city in 1 country\n")


def test_every_figure_leads_to_its_source(report):
    report(low=80, high=80, said_by="police", source="https://police.example/a_(b)")
    code = report(low=1200, high=1500, title="Another", email="x@example.org", latitude=52.52, longitude=13.4)
    text = draft()
    assert "[80](https://police.example/a_(b%29) (The police)" in text
    assert re.search(rf"\[1,200–1,500\]\(http\S+/p/{code}/#turnout\) \(The organisers\)", text)


def test_what_organisers_wrote_is_words_and_nothing_else(report):
    """B09, B15 in Markdown."""
    report(low=1, high=2, sentence="![x](https://tracker) <script>alert(1)</script> [a](javascript:b)")
    made = prose.html(draft())
    assert "<script" not in made
    assert "<img" not in made
    assert "javascript:" not in re.findall(r'href="([^"]*)"', made)
    assert "&lt;script&gt;" in made


def test_published_as_page_markdown_and_plain_text(report, mei, client):
    report(low=200, high=300)
    assert client.get(PAGE).status_code == 404
    written = mei.get(WRITE).content.decode()
    assert "# Protests in 1 city in 1 country" in written
    assert mei.post(WRITE, {"text": draft(), "action": "publish"}).status_code == 302
    shown = client.get(PAGE).content.decode()
    assert "Protests in 1 city in 1 country</bdi></h1>" in shown
    assert ">200–300</a>" in shown
    assert client.get(PAGE.rstrip("/") + ".md").content.decode().startswith("# Protests in 1 city")
    plain = client.get(PAGE.rstrip("/") + ".txt").content.decode()
    assert plain.startswith("Protests in 1 city in 1 country\n\n")
    assert re.search(r"^- Suva <http\S+>: 200–300 <http\S+#turnout> \(The organisers\)\.", plain, re.MULTILINE)


def test_its_card_says_what_became_of_the_day(report, mei, client, monkeypatch, caplog):
    """Its numbers are those of the text, whatever is counted since."""
    said, made = [], typeset._set
    monkeypatch.setattr(typeset, "_set", lambda template, says, form: said.append(says) or made(template, says, form))
    report(low=200, high=300)
    mei.post(WRITE, {"text": draft(), "action": "publish"})
    report(low=10, high=20, title="Later", email="l@example.org", latitude=52.52, longitude=13.4)
    address = re.search(r'property="og:image" content="[^"]*?(/sarchk\S+?)"', client.get(PAGE).text)[1]
    for prefix in ("", "/zh-hant", "/ar"):
        response = client.get(prefix + address)
        with Image.open(io.BytesIO(response.content)) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(response.content) < 120_000
    assert {(one["title"]["text"], len(one["counts"])) for one in said} == {("Protests in 1 city in 1 country", 0)}
    assert not caplog.records  # a font that lacks a letter warns


def test_its_numbers_stay_until_the_coordinator_corrects_them(report, mei, client, time_machine):
    report(low=200, high=300)
    mei.post(WRITE, {"text": draft(), "action": "publish"})
    report(low=10_000, high=20_000, title="Later", email="l@example.org")
    assert "200–300 in 1 of 1" in client.get(PAGE).content.decode()
    time_machine.move_to(clock.now() + timedelta(hours=1))
    seen = RoundUp.objects.get().saved_at.isoformat()
    mei.post(WRITE, {"text": "# Protests in two cities", "seen": seen, "action": "save"})
    shown = client.get(PAGE).content.decode()
    assert "Protests in two cities" in shown
    assert "Corrected on" in shown


def test_two_who_write_do_not_overwrite_each_other(publish, mei):
    publish()
    mei.post(WRITE, {"text": "# One", "action": "save"})
    told = mei.post(WRITE, {"text": "# Two", "seen": "", "action": "save"})
    assert told.status_code == 422
    assert "# Two" in told.content.decode()
    assert RoundUp.objects.get().text == "# One"


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Begin with a heading"), ("No heading", "Begin with a heading"), ("# " + "x" * 20_001, "of at most 20000")],
)
def test_a_fault_keeps_the_text(publish, mei, text, told):
    publish()
    response = mei.post(WRITE, {"text": text, "action": "publish"})
    assert response.status_code == 422
    assert told in response.content.decode()
    assert text in response.content.decode()


@pytest.mark.parametrize("moment", ["2026-13-45T00:00:00Z", "2026-05-31T00:00:00", "soon", ""])
def test_a_moment_that_is_none_breaks_nothing(publish, mei, moment):
    publish()
    assert mei.post(WRITE, {"text": "# One", "action": "save", "as_of": moment, "seen": moment}).status_code == 302


def test_in_another_language_the_first_one_is_shown(publish, mei, client):
    publish()
    mei.post(WRITE, {"text": "# Protests", "action": "publish"})
    shown = client.get("/ar" + PAGE).content.decode()
    assert '<article class="prose" lang="en" dir="auto">' in shown


def test_a_report_that_waits_does_not_count(publish):
    TurnoutReport.objects.create(protest=publish(), at=clock.now(), said_by="organisers", low=5, high=5)
    assert draft().startswith("# Protests announced in 1 city")


def test_feed_readers_hear_of_it_and_of_what_the_campaign_tells(publish, mei, client):
    """7.4, 7.7: in changes.atom, for who asks for everything."""
    publish()
    mei.post(WRITE, {"text": "# Protests in one city", "action": "publish"})
    news = {"action": "write", "title": "The trial date moved", "text": "To **12 June**.", "day": "may-31"}
    mei.post("/moderate/campaigns/sarchk/updates/", news)
    for path, titles in (
        ("/sarchk/may-31/changes.atom", ["Protests in one city", "The trial date moved"]),
        ("/sarchk/changes.atom", ["Protests in one city", "The trial date moved"]),
        ("/sarchk/may-31/changes.atom?country=FJ", []),
    ):
        found = re.findall(r"<title>([^<]*)</title>", client.get(path).content.decode())[1:]
        assert sorted(one for one in found if not one.startswith("New: ")) == titles


def test_the_press_is_led_to_it(publish, mei, client):
    publish()
    mei.post(WRITE, {"text": "# Protests in one city", "action": "publish"})
    assert PAGE in client.get("/sarchk/may-31/press/").content.decode()


def test_a_yearly_day_is_compared_with_the_years_before(report, may_31, sarchk, client, submit, raw, bo):
    """R12: on the press page and as data."""
    report(low=200, high=300)
    next_year = campaigns.call_day(
        campaign=sarchk, slug="next", title="The next", starts_on=may_31.starts_on + timedelta(days=364)
    )
    next_year.follows = may_31
    next_year.save()
    page = client.get("/sarchk/next/press/").content.decode()
    assert "Year by year" in page
    assert "200–300 in 1 of 1 city" in page
    (before,) = client.get("/api/v1/days/sarchk/next/").json()["earlier"]
    assert (before["key"], before["cities"], before["turnout"]["low"]) == ("sarchk/may-31", 1, 200)
    assert client.get("/api/v1/days/sarchk/may-31/").json()["earlier"] == []
