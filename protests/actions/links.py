"""A lost link comes back by mail, to the address that it belongs to and to nobody else; one in wrong hands is replaced
by the next."""

import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone as clock

from protests import emails
from protests.actions import own
from protests.actions.log import record
from protests.models import Contact, Person, Submission
from protests.rules import permissions, sealing, tokens


@transaction.atomic
def ask(*, email: str) -> None:
    """Have the links of an address mailed to it. Whether it has any is found out later, so no answer and no delay
    gives it away."""
    emails.look_up_links(sealing.blind_index(settings.CONTACT_KEY, email))


class NoAddress(Exception):
    """Nothing can be mailed: it was sent with a receipt code, or the address is deleted already."""


@transaction.atomic
def reissue(*, submission_id: UUID, by: Person) -> None:
    """Have a new link mailed to the organiser; from now on the old one is dead, and so is all that was begun with it:
    an offer to another address, the form of a renewal. The moderator learns no address.

    Raises PermissionDenied, Submission.DoesNotExist, NoAddress.
    """
    submission = Submission.objects.select_related("day").get(pk=submission_id)
    if not permissions.may_moderate(
        by.memberships.all(), submission.day.campaign_id, submission.country, submission.languages
    ):
        raise PermissionDenied
    contact = Contact.objects.select_for_update().filter(submissions=submission, has_receipt=False).first()
    if contact is None:
        raise NoAddress
    Contact.objects.filter(succeeds=contact).delete()
    contact.generation += 1
    contact.renewal_key = None
    contact.save(update_fields=["generation", "renewal_key"])
    record("link.reissued", submission, by=by)
    emails.new_link(contact, submission)


@transaction.atomic
def mail(*, email_index: bytes) -> None:
    """Mail an address its links, in the language of its last submission; nothing to an unknown one."""
    found = Contact.objects.filter(email_index=email_index, invitation=None)
    contact = found.order_by("-created_at").first()
    if contact:
        emails.links(contact)


@transaction.atomic
def renew(*, token: str, key: str) -> str | None:
    """The token of a new link; the old one is dead from here on. `key` names the form that asked: asked twice by one
    form it is done once, or whoever gets no mail would lose the way. None for a dead link."""
    contact = own.contact_of(token)
    if contact is None:
        return _renewed(token, key)
    contact.generation += 1
    contact.renewal_key = _digest(key)
    if contact.has_receipt:
        contact.confirmed_at = None  # the new code was not written down yet
    contact.save(update_fields=["generation", "renewal_key", "confirmed_at"])
    record("contact.link_renewed", contact, by=None)
    emails.renewed(contact, own.entry_of(contact))
    return own.token_of(contact)


@transaction.atomic
def keep_receipt(*, token: str) -> None:
    """The receipt code was written down: it is not shown again."""
    contact = own.contact_of(token)
    if contact and contact.has_receipt and not contact.confirmed_at:
        contact.confirmed_at = clock.now()
        contact.save(update_fields=["confirmed_at"])
        record("contact.receipt_kept", contact, by=None)


def _renewed(token: str, key: str) -> str | None:
    """The present token, for the very form that asked for it with the one before."""
    contact = Contact.objects.filter(handle=tokens.handle_of(token), generation__gt=0).first()
    if contact is None or not hmac.compare_digest(bytes(contact.renewal_key or b""), _digest(key)):
        return None
    before = contact.generation - 1
    was_theirs = tokens.is_genuine(token, settings.CONTACT_KEY, "manage", contact.handle, before)
    return own.token_of(contact) if was_theirs else None


def _digest(key: str) -> bytes:
    return sha256(key.encode()).digest()
