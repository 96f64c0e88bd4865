"""changes.atom: what is new, changed and cancelled, as a feed reader sees it (D7)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import atoma
import pytest
import time_machine

from protests.actions import changes, days, protests
from protests.formats import atom
from protests.rules.reasons import Hiding
from tests.by_hand import suva

FEEDS = ["/sarchk/may-31/changes.atom", "/sarchk/changes.atom"]


def read(client, path=FEEDS[0]):
    """By atoma, which refuses a feed without what RFC 4287 demands."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return atoma.parse_atom_bytes(response.content)


def told(feed) -> list[str]:
    return [entry.title.value for entry in feed.entries]


@pytest.mark.parametrize("path", FEEDS)
def test_a_new_one_is_an_entry_with_when_and_where(publish, client, path):
    protest = publish()
    feed = read(client, path)
    (entry,) = feed.entries
    assert entry.title.value == "New: March for the 47, Suva"
    assert entry.summary.value.count("<p>") == 2
    assert "18:00–20:00" in entry.summary.value
    assert "Harbour park, by the fountain, Stinson Parade 1, Suva, Fiji" in entry.summary.value
    assert entry.links[0].href == f"http://127.0.0.1:8000/p/{protest.code}/"
    assert entry.published == entry.updated == protest.created_at
    assert feed.id_ == f"http://127.0.0.1:8000{path}"
    assert feed.updated == entry.updated
    assert [author.name for author in feed.authors] == ["Solidarity"]
    assert [category.term for category in entry.categories] == ["March"]


def test_each_thing_that_happens_is_an_entry_that_says_what_was_there_before(publish, raw, client, bo):
    from django.utils import timezone as clock

    from protests.rules import draft
    from protests.rules.faults import Reading

    protest = publish()
    known = {entry.id_ for entry in read(client).entries}
    moved = draft.read(raw | {"venue": "Albert Park"}, Reading(), now=clock.now())
    changes.revise(code=protest.code, draft=moved, by=bo)
    changes.cancel(code=protest.code, reason="Storm warning", by=bo)
    feed = read(client)
    assert told(feed) == [
        "Cancelled: March for the 47, Suva",
        "Moved: March for the 47, Suva",
        "New: March for the 47, Suva",
    ]
    assert "<p>Storm warning</p>" in feed.entries[0].summary.value
    assert "<p>It was Harbour park, by the fountain.</p>" in feed.entries[1].summary.value
    assert "Albert Park" in feed.entries[2].summary.value
    ids = [entry.id_ for entry in feed.entries]
    assert known == {ids[2]}
    assert len(set(ids)) == 3
    assert all(one.startswith(f"tag:127.0.0.1,{protest.created_at:%Y-%m-%d}:{protest.code}/") for one in ids)
    later = changes.reinstate(code=protest.code, by=bo)
    again = read(client)
    assert [entry.id_ for entry in again.entries[1:]] == ids
    assert again.updated == later.revised_at


def test_it_takes_the_query_of_the_map_and_forgets_what_is_hidden(publish, client, bo):
    publish()
    berlin = publish(title="Berlin stands", latitude=52.5244, longitude=13.4105, email="b@example.org")
    assert told(read(client, f"{FEEDS[0]}?country=DE")) == ["New: Berlin stands"]
    protests.hide(code=berlin.code, reason=Hiding.values[0], by=bo)
    assert told(read(client, f"{FEEDS[0]}?country=DE")) == []
    assert client.get(f"{FEEDS[0]}?since=1").status_code == 400


def test_a_place_is_told_from_the_reveal_on(publish, client, may_31):
    secret = publish(precision="city", reveal_at=f"{may_31.starts_on}T12:00")
    with time_machine.travel(secret.reveal_at - timedelta(seconds=10), tick=False) as traveller:
        assert "Harbour" not in read(client).entries[0].summary.value
        traveller.move_to(secret.reveal_at)
        assert "Harbour" in read(client).entries[0].summary.value


def test_an_empty_feed_is_one_with_the_date_of_its_day(client, may_31):
    feed = read(client)
    may_31.refresh_from_db()
    assert feed.entries == []
    assert feed.updated == may_31.changed_at


def test_no_text_becomes_markup(publish, client):
    """B09: twice escaped, for the summary is HTML in XML."""
    hostile = "<script>alert(1)</script> & ]]>"
    publish(title=hostile, venue=hostile)
    (entry,) = read(client).entries
    assert entry.title.value == f"New: {hostile}, Suva"
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;" in entry.summary.value


def test_the_languages_have_their_own_feeds_with_the_same_ids(publish, client):
    publish()
    english, german = read(client), read(client, "/de/sarchk/may-31/changes.atom")
    assert english.entries[0].id_ == german.entries[0].id_
    assert english.id_ != german.id_
    assert german.entries[0].links[0].href.startswith("http://127.0.0.1:8000/de/p/")


def test_an_id_never_changes():
    assert atom.tag(suva(), "new") == "tag:protest.example,2026-05-01:ABCD2345/new"


class TestTheBanner:
    """What everybody should know now is an entry: hardly a reader shows what a feed says of itself."""

    @pytest.fixture
    def announce(self, may_31, cora):
        """announce(words, at=when it is said) sets the banner of the day."""

        def announce(banner, *, is_urgent=False, at=None):
            with time_machine.travel(at or datetime.now(UTC), tick=False):
                days.announce(campaign="sarchk", day="may-31", banner=banner, is_urgent=is_urgent, by=cora)

        return announce

    @pytest.mark.parametrize("path", [*FEEDS, f"{FEEDS[0]}?country=DE", "/ar/sarchk/may-31/changes.atom"])
    def test_it_is_told_to_everybody(self, announce, may_31, client, path):
        announce("The bridge is closed: come by train.", at=datetime(2026, 5, 28, 9, tzinfo=UTC))
        feed = read(client, path)
        (entry,) = feed.entries
        assert entry.title.value == "The bridge is closed: come by train."
        assert entry.id_ == "tag:127.0.0.1,2026-05-28:sarchk/may-31/banner/20260528T090000.000000Z"
        assert entry.updated == feed.updated == datetime(2026, 5, 28, 9, tzinfo=UTC)
        assert entry.summary.value == f"<p>{may_31.title}</p>"
        assert entry.links[0].href.endswith("/sarchk/may-31/")

    def test_other_words_are_another_entry_and_the_same_are_not(self, announce, client):
        announce("The bridge is closed.")
        (first,) = read(client).entries
        announce("The bridge is closed.", is_urgent=True)
        assert read(client).entries == [first]
        announce("The bridge is open again.")
        (second,) = read(client).entries
        assert second.title.value == "The bridge is open again."
        assert (second.id_ != first.id_, second.updated > first.updated) == (True, True)

    def test_one_that_is_taken_away_says_so_where_it_stood(self, announce, client):
        """Whoever has it in their reader sees it replaced; what it said is nowhere any more."""
        announce("The bridge is closed.", at=datetime(2026, 5, 28, 9, tzinfo=UTC))
        (stood,) = read(client).entries
        announce("", at=datetime(2026, 5, 29, 9, tzinfo=UTC))
        announce("")
        (gone,) = read(client).entries
        assert gone.id_ == stood.id_
        assert gone.title.value == "The notice of Thursday 28 May 2026 no longer holds"
        assert gone.updated == datetime(2026, 5, 29, 9, tzinfo=UTC)
        assert b"bridge" not in client.get(FEEDS[0]).content
        announce("The bridge is closed.")
        (again,) = read(client).entries
        assert (again.title.value, again.id_ != stood.id_) == ("The bridge is closed.", True)

    @pytest.mark.parametrize("path", FEEDS)
    def test_who_has_the_feed_gets_it_anew(self, announce, client, path):
        """D11: no 304 for who has it without the banner, nor for who has it with one that is gone."""
        tags = [client.get(path).headers["ETag"]]
        for banner in ("The bridge is closed.", "The bridge is open again.", ""):
            announce(banner)
            fresh = client.get(path, headers={"If-None-Match": tags[-1]})
            assert fresh.status_code == 200
            assert client.get(path, headers={"If-None-Match": fresh.headers["ETag"]}).status_code == 304
            tags.append(fresh.headers["ETag"])
        assert len(set(tags)) == 4

    def test_no_news_pushes_it_out(self):
        (told,) = atom.entries(suva(), ())
        news = [replace(told, at=told.at + timedelta(hours=n)) for n in range(atom.MOST + 20)]
        banner = replace(told, tag="tag:banner", at=told.at - timedelta(days=1))
        shown = atom.latest([news], [banner])
        assert (len(shown), shown[0], shown[-1]) == (atom.MOST, news[-1], banner)

    def test_a_campaign_forgets_that_of_a_day_long_over(self, announce, may_31, client):
        announce("The bridge is closed.")
        for days_later, entries in ((30, 1), (31, 0)):
            with time_machine.travel(datetime.combine(may_31.ends_on, datetime.min.time(), UTC), tick=False) as clock:
                clock.shift(timedelta(days=days_later))
                assert [len(read(client, path).entries) for path in FEEDS] == [1, entries]
