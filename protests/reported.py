"""What was reported of protests: for everybody what was accepted, for its organiser what they sent, for moderators what
waits. Figures are never averaged and never stand without what they cover (docs/turnout.md)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone as clock

from protests import public
from protests.enums import Finding, Kind
from protests.models import Person, Protest, TurnoutReport
from protests.models.turnout import OPEN
from protests.private import contact_of, within_reach
from protests.public import Counts, PublicDay, PublicProtest, gathers
from protests.rules import turnout
from protests.rules.turnout import Claim, Total

AS_IS = ("at", *Claim.__dataclass_fields__)


@dataclass(frozen=True)
class PublicClaim(Claim):
    """What somebody says of one protest, as it was accepted. `before` is what stood there until it was corrected, the
    latest first; `at` is when it was sent."""

    at: datetime
    before: tuple["PublicClaim", ...] = ()


@dataclass(frozen=True)
class OwnReport:
    """A report as its sender sees it; `reason` is one of rules/reasons.Doubt where it was not accepted."""

    id: int
    claim: PublicClaim
    finding: str
    reason: str


@dataclass(frozen=True)
class ReportInReview(OwnReport):
    """A report that waits, for moderators. `seen_by_you`: another one has to agree; `corrected` is what it replaces."""

    code: str
    title: str
    locality: str
    country: str
    is_large: bool
    seen_by_you: bool
    corrected: PublicClaim | None


@dataclass(frozen=True)
class Totals:
    """Of a day or a country: the figures with what they cover, and what became of all its protests."""

    whole: Total
    countries: dict[str, Total]
    outcomes: Counter[str]


def claims(codes: Collection[str]) -> dict[str, list[PublicClaim]]:
    """What is accepted of each protest of which anything is, the first sent first. One query."""
    shown = TurnoutReport.objects.filter(protest__code__in=codes, finding__in=(Finding.ACCEPTED, Finding.CORRECTED))
    records = {record.pk: record for record in shown.select_related("protest").order_by("at", "pk")}
    found = defaultdict(list)
    for record in records.values():
        if record.finding == Finding.ACCEPTED:
            found[record.protest.code].append(_claim(record, tuple(_before(record, records))))
    return dict(found)


def totals(protests: Collection[PublicProtest], now: datetime | None = None) -> Totals:
    """Adds up what was reported of these. One query."""
    found = claims([one.code for one in protests])
    countries = sorted({one.country for one in protests if one.country})
    return Totals(
        whole=_total(protests),
        countries={code: _total([one for one in protests if one.country == code]) for code in countries},
        outcomes=Counter(_outcome(one, found, now or clock.now()) for one in protests),
    )


def is_in_a_city(protest: PublicProtest) -> bool:
    """Whether a total may have it: in a city that may be named, and not online."""
    return bool(protest.locality) and protest.kind != Kind.ONLINE


@dataclass(frozen=True)
class Year:
    """One edition of a yearly day, to compare."""

    day: PublicDay
    counts: Counts
    total: Total


def years(day: PublicDay, protests: Collection[PublicProtest], now: datetime) -> list[Year]:
    """A day and the editions before it, the last one first; empty for one that has none before it."""
    before = public.earlier(day)
    if not before:
        return []
    editions = [(day, protests), *((one, public.protests_of(one, now=now)) for one in before)]
    return [Year(one, public.counts(found), totals(found, now).whole) for one, found in editions]


def own(token: str, code: str) -> list[OwnReport]:
    """What came by a manage link about one protest, the latest first; also once it is one with another."""
    about = Q(protest__code=code) | Q(protest__merged__code=code)
    sent = TurnoutReport.objects.filter(about, contact=contact_of(token, "manage"))
    return [_own(record) for record in sent.exclude(contact=None).order_by("-at", "-pk")]


def in_review(person: Person, most: int = 100) -> list[ReportInReview]:
    """What a person may decide on, the longest waiting first."""
    found = _undecided(person).select_related("protest", "corrects")
    return [_in_review(record, person) for record in found.order_by("at", "pk")[:most]]


def may_decide(person: Person, report_id: int) -> bool:
    return _reachable(person).filter(pk=report_id).exists()


def _undecided(person: Person) -> QuerySet[TurnoutReport]:
    return _reachable(person).filter(finding__in=OPEN)


def _reachable(person: Person) -> QuerySet[TurnoutReport]:
    return TurnoutReport.objects.filter(protest__in=within_reach(person, Protest.objects.all()).values("pk"))


def _total(protests: Iterable[PublicProtest]) -> Total:
    """Of what is in a city that may be named: a figure from anywhere else would have no city that it covers."""
    counted = [one for one in protests if is_in_a_city(one) and (gathers(one) or one.turnout)]
    cities = {_city(one) for one in counted}
    return turnout.total([(_city(one), one.turnout) for one in counted], len(cities))


def _city(protest: PublicProtest) -> str:
    return "/".join((protest.country, protest.region, protest.locality))


def _outcome(protest: PublicProtest, found: dict[str, list[PublicClaim]], now: datetime) -> str:
    return turnout.outcome(
        protest.status,
        going_ahead=protest.going_ahead,
        over_at=protest.over_at,
        now=now,
        reports=len(found.get(protest.code, [])),
        figures=protest.turnout,
    ).value


def _before(record: TurnoutReport, records: dict[int, TurnoutReport]) -> Iterable[PublicClaim]:
    while record.corrects_id in records:
        record = records[record.corrects_id]
        yield _claim(record)


def _claim(record: TurnoutReport, before: tuple[PublicClaim, ...] = ()) -> PublicClaim:
    return PublicClaim(before=before, **{name: getattr(record, name) for name in AS_IS})


def _own(record: TurnoutReport) -> OwnReport:
    return OwnReport(record.pk, _claim(record), record.finding, record.reason)


def _in_review(record: TurnoutReport, person: Person) -> ReportInReview:
    own, protest = _own(record), record.protest
    return ReportInReview(
        **vars(own),
        **{name: getattr(protest, name) for name in ("code", "title", "locality", "country")},
        is_large=turnout.is_large(own.claim),
        seen_by_you=record.finding == Finding.SECOND and record.first_by_id == person.pk,
        corrected=_claim(record.corrects) if record.corrects else None,
    )
