"""The protests of docs/screenshots.py, all invented: a world on 31 May 2026, and one in each state."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import cycle

from django.core.management import call_command

from bench.make_day import make_day
from protests.actions import campaigns, changes, protests, submissions
from protests.enums import Accuracy, Role, Status
from protests.imports import sheet
from protests.management.commands.load_sample import SAMPLE
from protests.models import Campaign, Person, Protest, ProtestDay
from protests.rules import contact, draft
from protests.rules.faults import Reading

NOW = datetime(2026, 5, 31, 11, 48, tzinfo=UTC)
DAY = date(2026, 5, 31)
KINDS = cycle(["march", "vigil", "rally", "rally", "picket", "vigil", "march", "banner"])
ACCESS = cycle([("step_free",), (), ("step_free", "seats"), ("step_free",), ()])
HOURS = cycle(["18:00", "18:00", "17:00", "18:00", "17:30", "18:00", "19:00"])
LONDON = {
    "title": "March for the 47",
    "kind": "march",
    "description": "18:00 Gather\n18:30 The 47 names are read\n19:00 March along Whitehall\n\nBring water, a sign, "
    "something yellow. Leave glass bottles at home.",
    "latitude": 51.5007,
    "longitude": -0.1268,
    "venue": "Parliament Square, at the statue of Millicent Fawcett",
    "address": "London SW1P 3JX",
    "local_start": "2026-05-31T18:00",
    "local_end": "2026-05-31T20:00",
    "group_name": "Hong Kongers in London",
    "public_link": "https://group.example/london",
    "languages": ["en", "zh-hant"],
    "accessibility": ["step_free", "seats", "sign_language"],
    "email": "group@example.org",
}
OLD_PLACE = {"venue": "Trafalgar Square", "latitude": 51.508, "longitude": -0.1281}
LONG_TITLE = "Für die Freiheit aller politischen Gefangenen in Hongkong 47"


def make() -> dict[str, str]:
    """Everything; the path of one protest in each state, by the state's name."""
    call_command("load_places", verbosity=0)
    hk47 = campaigns.start(slug="hk47", name="Free the Hong Kong 47", accent="#FFD400")
    bo = campaigns.join_team(campaign=hk47, email="bo@example.org", role=Role.MODERATOR, password="twelve letters")
    _world(_day(hk47, "2026-05-31"))
    _day(hk47, "empty", title="Day of action")
    _a_week(hk47, bo)
    _accepted(_day(hk47, "one", title="Day of action"), bo)
    make_day(key="hk47/thousand", count=1000, on=DAY, states=True)
    navy = campaigns.start(slug="navy", name="Navy", accent="#1B2A6B")
    _world(_day(navy, "long", title=LONG_TITLE))
    return _states(_day(hk47, "states", title="One in each state"), bo)


def organisers() -> dict[str, str]:
    """The paths of organisers' own pages, by where their entry stands."""
    day = ProtestDay.objects.get(campaign__slug="hk47", slug="states")
    bo = Person.objects.get(email="bo@example.org")
    unconfirmed, waiting, listed, cancelled = (_submit(day) for _entry in range(4))
    for sent in (waiting, listed, cancelled):
        submissions.confirm(token=sent.manage_token)
    for sent in (listed, cancelled):
        code = submissions.approve(submission_id=sent.id, by=bo).code
    changes.cancel(code=code, reason="Storm warning", by=bo)
    made = {"unconfirmed": unconfirmed, "waiting": waiting, "listed": listed, "cancelled": cancelled}
    return {name: f"/m/{sent.manage_token}/" for name, sent in made.items()}


def _day(campaign: Campaign, slug: str, title: str = "Free the Hong Kong 47", **more) -> ProtestDay:
    usual = {"tagline": "International day of protest", "starts_on": DAY, "usual_start": time(18)}
    return campaigns.call_day(campaign=campaign, slug=slug, title=title, **usual | more)


def _world(day: ProtestDay) -> None:
    """The sample's 38 cities on that day, most of them in the evening."""
    rows = list(csv.DictReader(io.StringIO((SAMPLE / "sarchk_38_cities.csv").read_text())))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    for row, start in zip(rows, HOURS, strict=False):
        end = f"{int(start[:2]) + 2}{start[2:]}"
        venue = row["venue"].replace(" (illustrative)", "")
        writer.writerow(row | {"local_date": DAY, "local_start": start, "local_end": end, "venue": venue})
    for one in sheet.read(out.getvalue().encode(), title="Free the 47", now=NOW).candidates:
        better = replace(one.draft, kind=next(KINDS), accuracy=Accuracy.EXACT, accessibility=next(ACCESS))
        key = {"locality": one.locality, "source": one.source, "is_sample": True, "import_key": one.key}
        protests.archive(day=day, draft=better, **key)


def _a_week(campaign: Campaign, bo: Person) -> None:
    """Protests on several days, in several languages."""
    week = _day(campaign, "week", title="Week of action", ends_on=date(2026, 6, 6))
    for on, languages in ((31, ["en"]), (31, ["de", "en"]), (30, ["zh-hant"])):
        hours = {"local_start": f"2026-05-{on}T18:00", "local_end": f"2026-05-{on}T20:00"}
        _accepted(week, bo, languages=languages, **hours)


def _accepted(day: ProtestDay, bo: Person, **fields: object) -> str:
    """The code of a protest that went the whole way."""
    sent = _submit(day, **fields)
    submissions.confirm(token=sent.manage_token)
    return submissions.approve(submission_id=sent.id, by=bo).code


def _submit(day: ProtestDay, **fields: object) -> submissions.Submitted:
    raw, reading = LONDON | fields, Reading()
    read, who = draft.read(raw, reading, now=NOW), contact.read(raw, reading)
    reading.finish()
    return submissions.submit(campaign=day.campaign.slug, day=day.slug, draft=read, contact=who, language="en")


def _revise(code: str, bo: Person, **fields: object) -> None:
    read = draft.read(LONDON | fields, Reading(), now=NOW)
    changes.revise(code=code, draft=read, by=bo)


def _states(day: ProtestDay, bo: Person) -> dict[str, str]:
    taipei = {"latitude": 25.0341, "longitude": 121.5214, "venue": "Liberty Square, main gate", "address": "Taipei"}
    tokyo = {"latitude": 35.6896, "longitude": 139.7006, "venue": "Shinjuku Station", "address": "Tokyo"}
    berlin = {"latitude": 52.5163, "longitude": 13.3777, "venue": "Pariser Platz", "address": "10117 Berlin"}
    honolulu = {"latitude": 21.3069, "longitude": -157.8583, "venue": "On the lawn", "address": "Honolulu"}
    later = {"precision": "area", "reveal_at": "2026-05-31T16:00"}
    night = {"local_start": "2026-05-31T22:30", "local_end": "2026-06-01T00:30"}
    untimed = {"local_start": None, "local_end": None, "local_date": "2026-05-31"}
    made = {
        "exact": _accepted(day, bo, **berlin, kind="rally"),
        "area": _accepted(day, bo, **later, venue="Near Parliament Square"),
        "city": _accepted(day, bo, precision="city", latitude=53.4808, longitude=-2.2426),
        "withheld": _accepted(day, bo, precision="withheld", latitude=52.48, longitude=-1.9),
        "moved": _accepted(day, bo, **OLD_PLACE),
        "rescheduled": _accepted(day, bo, latitude=51.4545, longitude=-2.5879, local_start="2026-05-31T15:00"),
        "postponed": _accepted(day, bo, latitude=48.8566, longitude=2.3522),
        "cancelled": _accepted(day, bo, latitude=50.1109, longitude=8.6821, venue="Römerberg"),
        "banned": _accepted(day, bo, latitude=41.0082, longitude=28.9784),
        "going-ahead": _accepted(day, bo, latitude=47.4979, longitude=19.0402),
        "tentative": _accepted(day, bo, latitude=59.9139, longitude=10.7522),
        "live": _accepted(day, bo, **taipei, kind="vigil"),
        "done": _accepted(day, bo, **tokyo, local_start="2026-05-31T17:00", local_end="2026-05-31T18:00"),
        "night": _accepted(day, bo, **honolulu, **night, kind="vigil"),
        "untimed": _accepted(day, bo, **untimed, latitude=27.7017, longitude=85.3206),
        "online": _accepted(day, bo, kind="online", venue="", address="", timezone="Europe/London"),
    }
    _revise(made["moved"], bo)
    _revise(made["rescheduled"], bo, latitude=51.4545, longitude=-2.5879, local_end="2026-05-31T19:30")
    Protest.objects.filter(code=made["tentative"]).update(status=Status.TENTATIVE)  # no action says so yet
    changes.postpone(code=made["postponed"], by=bo)
    changes.cancel(code=made["cancelled"], reason="Storm warning", by=bo)
    changes.ban(code=made["banned"], by=bo)
    changes.ban(code=made["going-ahead"], going_ahead=True, by=bo)
    return {state: f"/p/{code}/" for state, code in made.items()}
