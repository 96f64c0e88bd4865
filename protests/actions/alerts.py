"""Coordinators are told when something waits too long, or where nobody is a moderator (M3): at most once a day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone as clock

from protests import emails
from protests.actions.log import record
from protests.enums import Decision, Role
from protests.models import Alert, Campaign, Person, Submission
from protests.rules import permissions

TOO_LONG = timedelta(hours=24)
APART = timedelta(days=1)


@transaction.atomic
def alert_due() -> int:
    """How many campaigns' coordinators were told; two workers at once tell nobody twice."""
    now = clock.now()
    waiting = Submission.objects.filter(decision=Decision.WAITING)
    campaigns = Campaign.objects.filter(pk__in=waiting.values("day__campaign")).select_for_update(no_key=True)
    due = [one for one in campaigns.order_by("pk") if _was_quiet(one, now) and needs_care(one, now)]
    for campaign in due:
        Alert.objects.update_or_create(campaign=campaign, defaults={"at": now})
        for person in Person.objects.filter(memberships__campaign=campaign, memberships__role=Role.COORDINATOR):
            emails.alert(person, campaign)
        record("campaign.alerted", campaign, by=None)
    return len(due)


def needs_care(campaign: Campaign, now: datetime) -> bool:
    """Whether something waits too long, or in a country without a moderator."""
    return bool(late(campaign, now) or uncovered(campaign))


def late(campaign: Campaign, now: datetime) -> int:
    """How many wait for longer than a day."""
    waiting = Submission.objects.filter(day__campaign=campaign, decision=Decision.WAITING)
    return waiting.filter(created_at__lt=now - TOO_LONG).count()


def uncovered(campaign: Campaign) -> list[str]:
    """The countries in which something waits and nobody is a moderator."""
    waiting = Submission.objects.filter(day__campaign=campaign, decision=Decision.WAITING).exclude(country="")
    return permissions.uncovered(campaign.team.all(), set(waiting.values_list("country", flat=True)))


def _was_quiet(campaign: Campaign, now: datetime) -> bool:
    return not Alert.objects.filter(campaign=campaign, at__gt=now - APART).exists()
