"""What a coordinator acts on: their own campaigns, and the days and groups of them.

Acts on one campaign wait for each other by a lock of their own, taken first. No row is held by it: what organisers do
locks the contact, the entry, the protest, and the day and its campaign at the end.
"""

from django.core.exceptions import PermissionDenied
from django.db import connection

from protests.models import Campaign, LocalGroup, Person, ProtestDay
from protests.rules import permissions
from protests.rules.window import Frozen


def campaign_of(slug: str, by: Person) -> Campaign:
    """Raises Campaign.DoesNotExist, PermissionDenied."""
    _wait_for_others(slug)
    campaign = Campaign.objects.get(slug=slug)
    _check(campaign.pk, by)
    return campaign


def day_of(campaign: str, day: str, by: Person, *, may_be_frozen: bool = False) -> ProtestDay:
    """Raises ProtestDay.DoesNotExist, PermissionDenied, Frozen."""
    _wait_for_others(campaign)
    found = ProtestDay.objects.select_related("campaign").get(campaign__slug=campaign, slug=day)
    _check(found.campaign_id, by)
    if found.frozen_at and not may_be_frozen:
        raise Frozen
    return found


def group_of(group_id: int, by: Person) -> LocalGroup:
    """Held until the act is done. Raises LocalGroup.DoesNotExist, PermissionDenied."""
    group = LocalGroup.objects.select_for_update(of=("self",), no_key=True).get(pk=group_id)
    _check(group.campaign_id, by)
    return group


def _check(campaign_id: int, by: Person) -> None:
    if not permissions.coordinates(by.memberships.all(), campaign_id):
        raise PermissionDenied


def _wait_for_others(campaign: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"coordinate {campaign}"])
