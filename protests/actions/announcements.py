"""A coordinator writes a note, takes one back, offers material, takes it out."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone as clock

from protests.actions import led
from protests.actions.log import changed, record, renewed
from protests.models import Campaign, Material, Person, ProtestDay, Update
from protests.rules.announcing import Note, Offer


@transaction.atomic
def write(*, campaign: str, note: Note, language: str, by: Person) -> Update:
    """Publish a note, in the language in which it is written; the same again is the same note. Raises
    PermissionDenied, Campaign.DoesNotExist, ProtestDay.DoesNotExist."""
    target = led.campaign_of(campaign, by)
    day = ProtestDay.objects.get(campaign=target, slug=note.day) if note.day else None
    said = {"language": language, "day": day, "title": note.title, "text": note.text}
    made, is_new = Update.objects.get_or_create(campaign=target, **said, defaults={"at": clock.now()})
    if is_new:
        record("update.written", target, by=by)
        _renew(target, day)
    return made


@transaction.atomic
def take_back(*, campaign: str, update_id: int, by: Person) -> None:
    """A note is gone; one that is gone already stays so. Raises as write does."""
    target = led.campaign_of(campaign, by)
    for found in Update.objects.select_related("day").filter(campaign=target, pk=update_id):
        found.delete()
        record("update.taken_back", target, by=by)
        _renew(target, found.day)


@transaction.atomic
def offer(*, campaign: str, offered: Offer, by: Person) -> Material:
    """Put something among the materials; the same address again is a new version of it. Raises as write does."""
    target = led.campaign_of(campaign, by)
    said = asdict(offered) | {"at": clock.now()}
    made, _is_new = Material.objects.update_or_create(campaign=target, url=said.pop("url"), defaults=said)
    record("material.offered", target, by=by)
    _renew(target, None)
    return made


@transaction.atomic
def take_out(*, campaign: str, material_id: int, by: Person) -> None:
    target = led.campaign_of(campaign, by)
    if Material.objects.filter(campaign=target, pk=material_id).delete()[0]:
        record("material.taken_out", target, by=by)
        _renew(target, None)


def _renew(campaign: Campaign, day: ProtestDay | None) -> None:
    if day:
        changed(day)
    else:
        renewed(campaign)
