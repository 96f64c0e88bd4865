"""Bo asks, Amina answers; neither learns who the other is (M6)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone as clock

from protests import opened, private, tasks
from protests.actions import asking, edits, submissions
from protests.enums import Decision
from protests.models import AuditEvent, Message, OutboxMail, Submission
from protests.rules import draft as draft_rule
from protests.rules.asking import Asked, Question
from protests.rules.faults import Reading
from protests.rules.transitions import NotNow

WHERE = Asked(Question.WHERE, "Which of the two fountains?")


@pytest.fixture
def asked(waiting, bo):
    sent = waiting()
    asking.ask(submission_id=sent.id, by=bo, asked=WHERE)
    return sent


def _decision(sent):
    return Submission.objects.get(pk=sent.id).decision


def _entry(sent):
    return opened.by_token(sent.manage_token).entries[0]


class TestAsk:
    def test_waits_for_the_answer(self, asked):
        assert _decision(asked) == Decision.ASKED
        said = _entry(asked).thread[0]
        assert (said.question, said.text, said.by) == (Question.WHERE.label, WHERE.text, "")

    def test_the_mail_brings_it_in_the_organisers_language_and_no_address_to_reply_to(self, waiting, bo, time_machine):
        sent = waiting()
        Submission.objects.filter(pk=sent.id).first().contact.__class__.objects.update(language="de")
        asking.ask(submission_id=sent.id, by=bo, asked=WHERE)
        time_machine.move_to(clock.now() + timedelta(minutes=3))
        tasks.send_mail(OutboxMail.objects.get(template="asked").pk)
        (letter,) = mail.outbox
        assert letter.reply_to == []
        assert sent.manage_token in letter.body
        assert "> Which of the two fountains?" in letter.body
        assert "bo@example.org" not in str(letter.message())

    def test_without_e_mail_it_stands_on_the_page(self, waiting, bo, client):
        sent = waiting(email="", receipt=True)
        asking.ask(submission_id=sent.id, by=bo, asked=WHERE)
        assert not OutboxMail.objects.exists()
        body = client.get(f"/m/{sent.manage_token}/").content.decode()
        assert "Where exactly do people meet?" in body
        assert "Which of the two fountains?" in body
        assert "bo@example.org" not in body

    def test_a_second_moderator_is_too_late(self, asked, bo):
        with pytest.raises(NotNow):
            asking.ask(submission_id=asked.id, by=bo, asked=WHERE)


class TestAnswer:
    def test_puts_it_back_and_the_thread_stays(self, asked, bo):
        asking.answer(token=asked.manage_token, entry=asked.id, text="The one by the harbour.")
        item = private.for_moderator(bo, asked.id)
        assert (item.decision, "answered" in item.flags) == (Decision.WAITING, True)
        submissions.approve(submission_id=asked.id, by=bo)
        assert [said.is_answer for said in _entry(asked).thread] == [False, True]

    def test_twice_is_once(self, asked):
        for _ in range(2):
            asking.answer(token=asked.manage_token, entry=asked.id, text="The one by the harbour.")
        assert Message.objects.filter(is_answer=True).count() == 1
        assert AuditEvent.objects.filter(verb="submission.answered").count() == 1

    def test_without_a_question_there_is_none(self, waiting):
        sent = waiting()
        with pytest.raises(NotNow):
            asking.answer(token=sent.manage_token, entry=sent.id, text="Hello?")

    def test_an_edit_answers_too(self, asked, raw):
        version = _entry(asked).version
        draft = draft_rule.read(raw | {"venue": "The harbour fountain"}, Reading(), now=clock.now())
        edits.edit(token=asked.manage_token, entry=asked.id, draft=draft, made_from=version, language="en")
        assert _decision(asked) == Decision.WAITING

    def test_of_a_change_too(self, publish, propose, submit, raw, bo):
        sent = submit(raw)
        submissions.confirm(token=sent.manage_token)
        protest = submissions.approve(submission_id=sent.id, by=bo)
        change = propose(protest, title="Another march")
        asking.ask(submission_id=change.pk, by=bo, asked=WHERE)
        asking.answer(token=sent.manage_token, entry=sent.id, text="By the harbour.")
        change.refresh_from_db()
        assert change.decision == Decision.WAITING


class TestThePage:
    def test_a_stranger_with_another_link_cannot_answer(self, asked, waiting, client):
        other = waiting(email="c@example.org")
        act = {"action": "answer", "entry": str(asked.id), "answer": "Not mine"}
        client.post(f"/m/{other.manage_token}/", act, HTTP_SEC_FETCH_SITE="same-origin")
        assert not Message.objects.filter(is_answer=True).exists()

    def test_an_empty_answer_is_told(self, asked, client):
        act = {"action": "answer", "entry": str(asked.id), "answer": " "}
        response = client.post(f"/m/{asked.manage_token}/", act, HTTP_SEC_FETCH_SITE="same-origin")
        assert response.status_code == 422
        assert "Write your answer, or edit the entry." in response.content.decode()

    def test_the_answer_reaches_the_desk(self, asked, client, bo):
        act = {"action": "answer", "entry": str(asked.id), "answer": "By the harbour."}
        client.post(f"/m/{asked.manage_token}/", act, HTTP_SEC_FETCH_SITE="same-origin")
        client.force_login(bo)
        assert "By the harbour." in client.get(f"/moderate/{asked.id}/").content.decode()
