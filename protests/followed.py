"""What the link in a follower's mails opens: what somebody follows. Never an address."""

from dataclasses import dataclass

from django.conf import settings

from protests.models import Follower
from protests.rules import tokens


@dataclass(frozen=True)
class Follow:
    """What somebody follows: a protest (`code`), what is near a place, or a whole day."""

    campaign: str
    day: str
    code: str
    place: str
    within_km: int | None
    is_confirmed: bool


def follow_of(token: str) -> Follow | None:
    """What the link in a follower's mails opens; None once it was stopped or forgotten."""
    found = Follower.objects.select_related("day__campaign", "protest", "place")
    record = found.filter(handle=tokens.handle_of(token)).first()
    if record is None or not _is_of_follower(token, record):
        return None
    return Follow(
        campaign=record.day.campaign.slug,
        day=record.day.slug,
        code=record.protest.code if record.protest else "",
        place=record.place.name if record.place else "",
        within_km=record.within_km,
        is_confirmed=record.confirmed_at is not None,
    )


def was_follow(token: str) -> bool:
    """Whether it was ever one of ours: nothing of it needs to be left."""
    return tokens.is_genuine(token, settings.CONTACT_KEY, "follow", tokens.handle_of(token), 0)


def _is_of_follower(token: str, record: Follower) -> bool:
    return tokens.is_genuine(token, settings.CONTACT_KEY, "follow", record.handle, record.generation)
