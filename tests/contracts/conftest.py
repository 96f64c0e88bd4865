"""A small world in which every address has something to show."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone as clock

from protests import notices
from protests.actions import announcements, asking, campaigns, chain, concerns, imports, submissions, team
from protests.admin import host_site
from protests.enums import Change, Role
from protests.imports import checking, handouts
from protests.models import Invitation, LocalGroup, Proposal, Protest, ProtestChange, RoundUp, TurnoutReport
from protests.rules import tokens
from protests.rules.announcing import Offer
from protests.rules.asking import Asked
from protests.rules.concerning import ConcernKind, Said
from tests.conftest import PASSWORD
from tests.handed_out import picture, tells


@pytest.fixture
def arguments(publish, submit, raw, follow, trust, bo, dora):
    """The arguments of every route: a public protest in Suva, and a second submission that waits."""
    protest = publish()
    group_token = trust(protest.group)
    waiting = submit(raw, title="Another march", email="amina.again@example.org")
    submissions.confirm(token=waiting.manage_token)
    RoundUp.objects.create(
        day=protest.day,
        language="en",
        text="# Protests",
        as_of=clock.now(),
        saved_at=clock.now(),
        published_at=clock.now(),
    )
    return {
        "code": protest.code,
        "campaign": "sarchk",
        "slug": "sarchk",
        "day": "may-31",
        "token": waiting.manage_token,
        "status_token": waiting.status_token,
        "follow_token": follow(email="carla@example.org", code=protest.code),
        "submission_id": waiting.id,
        "number": bo.memberships.get().pk,
        "join_token": _invited(bo),
        "records": _records(),
        "import_id": _import(dora),
        "group_token": group_token,
        "material": _handed_out("leaflet.txt", b"Free them.", dora),
    }


def _handed_out(name, content, by):
    """The address of a file of the campaign."""
    offered, file = Offer("leaflet", "Leaflet", "", "", "", ""), handouts.read(name, content)
    announcements.offer(campaign="sarchk", offered=offered, file=file, by=by)
    return notices.materials("sarchk")[0].url


def _import(dora):
    content = b"city,country,date,start,title\nSuva,Fiji,soon,18:00,Vigil\n"
    begun = imports.begin(campaign="sarchk", day="may-31", filename="x.csv", content=content, by=dora)
    checking.run(begun)
    return begun


@pytest.fixture
def desk(client, sarchk):
    """Somebody coordinates, and sees all of the desk."""
    client.force_login(
        campaigns.join_team(campaign=sarchk, email="lead@example.org", role=Role.COORDINATOR, password=PASSWORD)
    )
    return client


def _invited(bo):
    """The token of an invitation to Dana, by Bo, who is made a coordinator for as long as it takes."""
    member = bo.memberships.get()
    bo.memberships.update(role=Role.COORDINATOR)
    limits = {"countries": ["FJ"], "languages": []}
    team.invite(campaign=member.campaign, email="dana@example.org", language="en", by=bo, **limits)
    bo.memberships.update(role=Role.MODERATOR)
    contact = Invitation.objects.get().contact
    return tokens.token(settings.CONTACT_KEY, "join", contact.handle, contact.generation)


def _records():
    """The arguments of the admin's addresses: of each kind the first record."""
    protest = Protest.objects.first()
    ProtestChange.objects.create(protest=protest, at=clock.now(), what=Change.STATUS, status="confirmed")
    Proposal.objects.create(verb="team.remove", campaign=protest.day.campaign, arguments={"member": 0})
    LocalGroup.objects.get_or_create(campaign=protest.day.campaign, name="Suva stands")
    chain.seal()
    found = {"host:app_list": ("protests",)}
    for model in host_site._registry:
        found[f"host:protests_{model._meta.model_name}_change"] = (model._default_manager.order_by("pk").first().pk,)
    return found


@pytest.fixture
def canaries(publish, submit, raw, bo, dora, may_31):
    """Every private field holds a canary; the exact place of the public protest is known by its digits alone."""
    secret = {
        "venue": "canary7-venue",
        "address": "canary7-address",
        "latitude": -18.17773,
        "longitude": 178.47773,
        "email": "canary7-mail@example.org",
        "precision": "area",
        "reveal_at": f"{may_31.starts_on - timedelta(days=1)}T18:00",
    }
    shown = publish(**secret)
    city = publish(**secret | {"precision": "city", "reveal_at": None})
    withheld = publish(**secret | {"precision": "withheld", "reveal_at": None, "title": "Somewhere in Fiji"})
    words = {"title": "canary7-title", "description": "canary7-text", "group_name": "canary7-group"}
    hidden = publish(**words | {"venue": "canary7-hidden"})
    Protest.objects.filter(pk=hidden.pk).update(visibility="hidden", status_reason="canary7-reason")
    Protest.objects.filter(pk=shown.pk).update(import_key="canary7-import")
    TurnoutReport.objects.create(
        protest=shown, at=clock.now(), said_by="police", low=7, high=7, sentence="canary7-report", words="canary7-words"
    )
    submit(raw, **words, email="canary7-unconfirmed@example.org")
    waiting = submit(raw, **words, email="canary7-waiting@example.org")
    submissions.confirm(token=waiting.manage_token)
    rejected = submit(raw, **words, email="canary7-rejected@example.org")
    submissions.confirm(token=rejected.manage_token)
    submissions.reject(submission_id=rejected.id, by=bo, reason="spam", note="canary7-note")
    asking.ask(submission_id=waiting.id, by=bo, asked=Asked("", "canary7-question"))
    asking.answer(token=waiting.manage_token, entry=waiting.id, text="canary7-answer")
    concerns.raise_concern(code=shown.code, said=Said(ConcernKind.DANGER, "canary7-concern"))
    RoundUp.objects.create(
        day=shown.day, language="en", text="# canary7-draft", as_of=clock.now(), saved_at=clock.now()
    )
    _handed_out("canary7-folder/photograph.jpg", picture(**tells()), dora)
    assert clock.now() < shown.reveal_at
    return {"shown": shown, "city": city, "withheld": withheld, "hidden": hidden}
