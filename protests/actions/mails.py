"""Sending what waits in the outbox: the text is made at that moment, from what is true then."""

from collections.abc import Callable
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone as clock
from django.utils import translation

from protests import emails
from protests.actions import occasions, press
from protests.actions.log import record
from protests.actions.occasions import Occasion
from protests.models import OutboxMail, Person
from protests.rules import sealing
from protests.rules.delivery import Letter, wait
from protests.rules.retention import PATIENCE

# In one go; the rest is due a minute later.
AT_A_TIME = 1000

# Makes the letter of an occasion; None where there is nothing to tell any more.
Writer = Callable[[Occasion], Letter | None]


class NotSent(Exception):
    """The mail server did not take it. Says what was wrong and not for whom: this stands in the log."""


def due() -> list[int]:
    """The mails to be sent now, the longest waiting first; what nobody took for two days stays, unsent."""
    return list(OutboxMail.objects.due(clock.now()).values_list("pk", flat=True)[:AT_A_TIME])


def send(*, mail_id: int, write: Writer) -> None:
    """Send one mail if it is due. Raises NotSent; the next try comes by itself, under the same Message-ID.

    No transaction is open while the mail server takes its time. A worker that dies after the server took the mail
    sends it once more, never a third time of its own. A mail that has nothing to tell any more is forgotten.
    """
    mail = _take(mail_id)
    if mail is None:
        return
    with translation.override(mail.language):
        occasion = occasions.of(mail)
        letter = write(occasion) if occasion else None
    if occasion is None or letter is None:
        OutboxMail.objects.filter(pk=mail_id).delete()
        return
    try:
        _message(mail, letter, occasion.stop_url).send()
    except OSError as error:  # of which SMTPException is one; its text names the address
        if _is_final(error):
            _give_up(mail)
        raise NotSent(f"Mail {mail.pk}, try {mail.attempts}: {type(error).__name__}") from None
    OutboxMail.objects.filter(pk=mail.pk).update(sent_at=clock.now())


@transaction.atomic
def try_again(*, mail_id: int, by: Person) -> None:
    """A coordinator has a mail that nobody took tried anew, as if it were written now; nothing if it went meanwhile."""
    found = OutboxMail.objects.select_for_update().filter(pk=mail_id, sent_at=None)
    for mail in found:
        now = clock.now()
        found.update(created_at=now, not_before=now, attempts=0)
        record("mail.tried_again", mail, by=by)
        emails.send_soon(mail)


@transaction.atomic
def _take(mail_id: int) -> OutboxMail | None:
    """The mail, ours until the time of its next try; None if it is sent, not due, or another worker's."""
    waiting = OutboxMail.objects.due(clock.now()).filter(pk=mail_id)
    mail = (
        waiting.select_for_update(of=("self",), skip_locked=True)
        .select_related("contact", "submission__day__campaign", "submission__protest", "protest__day__campaign")
        .select_related("protest__merged_into")
        .select_related("follower__day__campaign", "follower__protest", "follower__place")
        .select_related("person", "campaign", "notice__day__campaign", "press__day__campaign")
        .first()
    )
    if mail:
        mail.not_before = clock.now() + wait(mail.attempts)
        mail.attempts += 1
        mail.save(update_fields=["not_before", "attempts"])
    return mail


def _is_final(error: OSError) -> bool:
    """A server that says 5xx of the address or of the text says so again: no 48 hours of trying (RFC 5321, 4.2.1).

    What it says of us, of a password or of the sender, is for the host to mend, and the mail waits for that.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _give_up(mail: OutboxMail) -> None:
    """The next try would come after its time: that is what a dead mail is (querysets.OutboxQuerySet.dead)."""
    OutboxMail.objects.filter(pk=mail.pk).update(not_before=F("created_at") + 2 * PATIENCE)


def _message(mail: OutboxMail, letter: Letter, stop_url: str) -> EmailMultiAlternatives:
    identity = {"Message-ID": f"<mail-{mail.pk}@{settings.UID_DOMAIN}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[_address(mail)],
        reply_to=[press.opened(mail.press).email] if mail.press else None,
        headers=identity | _unsubscribe(stop_url),
    )
    message.attach_alternative(letter.html, "text/html")
    for file in letter.attachments:
        message.attach(file.name, file.content, file.media_type)
    return message


def _address(mail: OutboxMail) -> str:
    """Somebody of the team has an account; the addresses of all others are sealed."""
    if mail.person:
        return mail.person.email
    to = mail.contact or mail.follower
    return sealing.unseal(settings.CONTACT_KEY, (to and to.sealed_email) or b"")


def _unsubscribe(stop_url: str) -> dict[str, str]:
    """RFC 2369 and 8058: mail programs show a button that stops it. What an organiser gets can't be stopped so."""
    if not stop_url:
        return {}
    return {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
