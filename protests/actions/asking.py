"""A question to the organiser, and the answer: through us, so that neither learns an address or a name."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone as clock

from protests import emails
from protests.actions import deciding, own
from protests.actions.log import record
from protests.enums import Decision
from protests.models import Message, Person, Submission
from protests.rules.asking import Asked
from protests.rules.transitions import NotNow

# What tells moderators that a question of theirs was answered.
ANSWERED = "answered"


@transaction.atomic
def ask(*, submission_id: UUID, by: Person, asked: Asked, seen: str | None = None) -> Submission:
    """A moderator asks before deciding. Raises as submissions.approve does."""
    submission = deciding.for_moderator(submission_id, by)
    if seen is not None:
        deciding.check_seen(submission, seen)
    submission.flags = [flag for flag in submission.flags if flag != ANSWERED]
    deciding.decide(submission, Decision.ASKED)
    Message.objects.create(
        submission=submission, at=clock.now(), by=by, question=asked.question, text=asked.text, is_answer=False
    )
    record("submission.asked", submission, by=by, reason=asked.question)
    emails.asked(submission)
    return submission


@transaction.atomic
def answer(*, token: str, entry: UUID, text: str) -> None:
    """The organiser answers, and the entry, or the change to it, waits again. The same words twice are one answer.
    Raises NotNow where nothing is asked (any more)."""
    contact = own.contact_of(token)
    submission = own.entry_of(contact, entry) if contact else None
    if submission is None:
        return
    asked = own.change_to(submission) or submission
    last = asked.messages.order_by("at", "pk").last()
    if last and last.is_answer and last.text == text:
        return
    if asked.decision != Decision.ASKED:
        raise NotNow(asked.decision)
    Message.objects.create(submission=asked, at=clock.now(), text=text, is_answer=True)
    asked.flags = [*asked.flags, ANSWERED]
    deciding.decide(asked, Decision.WAITING)
    record("submission.answered", asked, by=None)
