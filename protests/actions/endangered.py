"""A country comes onto a campaign's list of those where people are in danger (rules/risk.py)."""

from collections.abc import Collection
from typing import Any

from protests.actions import changes
from protests.models import Campaign, Person, Protest, Submission
from protests.models.submissions import UNDECIDED
from protests.rules import risk


def protect(campaign: Campaign, countries: Collection[str], *, by: Person) -> None:
    """Whatever is listed or waits there shows the city alone from now on, and no name."""
    theirs = {"day__campaign": campaign, "country__in": countries}
    for submission in Submission.objects.select_for_update().filter(**theirs, decision__in=UNDECIDED):
        for name, value in _safe(submission).items():
            setattr(submission, name, value)
        submission.save(update_fields=list(risk.SAFE))
    for protest in Protest.objects.select_for_update(of=("self",)).filter(**theirs).select_related("day"):
        if _exceeds(protest):
            changes.coarsen(protest, _safe(protest), by=by)


def _exceeds(one: Protest | Submission) -> bool:
    announced = one.reveal_at is not None
    return risk.exceeds(one.precision, is_announced_later=announced, group_name=one.group_name)


def _safe(one: Protest | Submission) -> dict[str, Any]:
    """What shows less already stays so."""
    keeps = not risk.exceeds(one.precision, is_announced_later=False, group_name="")
    return risk.SAFE | ({"precision": one.precision} if keeps else {})
