"""Trusted groups: what a group publishes by its own link needs no moderator before, and tells them afterwards.

Trust, its end and a new link are a coordinator's plain acts; who must agree is asked outside.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock

from protests.actions import admission, changes, gatherings, led, submissions
from protests.actions.log import record
from protests.actions.repeated import Request
from protests.actions.submissions import Submitted
from protests.models import LocalGroup, Person, Protest
from protests.models.base import SHARED
from protests.rules import tokens, versions, visibility
from protests.rules.contact import ContactDraft
from protests.rules.draft import Draft
from protests.rules.transitions import NotNow


@transaction.atomic
def trust(*, group_id: int, by: Person) -> None:
    """From now on it has a link of its own. It takes two: actions/proposals.py. Raises PermissionDenied,
    LocalGroup.DoesNotExist."""
    group = led.group_of(group_id, by)
    if group.trusted_at:
        return
    group.trusted_at = clock.now()
    _renew(group)
    record("group.trusted", group, by=by)


def about(arguments: dict[str, Any]) -> str:
    """Which group a proposal is about; "" for one that is gone."""
    found = LocalGroup.objects.filter(pk=arguments["group_id"]).first()
    return found.name if found else ""


@transaction.atomic
def distrust(*, group_id: int, by: Person) -> None:
    """Its link is dead; what it published stays. Raises as trust does."""
    group = led.group_of(group_id, by)
    if group.trusted_at is None:
        return
    group.trusted_at = None
    group.save(update_fields=["trusted_at"])
    record("group.distrusted", group, by=by)


@transaction.atomic
def renew(*, group_id: int, by: Person) -> None:
    """A new link; the one before is dead. Raises as trust does."""
    group = led.group_of(group_id, by)
    if group.trusted_at:
        _renew(group)
        record("group.link_renewed", group, by=by)


@transaction.atomic
def publish(
    *,
    token: str,
    day: str,
    draft: Draft,
    contact: ContactDraft,
    language: str,
    further: Sequence[Draft] = (),
    request: Request | None = None,
) -> Submitted | None:
    """What the group sends by its link is on the map at once, unchecked. None for a dead link. Raises as
    submissions.submit does."""
    group = of_token(token)
    if group is None:
        return None
    return submissions.submit(
        campaign=group.campaign.slug,
        day=day,
        draft=draft,
        further=further,
        contact=contact,
        language=language,
        request=request,
        trusted=group,
    )


@transaction.atomic
def edit(*, token: str, code: str, draft: Draft, made_from: str) -> Protest | None:
    """The group's protest becomes what the draft says, at once. None for a dead link or another's protest. Raises
    versions.Changed, NotNow, Faulty."""
    protest = _theirs(token, code)
    if protest is None:
        return None
    values = gatherings.columns(draft)
    admission.check_risk(protest.day.campaign, draft)
    if all(getattr(protest, name) == value for name, value in values.items()):
        return protest
    if versions.version(protest, SHARED) != made_from:
        raise versions.Changed
    if protest.over_at <= clock.now():
        raise NotNow(protest.status)
    return changes.revise(code=protest.code, draft=draft, keeps_group=True)


def of_token(token: str) -> LocalGroup | None:
    """The trusted group whose link this is, held until the act is done."""
    handle = tokens.handle_of(token)
    found = LocalGroup.objects.select_for_update(of=("self",), no_key=True).select_related("campaign")
    group = found.filter(handle=handle, trusted_at__isnull=False).first() if handle else None
    if group is None or not tokens.is_genuine(token, settings.CONTACT_KEY, "group", handle, group.generation):
        return None
    return group


def _theirs(token: str, code: str) -> Protest | None:
    group = of_token(token)
    found = Protest.objects.select_for_update(of=("self",)).select_related("day__campaign")
    protest = found.filter(group=group, code=code).first() if group else None
    return protest if protest and visibility.is_public(protest.visibility) else None


def _renew(group: LocalGroup) -> None:
    """A handle for the first link, and the next generation for every later one."""
    group.generation += 1 if group.handle else 0
    group.handle = group.handle or tokens.new_handle()
    group.save(update_fields=["trusted_at", "handle", "generation"])
