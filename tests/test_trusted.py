"""Trusted groups publish by a link of their own (M4, S10), and the mark of the moderators goes with what it was for."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock

from protests import public, watch
from protests.actions import changes, edits, groups, own, proposals, submissions
from protests.actions.retention import purge
from protests.models import AuditEvent, LocalGroup, Proposal, Protest, Submission
from protests.models.base import SHARED
from protests.rules import draft as draft_rule
from protests.rules import retention, versions
from protests.rules.faults import Reading
from tests.submitting import key_of

GROUPS = "/moderate/campaigns/sarchk/groups/"


@pytest.fixture
def link(publish, trust):
    """Suva stands is trusted: the path of its page."""
    return f"/g/{trust(publish().group)}/"


def is_checked(protest):
    return public.find_protest(protest.code).checked_at is not None


class TestTheGroupsLink:
    def test_what_is_sent_by_it_is_on_the_map_at_once_and_moderators_are_told(self, link, send, client, bo, may_31):
        response = send(f"{link}may-31/", title="By the group", email="carla@example.org", local_start="10:00")
        assert response.url == link
        protest = Protest.objects.get(title="By the group")
        assert (protest.group.name, protest.visibility, protest.checked_at) == ("Suva stands", "public", None)
        assert protest.code in client.get("/sarchk/may-31/").content.decode()
        assert "By the group" in client.get(link).content.decode()
        assert ("protest.accepted", "By the group") in [(one.verb, one.title) for one in watch.news(bo)]
        assert Submission.objects.get(protest=protest).decision == "approved"
        assert "carla@example.org" not in client.get(link).content.decode()

    def test_sent_twice_it_is_one(self, link, send, client):
        key = key_of(client.get(f"{link}may-31/"))
        for _again in range(2):
            assert send(f"{link}may-31/", title="By the group", local_start="10:00", _key=key).url == link
        assert Protest.objects.filter(title="By the group").count() == 1

    def test_an_edit_is_live_at_once_and_loses_the_mark(self, link, client, bo):
        """S10: of a trusted group, what changes is told and not asked."""
        protest = Protest.objects.get()
        assert is_checked(protest)
        path = f"{link}p/{protest.code}/"
        page = client.get(path)
        response = client.post(path, _typed(page) | {"title": "Another title", "version": page.context["version"]})
        assert response.status_code == 303, response.context["form"].errors
        assert public.find_protest(protest.code).title == "Another title"
        assert not is_checked(protest)
        assert ("protest.revised", "Another title") in [(one.verb, one.title) for one in watch.news(bo)]
        assert not Submission.objects.filter(is_change=True).exists()

    def test_two_edit_at_once_and_the_second_is_told(self, link, client):
        protest = Protest.objects.get()
        path = f"{link}p/{protest.code}/"
        response = client.post(path, {**_typed(client.get(path)), "title": "Mine", "version": "an old one"})
        assert response.status_code == 409
        assert 'value="Mine"' in response.content.decode()
        assert Protest.objects.get().title == "March for the 47"

    def test_a_group_of_the_same_name_is_not_trusted_for_its_name(self, link, submit, raw):
        """DECISIONS "Trust marks": it proves itself only by its own link."""
        sent = submit(raw, title="A stranger's", group_name="Suva stands", email="carla@example.org")
        submissions.confirm(token=sent.manage_token)
        assert Submission.objects.get(pk=sent.id).decision == "waiting"

    def test_the_organisers_own_link_still_asks_a_moderator(self, link, raw):
        protest = Protest.objects.get()
        draft = draft_rule.read(raw | {"title": "By Amina"}, Reading(), now=clock.now())
        entry, version = Submission.objects.get(), _version(protest)
        edits.edit(token=own.token_of(protest.contact), entry=entry.pk, draft=draft, made_from=version, language="en")
        assert Protest.objects.get().title == "March for the 47"
        assert Submission.objects.get(is_change=True).decision == "waiting"

    def test_it_lives_while_the_group_is_trusted(self, link, cora, client, send):
        group = LocalGroup.objects.get()
        groups.distrust(group_id=group.pk, by=cora)
        for path in (link, f"{link}may-31/", f"{link}p/{Protest.objects.get().code}/"):
            assert client.get(path).status_code == 404
        groups.trust(group_id=group.pk, by=cora)
        assert client.get(link).status_code == 404  # another link from now on
        assert Protest.objects.count() == 1

    def test_a_new_link_kills_the_old_one(self, link, cora, client):
        groups.renew(group_id=LocalGroup.objects.get().pk, by=cora)
        assert client.get(link).status_code == 404
        assert client.get(link.replace("/g/", "/g/x")).status_code == 404

    def test_another_groups_protest_is_not_theirs(self, link, publish, client):
        other = publish(title="Other", group_name="Apia stands", email="apia@example.org")
        assert client.get(f"{link}p/{other.code}/").status_code == 404


class TestCoordinatorsTrust:
    def test_cora_gives_and_takes_it(self, publish, cora_signed_in, client):
        group = publish().group
        assert cora_signed_in.post(GROUPS, {"group": group.pk, "action": "trust"}).status_code == 302
        assert cora_signed_in.get(GROUPS).context["groups"][0].url == ""
        proposals.agree(proposal_id=Proposal.objects.get().pk, by=None)
        page = cora_signed_in.get(GROUPS)
        (shown,) = page.context["groups"]
        path = "/" + shown.url.split("/", 3)[3]
        assert client.get(path).status_code == 200
        cora_signed_in.post(GROUPS, {"group": group.pk, "action": "distrust"})
        assert client.get(path).status_code == 404
        verbs = AuditEvent.objects.filter(kind="localgroup").order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["group.trusted", "group.distrusted"]

    @pytest.mark.parametrize("typed", ["", "x", "9" * 20, "٣", "0"])
    def test_a_group_that_does_not_exist_is_not_there(self, cora_signed_in, sarchk, typed):
        assert cora_signed_in.post(GROUPS, {"group": typed, "action": "trust"}).status_code == 404


class TestTheMark:
    """ "Checked by moderators" is drawn by a hash of what was checked (DECISIONS "Trust marks")."""

    def test_it_is_on_page_list_and_in_geojson(self, publish, client):
        protest = publish()
        assert "Checked by moderators on" in client.get(f"/p/{protest.code}/").content.decode()
        assert "Checked<" in client.get("/sarchk/may-31/").content.decode()
        (feature,) = client.get("/sarchk/may-31/protests.geojson").json()["features"]
        assert feature["properties"]["checked"] is True

    @pytest.mark.parametrize(
        "column",
        [
            {"title": "Another"}, {"description": "Another"}, {"link": "https://other.example/"}, {"venue": "Another"},
            {"local_start": "19:00"}, {"address": "Another"},
        ],
    )  # fmt: skip
    def test_it_goes_with_whatever_changes_of_that(self, publish, column):
        protest = publish()
        Protest.objects.filter(pk=protest.pk).update(**column)
        assert not is_checked(protest)

    def test_it_stays_when_something_else_changes(self, publish):
        protest = publish()
        changes.cancel(code=protest.code)
        Protest.objects.filter(pk=protest.pk).update(bring="Water", accessibility=["quiet"])
        assert is_checked(protest)

    def test_it_comes_back_with_a_moderator(self, publish, propose, bo):
        protest = publish()
        Protest.objects.filter(pk=protest.pk).update(title="By somebody")
        change = propose(Protest.objects.get(), title="Looked at")
        submissions.approve(submission_id=change.pk, by=bo)
        assert is_checked(protest)

    def test_it_outlives_the_exact_place_that_was_never_shown(self, publish, time_machine):
        """What a moderator saw is gone by a promise, not by a change."""
        protest = publish(precision="city")
        time_machine.move_to(protest.over_at + retention.PLACE + timedelta(hours=1), tick=False)
        assert purge()["places"]
        assert is_checked(protest)

    def test_no_trick_of_signs_gives_one_text_the_mark_of_another(self, publish):
        """Backslashes and empty fields are no separators."""
        protest = publish(title="Back\\slash", description="")
        assert is_checked(protest)
        Protest.objects.filter(pk=protest.pk).update(title="Back\\", description="slash")
        assert not is_checked(protest)


def _typed(page):
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name not in ("point", "accessibility")}
    return typed | {"point_0": "-18.1416", "point_1": "178.4415"}


def _version(protest):
    return versions.version(protest, SHARED)
