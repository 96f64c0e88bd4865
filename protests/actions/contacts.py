"""Who runs an entry: made with it, given to another address that says yes, or forgotten at once."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from protests import emails
from protests.actions import own
from protests.actions.log import record
from protests.enums import Decision
from protests.models import Contact, Protest, Submission
from protests.rules import sealing, tokens
from protests.rules.contact import ContactDraft
from protests.rules.faults import Refused


def make(contact: ContactDraft, language: str) -> Contact:
    """What is sent in one go has a contact of its own: its links never open anything else."""
    values: dict[str, object] = {"handle": tokens.new_typed_handle(), "language": language, "has_receipt": True}
    if contact.phone:
        values["sealed_phone"] = sealing.seal(settings.CONTACT_KEY, contact.phone)
    if not contact.wants_receipt:
        values |= {
            "handle": tokens.new_handle(),
            "has_receipt": False,
            "sealed_email": sealing.seal(settings.CONTACT_KEY, contact.email),
            "email_index": sealing.blind_index(settings.CONTACT_KEY, contact.email),
        }
    return Contact.objects.create(**values)


@transaction.atomic
def offer(*, token: str, email: str, language: str) -> None:
    """Ask another address to take over all entries; the last one that was asked counts. It gets no mail beyond the cap,
    and the asker is told the same. Raises Refused for the address that has them already."""
    contact, index = own.contact_of(token), sealing.blind_index(settings.CONTACT_KEY, email)
    entry = own.entry_of(contact) if contact else None
    if contact is None or entry is None:
        return
    if contact.email_index and bytes(contact.email_index) == index:
        raise Refused("email.same", _("This is the address that has the entry already. Enter another one."))
    asked = Contact.objects.filter(succeeds=contact)
    if any(bytes(one.email_index or b"") == index and not own.has_lapsed(one) for one in asked):
        return
    asked.delete()
    heir = Contact.objects.create(
        sealed_email=sealing.seal(settings.CONTACT_KEY, email),
        email_index=index,
        language=language,
        handle=tokens.new_handle(),
        succeeds=contact,
    )
    record("contact.offered", contact, by=None)
    emails.handover(heir, entry)


@transaction.atomic
def take_back_offer(*, token: str) -> None:
    """The link of the address that was asked opens nothing any more."""
    contact = own.contact_of(token)
    if contact and Contact.objects.filter(succeeds=contact).delete()[0]:
        record("contact.offer_taken_back", contact, by=None)


@transaction.atomic
def take_over(*, token: str) -> bool:
    """The address that was asked says yes: everything is theirs, and the link of the one before is dead. Saying it
    twice is the same. False for a dead link."""
    asked_by = Contact.objects.filter(heir__handle=tokens.handle_of(token) or None)
    before = asked_by.select_for_update(of=("self",), no_key=True).first()  # first, as in all that the other one does
    heir = own.contact_of(token)
    if heir is None or before is None or heir.succeeds_id != before.pk:
        return heir is not None
    entry = own.entry_of(before)
    Submission.objects.filter(contact=before).update(contact=heir)
    for protest in Protest.objects.select_for_update(of=("self",)).filter(contact=before):
        record("protest.handed_over", protest, by=None)
    Protest.objects.filter(contact=before).update(contact=heir)
    before.generation += 1
    before.save(update_fields=["generation"])
    heir.succeeds, heir.confirmed_at = None, clock.now()
    heir.save(update_fields=["succeeds", "confirmed_at"])
    record("contact.taken_over", heir, by=None)
    emails.handed_over(before, entry)
    return True


@transaction.atomic
def forget(*, token: str) -> bool:
    """Delete the address and the link now. What nobody confirmed goes with them, what waits is taken back, and what is
    public stays. False for a dead link."""
    contact = own.contact_of(token)
    if contact is None:
        return False
    for submission in contact.submissions.select_for_update(of=("self",)).filter(decided_at=None):
        if submission.decision == Decision.UNCONFIRMED:
            submission.delete()
        else:
            submission.decision, submission.decided_at = Decision.WITHDRAWN, clock.now()
            submission.save(update_fields=["decision", "decided_at"])
            record("submission.withdrawn", submission, by=None)
    record("contact.forgotten", contact, by=None)
    contact.delete()
    return True
