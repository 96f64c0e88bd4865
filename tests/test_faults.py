"""What a visitor gets while the database is away (F03, F04, F12): told to come back, never a fault of ours."""

import pytest
from django.db import OperationalError

from protests import public
from protests.public import versions


@pytest.fixture
def away(monkeypatch, client):
    def lost(*args, **kwargs):
        raise OperationalError("canary: the connection is closed")

    for name in ("find_day", "find_campaign", "days", "edition"):
        monkeypatch.setattr(public, name, lost)
    monkeypatch.setattr(versions, "version_of", lost)
    client.raise_request_exception = False


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/sarchk/may-31/", "Back in a minute"),
        ("/de/sarchk/may-31/", "Gleich wieder da"),
        ("/sarchk/may-31/submit/", "Load this page once more in a minute."),
        ("/sarchk/may-31/calendar.ics", "Back in a minute"),
        ("/api/v1/days/", '"status": 503'),
    ],
)
def test_they_are_asked_to_come_back(away, client, path, said):
    response = client.get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert said in response.text
    assert "canary" not in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_who_sent_something_sends_it_once_more(away, client):
    response = client.post("/sarchk/may-31/submit/", {"title": "March"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "what you typed is still there" in response.text


def test_another_fault_is_ours(client, monkeypatch, db):
    def broken(*args, **kwargs):
        raise ValueError

    monkeypatch.setattr(public, "find_day", broken)
    client.raise_request_exception = False
    response = client.get("/sarchk/may-31/")
    assert (response.status_code, "Retry-After" in response.headers) == (500, False)
