"""Bo stops a harm: hides a protest, shows it again, and has a new link mailed to Amina without seeing her address."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from protests import opened, private, public
from protests.actions import campaigns, contacts, links, protests, submissions
from protests.enums import Role
from protests.models import AuditEvent, Contact, OutboxMail, Protest, ProtestDay, Submission
from protests.rules import tokens
from protests.rules.reasons import Hiding
from tests.conftest import PASSWORD


@pytest.fixture
def dana(sarchk):
    """Moderates Germany alone."""
    return campaigns.join_team(
        campaign=sarchk, email="d@example.org", role=Role.MODERATOR, password=PASSWORD, countries=["DE"]
    )


def _log(of):
    return list(AuditEvent.objects.filter(object_id=of).order_by("id").values_list("verb", "actor", "reason"))


class TestHiding:
    def test_takes_it_off_the_site_at_once_and_counts(self, publish, bo):
        protest, version = publish(), ProtestDay.objects.get().version
        protests.hide(code=protest.code, reason=Hiding.HIJACKED, by=bo)
        assert public.find_protest(protest.code) is None
        assert public.protests() == []
        assert Protest.objects.get().sequence == protest.sequence + 1
        assert ProtestDay.objects.get().version == version + 1
        assert _log(protest.code)[-1] == ("protest.hidden", bo.pk, "hijacked")

    def test_can_be_taken_back(self, publish, bo):
        protest = publish()
        before = public.find_protest(protest.code)
        protests.hide(code=protest.code, reason=Hiding.HIJACKED, by=bo)
        protests.restore(code=protest.code, by=bo)
        shown = public.find_protest(protest.code)
        assert (shown.title, shown.status, shown.point) == (before.title, before.status, before.point)
        assert shown.sequence > before.sequence
        assert _log(protest.code)[-1] == ("protest.restored", bo.pk, "")

    @pytest.mark.parametrize("times", [1, 2])
    def test_twice_is_once(self, publish, bo, times):
        protest = publish()
        protests.restore(code=protest.code, by=bo)
        for _ in range(times):
            protests.hide(code=protest.code, reason=Hiding.INVENTED, by=bo)
        assert [verb for verb, *_ in _log(protest.code)] == ["protest.accepted", "protest.hidden"]

    def test_only_for_a_reason_of_the_list(self, publish, bo):
        protest = publish()
        with pytest.raises(ValueError, match="because"):
            protests.hide(code=protest.code, reason="because", by=bo)
        assert public.find_protest(protest.code)

    def test_not_by_somebody_of_another_country(self, publish, bo, dana):
        protest = publish()
        with pytest.raises(PermissionDenied):
            protests.hide(code=protest.code, reason=Hiding.INVENTED, by=dana)
        protests.hide(code=protest.code, reason=Hiding.INVENTED, by=bo)
        with pytest.raises(PermissionDenied):
            protests.restore(code=protest.code, by=dana)
        assert public.find_protest(protest.code) is None


class TestANewLink:
    def test_goes_to_the_organiser_and_kills_the_old_one(self, waiting, bo):
        sent = waiting()
        links.reissue(submission_id=sent.id, by=bo)
        assert opened.by_token(sent.manage_token) is None
        assert private.of_status_token(sent.status_token) is None
        assert submissions.withdraw(token=sent.manage_token) is None
        assert Contact.objects.get().generation == 1
        mail = OutboxMail.objects.latest("id")
        assert (mail.template, mail.contact, mail.by_stranger) == ("new_link", Contact.objects.get(), False)
        assert _log(sent.id)[-1] == ("link.reissued", bo.pk, "")

    def test_ends_what_somebody_began_with_the_old_one(self, waiting, bo):
        """Whoever had the link can neither have it handed over nor renewed any more."""
        sent = waiting()
        renewed = links.renew(token=sent.manage_token, key="form")
        contacts.offer(token=renewed, email="eve@example.org", language="en")
        heir = Contact.objects.get(succeeds__isnull=False)
        links.reissue(submission_id=sent.id, by=bo)
        offered = tokens.token(settings.CONTACT_KEY, "manage", heir.handle, heir.generation)
        assert not contacts.take_over(token=offered)
        assert links.renew(token=renewed, key="form") is None
        assert links.renew(token=sent.manage_token, key="form") is None

    def test_cannot_be_mailed_to_who_gave_no_address(self, waiting, bo):
        sent = waiting(email="", receipt=True)
        with pytest.raises(links.NoAddress):
            links.reissue(submission_id=sent.id, by=bo)
        assert opened.by_token(sent.manage_token).entries[0].own.id == sent.id

    def test_nor_to_an_address_that_is_deleted(self, waiting, bo):
        sent = waiting()
        Contact.objects.all().delete()
        with pytest.raises(links.NoAddress):
            links.reissue(submission_id=sent.id, by=bo)

    def test_not_by_somebody_of_another_country(self, waiting, dana):
        sent = waiting()
        with pytest.raises(PermissionDenied):
            links.reissue(submission_id=sent.id, by=dana)
        assert Contact.objects.get().generation == 0
        assert Submission.objects.get().decision == "waiting"
