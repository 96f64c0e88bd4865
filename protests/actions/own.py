"""Who comes with a manage link, and what is theirs; locked until the act is done, always in this order: the contact,
its entry, the change to it, the protest."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone as clock

from protests.models import Contact, Protest, Submission
from protests.rules import retention, running, tokens, visibility


def contact_of(token: str) -> Contact | None:
    """The contact that a link belongs to; None for a dead link. Two acts with one link wait for each other."""
    handle = tokens.handle_of(token)
    contact = Contact.objects.select_for_update(no_key=True).filter(handle=handle).first() if handle else None
    if contact is None or has_lapsed(contact):
        return None
    is_theirs = tokens.is_genuine(token, settings.CONTACT_KEY, "manage", contact.handle, contact.generation)
    return contact if is_theirs else None


def has_lapsed(contact: Contact) -> bool:
    """Whether it was asked to take over and let the time pass."""
    return contact.succeeds_id is not None and contact.created_at < clock.now() - retention.OFFER


def entry_of(contact: Contact, entry: UUID | None = None) -> Submission | None:
    """One entry of a contact, or the latest; None for what is not theirs."""
    found = contact.submissions.select_for_update(of=("self",)).filter(is_change=False).order_by("-created_at")
    return (found.filter(pk=entry) if entry else found).first()


def change_to(entry: Submission) -> Submission | None:
    """The change to it that is not decided yet."""
    waiting = Submission.objects.select_for_update(of=("self",)).filter(is_change=True, decided_at=None)
    return waiting.filter(protest=entry.protest_id).first() if entry.protest_id else None


def protest_of(entry: Submission) -> Protest | None:
    """What became of it."""
    standing = Protest.objects.select_for_update(of=("self",)).select_related("day")
    return standing.filter(pk=entry.protest_id).first() if entry.protest_id else None


def acts_on(protest: Protest) -> frozenset[str]:
    """What its organiser may do with it now."""
    is_public, now = visibility.is_public(protest.visibility), clock.now()
    has_begun = protest.starts_at is not None and protest.starts_at <= now
    is_over, is_frozen = protest.over_at <= now, protest.day.frozen_at is not None
    acts = running.acts(protest.status, is_public=is_public, has_begun=has_begun, is_over=is_over or is_frozen)
    return acts - {running.REPORT} if is_frozen else acts


def token_of(contact: Contact) -> str:
    return tokens.token(settings.CONTACT_KEY, "manage", contact.handle, contact.generation)
