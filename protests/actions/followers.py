"""Following: a visitor is told by mail what changes, without an account; asked twice before, stopped with one click."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone as clock

from protests import emails
from protests.models import Follower, Protest, ProtestDay
from protests.rules import sealing, tokens
from protests.rules.visibility import PUBLIC

# Long after it ended there, a day has ended everywhere on earth.
EVERYWHERE = timedelta(days=1)


@transaction.atomic
def ask(
    *,
    email: str,
    language: str,
    campaign: str,
    day: str,
    code: str = "",
    place: int | None = None,
    within_km: int | None = None,
) -> None:
    """Have an address asked whether it wants to be told: of a protest, of what is within some kilometres of a place of
    the gazetteer, or of a whole day. What is known of the address is looked up later, so no answer and no delay gives
    it away (B26); until then it waits sealed."""
    sealed = sealing.seal(settings.CONTACT_KEY, email).decode()
    emails.look_up_follower(
        sealed_email=sealed, language=language, campaign=campaign, day=day, code=code, place=place, within_km=within_km
    )


@transaction.atomic
def take(
    *, sealed_email: str, language: str, campaign: str, day: str, code: str, place: int | None, within_km: int | None
) -> None:
    """Keep the wish and mail its link. Whoever wishes twice follows once, as wished first, and gets the link again: a
    stranger who knows the address changes nothing."""
    about = _about(campaign, day, code)
    if about is None:
        return
    email = sealing.unseal(settings.CONTACT_KEY, sealed_email.encode())
    follower, _is_new = Follower.objects.get_or_create(
        **about | {"place_id": place},
        email_index=sealing.blind_index(settings.CONTACT_KEY, email),
        defaults={
            "within_km": within_km,
            "language": language,
            "handle": tokens.new_handle(),
            "sealed_email": sealed_email.encode(),
        },
    )
    emails.follow(follower)


@transaction.atomic
def confirm(*, token: str) -> None:
    """The address is theirs, and they want to be told; saying it twice is the same as once."""
    _of_token(token).filter(confirmed_at=None).update(confirmed_at=clock.now())


@transaction.atomic
def stop(*, token: str) -> None:
    """Forget the wish and the address, with every mail that waits for it; nothing happens a second time."""
    _of_token(token).delete()


def _about(campaign: str, day: str, code: str) -> dict[str, Any] | None:
    """The day, and the protest if it is about one; None if that is not public any more."""
    if code:
        protest = Protest.objects.filter(PUBLIC, code=code).first()
        return {"day_id": protest.day_id, "protest": protest} if protest else None
    found = ProtestDay.objects.filter(campaign__slug=campaign, slug=day).first()
    return {"day_id": found.pk, "protest": None} if found else None


def _of_token(token: str) -> QuerySet[Follower]:
    """The one wish that a link is of, or none."""
    found = Follower.objects.filter(handle=tokens.handle_of(token))
    key = settings.CONTACT_KEY
    is_genuine = [tokens.is_genuine(token, key, "follow", one.handle, one.generation) for one in found]
    return found if all(is_genuine) else found.none()
