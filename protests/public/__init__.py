"""The door out: everything that leaves the site for everybody is made here, and only of the fields listed here."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Aggregate, F, Max, Min, Q, QuerySet, Sum
from django.utils import timezone as clock
from django.utils.translation import get_language

from maps import gazetteer
from protests.enums import Kind, Precision
from protests.models import Campaign, Protest, ProtestChange, ProtestDay
from protests.public.records import (
    Counts,
    Edition,
    Merged,
    PublicCampaign,
    PublicChange,
    PublicDay,
    PublicProtest,
    Turns,
)
from protests.querysets import ProtestQuerySet
from protests.rules import calling, running, similarity, tokens, turnout, visibility, window
from protests.rules.draft import Draft

Narrow = Callable[[ProtestQuerySet], ProtestQuerySet]
MOST_SIMILAR = 3
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


# Columns that leave as they are: the first of a row. What belongs to the place goes through `_place` below.
AS_IS = (
    "code uid title kind description bring status going_ahead status_reason is_moved local_date local_start"
    " local_end_date local_end timezone starts_at ends_at over_at country link is_sample source created_at still_on_at"
).split()
# What else of a row is looked at. No records are made of rows: of ten thousand that would take longer than the rest.
LOOKED_AT = (
    "day__campaign__slug day__slug group_name instead__code instead__visibility languages accessibility updated_at"
    " sequence precision accuracy reveal_at is_revealed lon lat venue address locality region checked_at is_checked"
    " figures"
).split()


def campaigns() -> list[PublicCampaign]:
    """All campaigns by name."""
    return [_campaign(campaign) for campaign in Campaign.objects.order_by("name", "pk")]


def find_campaign(slug: str) -> PublicCampaign | None:
    campaign = Campaign.objects.filter(slug=slug).first()
    return _campaign(campaign) if campaign else None


def find_day(campaign: str, day: str) -> PublicDay | None:
    found = ProtestDay.objects.select_related("campaign").filter(campaign__slug=campaign, slug=day).first()
    return _day(found) if found else None


def days(campaign: str | None = None) -> list[PublicDay]:
    """The days of a campaign or of all, the next first."""
    found = ProtestDay.objects.select_related("campaign").order_by("starts_on", "pk")
    return [_day(day) for day in (found.filter(campaign__slug=campaign) if campaign else found)]


def earlier(day: PublicDay) -> list[PublicDay]:
    """The editions before a yearly day, the last one first. One query."""
    found = ProtestDay.objects.select_related("campaign").filter(campaign__slug=day.campaign.slug)
    days = {one.pk: one for one in found}
    before = next((one.follows_id for one in days.values() if one.slug == day.slug), None)
    chain: list[ProtestDay] = []
    while (one := days.pop(before or 0, None)) is not None:
        chain.append(one)
        before = one.follows_id
    return [_day(one) for one in chain]


def find_protest(code: str) -> PublicProtest | Merged | None:
    """The protest of a code; None also for what exists and is not public."""
    if not tokens.is_code(code):
        return None
    found = Protest.objects.filter(code=code.upper())
    row = _rows(found, "visibility", "merged_into__code").first()
    if row and row.merged_into__code:
        return Merged(row.merged_into__code)
    return _protest(row) if row and visibility.is_public(row.visibility) else None


def changes_of(protest: PublicProtest) -> list[PublicChange]:
    """What was changed about a protest since it was accepted, the latest first. One query."""
    return changes_of_all([protest])[protest.code]


def changes_of_all(protests: Iterable[PublicProtest]) -> dict[str, list[PublicChange]]:
    """The same of many, by code. One query."""
    shown = {protest.code: protest for protest in protests}
    told: dict[str, list[PublicChange]] = {code: [] for code in shown}
    found = ProtestChange.objects.filter(protest__code__in=shown).annotate(code=F("protest__code"))
    for record in found.order_by("-at", "-pk"):
        is_revealed = shown[record.code].precision == Precision.EXACT
        told[record.code].append(_change(record, is_revealed and record.was_revealed))
    return told


def protests(narrow: Narrow = lambda found: found, *, now: datetime | None = None) -> list[PublicProtest]:
    """The public protests that `narrow` leaves, by start, as they may be seen at `now`. One query."""
    found = narrow(Protest.objects.at(now or clock.now()).public())
    return [_protest(row) for row in _rows(found.in_order())]


def protests_of(day: PublicDay, narrow: Narrow = lambda found: found, *, now: datetime | None = None):
    """The public protests of one day. One query."""
    return protests(lambda found: narrow(found.of_day(day.campaign.slug, day.slug)), now=now)


def similar(campaign: str, draft: Draft, *, now: datetime | None = None) -> list[PublicProtest]:
    """What is listed in a campaign and looks like a draft, as everybody may see it: at most three."""
    town = gazetteer.nearest_town(draft.point) if draft.point else None
    sought = similarity.sought(draft, town.id if town else None)
    if sought is None:
        return []
    return protests(lambda found: found.of_campaign(campaign).similar_to(sought), now=now)[:MOST_SIMILAR]


def edition() -> Edition:
    """The state of all campaigns together. One query on a small table."""
    whole = Campaign.objects.aggregate(
        version=Sum("version", default=0), changed_at=Max("changed_at", default=BEGINNING)
    )
    return Edition(**whole)


def turns(narrow: Narrow = lambda found: found, *, now: datetime, window: timedelta | None = None) -> Turns:
    """Of these, when places are revealed and, with a window, when protests have been over for so long. One query."""
    delays = {"reveal_at": timedelta(0)} | ({"over_at": window} if window else {})
    bounds: dict[str, Aggregate] = {}
    for column, delay in delays.items():
        bounds[f"last_{column}"] = Max(F(column) + delay, filter=Q(**{f"{column}__lte": now - delay}))
        bounds[f"next_{column}"] = Min(F(column) + delay, filter=Q(**{f"{column}__gt": now - delay}))
    found = narrow(Protest.objects.at(now).public()).aggregate(**bounds)
    last, following = ([found[f"{side}_{column}"] for column in delays] for side in ("last", "next"))
    return Turns(max(filter(None, last), default=None), min(filter(None, following), default=None))


def gathers(protest: PublicProtest) -> bool:
    """Whether it gathers people, as far as is announced."""
    return running.gathers(protest.status, protest.going_ahead)


def sequence(row: Any) -> int:
    """Of its calendar entry: greater after each act that counts, and after the reveal, which no act counts."""
    return 2 * row.sequence + (row.is_revealed and row.reveal_at is not None)


def counts(found: Iterable[PublicProtest]) -> Counts:
    """What gathers people: tentative, confirmed or going ahead. A withheld place counts for its country alone."""
    gathering, online = [], 0
    for one in found:
        if gathers(one) and one.kind == Kind.ONLINE:
            online += 1
        elif gathers(one):
            gathering.append(one)
    return Counts(
        protests=len(gathering),
        cities=len({(one.country, one.region, one.locality) for one in gathering if one.locality}),
        countries=len({one.country for one in gathering if one.country}),
        online=online,
    )


def _campaign(record: Campaign) -> PublicCampaign:
    said, untranslated = _said(record, calling.CAMPAIGN_TEXTS, record.language)
    return PublicCampaign(
        slug=record.slug,
        accent=record.accent,
        language=record.language,
        languages=tuple(record.languages),
        risky_countries=tuple(record.risky_countries),
        version=record.version,
        changed_at=record.changed_at,
        untranslated=untranslated,
        **said,
    )


def _day(record: ProtestDay) -> PublicDay:
    as_is = (
        "slug starts_on ends_on usual_start usual_end usual_kind reveal_hours embargo_until opens_at closes_at"
        " frozen_at banner banner_is_urgent banner_at banner_gone_at is_sample version changed_at"
    ).split()
    said, untranslated = _said(record, calling.DAY_TEXTS, record.campaign.language)
    return PublicDay(
        campaign=_campaign(record.campaign),
        submissions_open=window.is_open(record, clock.now()),
        untranslated=untranslated,
        **said,
        **{name: getattr(record, name) for name in as_is},
    )


def _said(record: Campaign | ProtestDay, names: Iterable[str], own: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Its texts in the language that is active, never blank where there is one in another."""
    texts = {name: getattr(record, name) for name in names}
    return calling.shown(texts, record.translations, own, get_language() or own)


def _rows(found: ProtestQuerySet, *more: str) -> QuerySet:
    return found.shown().values_list(*AS_IS, *LOOKED_AT, *more, named=True)


def _protest(row: Any) -> PublicProtest:
    """Of one of `_rows()`."""
    return PublicProtest(
        campaign=row.day__campaign__slug,
        day=row.day__slug,
        group=row.group_name,
        instead=row.instead__code if row.instead__code and visibility.is_public(row.instead__visibility) else "",
        languages=tuple(row.languages),
        accessibility=tuple(row.accessibility),
        updated_at=row.updated_at,
        checked_at=row.checked_at if row.is_checked else None,
        turnout=turnout.widest(span for said in row.figures if (span := turnout.span(*said))),
        sequence=sequence(row),
        **dict(zip(AS_IS, row, strict=False)),
        **_place(row),
    )


def _change(record: ProtestChange, shows_place: bool) -> PublicChange:
    place = ("venue", "locality")
    values = {field.name: getattr(record, field.name) for field in fields(PublicChange)}
    return PublicChange(**values | ({} if shows_place else dict.fromkeys(place, "")))


def _place(row: Any) -> dict[str, Any]:
    """Where it is, as far as that may be said: the words of a place are withheld with its point."""
    withheld = row.precision == Precision.WITHHELD and not row.is_revealed
    return {
        "point": None if row.lon is None else (row.lon, row.lat),
        "precision": Precision.EXACT.value if row.is_revealed else row.precision,
        "accuracy": row.accuracy,
        "reveal_at": None if row.is_revealed else row.reveal_at,
        "venue": row.venue if row.is_revealed else "",
        "address": row.address if row.is_revealed else "",
        "locality": "" if withheld else row.locality,
        "region": "" if withheld else row.region,
    }
