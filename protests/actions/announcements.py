"""A coordinator writes a note, takes one back, offers material, takes it out."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from protests.actions import led
from protests.actions.log import changed, record, renewed
from protests.models import Campaign, Material, MaterialFile, Person, ProtestDay, Update
from protests.rules.announcing import LARGEST_TOGETHER, Handed, Note, Offer
from protests.rules.faults import Refused


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
def offer(*, campaign: str, offered: Offer, by: Person, file: Handed | None = None) -> Material:
    """Put something among the materials; the same address again is a new version of it, and so is a file of the same
    kind, title and language. Raises as write does, and Refused when the files of the campaign are too large."""
    target = led.campaign_of(campaign, by)
    said = asdict(offered) | {"at": clock.now()}
    known = ("url", "kind", "title", "language") if file else ("url",)
    same = {name: said.pop(name) for name in known}
    made, _is_new = Material.objects.update_or_create(campaign=target, **same, defaults=said)
    if file:
        _keep(made, file)
    record("material.offered", target, by=by)
    _renew(target, None)
    return made


@transaction.atomic
def take_out(*, campaign: str, material_id: int, by: Person) -> None:
    target = led.campaign_of(campaign, by)
    if Material.objects.filter(campaign=target, pk=material_id).delete()[0]:
        record("material.taken_out", target, by=by)
        _renew(target, None)


def _keep(material: Material, file: Handed) -> None:
    """The file in place of the one before, if there was one."""
    size = len(file.content)
    others = MaterialFile.objects.filter(material__campaign=material.campaign_id).exclude(material=material)
    if (others.aggregate(sum=Sum("size"))["sum"] or 0) + size > LARGEST_TOGETHER:
        raise Refused(
            "file.no_room", _("The files of the campaign would be larger than 100 MB together. Take one out first.")
        )
    MaterialFile(material=material, size=size, **asdict(file)).save()


def _renew(campaign: Campaign, day: ProtestDay | None) -> None:
    if day:
        changed(day)
    else:
        renewed(campaign)
