"""What a campaign says of its days: for everybody what was published, for its coordinators also the draft."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from protests.enums import FileForm, Handout
from protests.models import Material, MaterialFile, RoundUp, Update
from protests.public import PublicDay
from protests.rules import roundup


@dataclass(frozen=True)
class PublicRoundUp:
    """What became of a day, as Markdown in one language. The figures are those of `as_of`."""

    language: str
    text: str
    as_of: datetime
    published_at: datetime
    revised_at: datetime | None

    @property
    def title(self) -> str:
        return roundup.heading(self.text)

    @property
    def body(self) -> str:
        return self.text.partition("\n")[2].strip()


@dataclass(frozen=True)
class PublicUpdate:
    """A dated note of a campaign, as Markdown; `day` is the slug of the day it is about, `day_title` its name."""

    id: int
    language: str
    title: str
    text: str
    at: datetime
    day: str
    day_title: str


@dataclass(frozen=True)
class PublicFile:
    """A file that lies here; `size` is in bytes."""

    form: str
    name: str
    size: int

    @property
    def what(self) -> str:
        return str(FileForm(self.form).label)


@dataclass(frozen=True)
class PublicMaterial:
    """What a campaign hands out: it lies at `url`, elsewhere if it has no file."""

    id: int
    kind: str
    language: str
    title: str
    url: str
    version: str
    licence: str
    at: datetime
    file: PublicFile | None

    @property
    def what(self) -> str:
        return str(Handout(self.kind).label)


@dataclass(frozen=True)
class KeptRoundUp:
    """A text of a coordinator, published or not; `saved_at` names it."""

    text: str
    as_of: datetime
    saved_at: datetime


def round_up(day: PublicDay, language: str) -> PublicRoundUp | None:
    """In this language, else in the one in which it was published first; None if there is none."""
    return _round_ups(language, day__campaign__slug=day.campaign.slug, day__slug=day.slug).get(day.slug)


def round_ups(campaign: str, language: str) -> dict[str, PublicRoundUp]:
    """Those of a campaign by the slug of the day, each as `round_up` has it. One query."""
    return _round_ups(language, day__campaign__slug=campaign)


def _round_ups(language: str, **of: str) -> dict[str, PublicRoundUp]:
    shown = RoundUp.objects.filter(**of).exclude(published_at=None).select_related("day")
    found = sorted(shown, key=lambda one: (one.language != language, one.published_at), reverse=True)
    return {one.day.slug: _public(one) for one in found}  # the last of a day is the one that is wanted


def kept_round_up(day: PublicDay, language: str) -> KeptRoundUp | None:
    """What is kept in this language, for the coordinators of the day."""
    kept = RoundUp.objects.filter(day__campaign__slug=day.campaign.slug, day__slug=day.slug, language=language).first()
    return KeptRoundUp(kept.text, kept.as_of, kept.saved_at) if kept else None


def updates(campaign: str, *, day: str = "", most: int = 50) -> list[PublicUpdate]:
    """The notes of a campaign, or those about one of its days, the latest first. One query."""
    found = Update.objects.filter(campaign__slug=campaign).select_related("day").order_by("-at", "-pk")
    return [_update(one) for one in (found.filter(day__slug=day) if day else found)[:most]]


def materials(campaign: str) -> list[PublicMaterial]:
    """By kind and title. One query."""
    return [_material(campaign, one) for one in _materials(campaign).order_by("kind", "title", "language", "pk")]


def material(campaign: str, number: int) -> PublicMaterial | None:
    """What is handed out from here under this number; None for what lies elsewhere. One query."""
    found = _materials(campaign).filter(pk=number).exclude(file=None).first()
    return _material(campaign, found) if found else None


def content(of: PublicMaterial) -> bytes | None:
    """The bytes of its file, None if it was taken out meanwhile."""
    found = MaterialFile.objects.filter(material=of.id).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def _materials(campaign: str) -> QuerySet[Material]:
    """With what is told of their files, and without the bytes."""
    return Material.objects.filter(campaign__slug=campaign).select_related("file").defer("file__content")


def _material(campaign: str, record: Material) -> PublicMaterial:
    kept = getattr(record, "file", None)
    file = PublicFile(form=kept.form, name=kept.name, size=kept.size) if kept else None
    url = reverse("material", args=[campaign, record.pk, file.name]) if file else record.url
    names = PublicMaterial.__dataclass_fields__.keys() - {"url", "file"}
    return PublicMaterial(url=url, file=file, **{name: getattr(record, name) for name in names})


def _update(record: Update) -> PublicUpdate:
    day = record.day
    names = PublicUpdate.__dataclass_fields__.keys() - {"day", "day_title"}
    values = {name: getattr(record, name) for name in names}
    return PublicUpdate(day=day.slug if day else "", day_title=day.title if day else "", **values)


def _public(record: RoundUp) -> PublicRoundUp:
    return PublicRoundUp(**{name: getattr(record, name) for name in PublicRoundUp.__dataclass_fields__})
