"""The main job through the API: Amina submits by a program, Bo approves, everybody can read it."""

import json
import re

from django.core import mail
from django.utils import timezone as clock

from protests import tasks
from protests.models import OutboxMail
from tests.flows.pages import Visitor


def test_submitted_confirmed_approved_and_everywhere(client, bo_signed_in, raw):
    sent = client.post("/api/v1/submissions/", json.dumps(raw | {"day": "sarchk/may-31"}), "application/json")
    assert sent.status_code == 201
    assert sent.json()["state"] == "unconfirmed"
    assert client.get("/api/v1/protests/").json()["results"] == []

    link = mailed_link()
    assert client.get(link).status_code == 200
    assert b"March for the 47" not in bo_signed_in.get("/moderate/").content
    client.post(link, {"action": "confirm"}, HTTP_SEC_FETCH_SITE="same-origin")

    bo = Visitor(bo_signed_in)
    bo.go(f"/moderate/{sent.json()['id']}/")
    bo.send(action="approve")
    (shown,) = client.get("/api/v1/protests/").json()["results"]
    assert (shown["title"], shown["locality"], shown["country"]) == ("March for the 47", "Suva", "FJ")
    assert shown["code"] in client.get("/sarchk/may-31/calendar.ics").content.decode()
    assert client.get("/sarchk/may-31/protests.geojson").json()["features"][0]["properties"]["code"] == shown["code"]
    assert "March for the 47" in client.get(f"/p/{shown['code']}/").content.decode()
    assert b"Suva" in client.get("/sarchk/may-31/").content
    assert f"/p/{shown['code']}/" in mailed_link(r"https?://\S+/p/\w{8}/")


def mailed_link(pattern: str = r"https?://\S+/m/\S+/") -> str:
    """Send what waits, as the worker does, and follow the newest mail."""
    OutboxMail.objects.update(not_before=clock.now())  # two minutes later
    for waiting in OutboxMail.objects.filter(sent_at=None):
        tasks.send_mail(waiting.pk)
    return re.search(pattern, mail.outbox[-1].body)[0].replace("http://127.0.0.1:8000", "")
