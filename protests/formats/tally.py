"""Figures of turnout in words. Pure."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from protests.enums import Finding, Teller, Vague
from protests.reported import OwnReport, PublicClaim
from protests.rules.reasons import Doubt
from protests.rules.turnout import Range, Total


@dataclass(frozen=True)
class Row:
    """One claim in words; `before` has what it said until it was corrected."""

    at: datetime
    amount: str
    teller: str
    source: str
    sentence: str
    measures: str
    before: tuple["Row", ...]


def row(claim: PublicClaim) -> Row:
    return Row(
        at=claim.at,
        amount=amount(claim),
        teller=str(Teller(claim.said_by).label),
        source=claim.source,
        sentence=claim.sentence,
        measures=claim.measures,
        before=tuple(row(one) for one in claim.before),
    )


def span(figures: Range) -> str:
    """ "200–300", or one number where both ends are the same."""
    low, high = (number_format(number, use_l10n=True, force_grouping=True) for number in figures)
    return low if low == high else f"{low}–{high}"


def amount(claim: PublicClaim) -> str:
    """ "200–300", "“several hundred”, counted as 200", or that nobody gave a figure."""
    if claim.low is not None and claim.high is not None:
        return span((claim.low, claim.high))
    if claim.span is None:
        return _("Took place, no figure")
    said = claim.words or str(Vague(claim.vague).label)
    return _("“%(words)s”, counted as %(number)s") % {"words": said, "number": span(claim.span)}


def line(claim: PublicClaim) -> str:
    """ "200–300 (The police)"."""
    return _("%(amount)s (%(teller)s)") % {"amount": amount(claim), "teller": Teller(claim.said_by).label}


def covered(total: Total) -> str:
    """ "2,930–4,770 in 7 of 38 cities"; "" where nobody gave a figure."""
    if total.span is None:
        return ""
    parts = {"span": span(total.span), "reported": total.reported, "cities": total.cities}
    said = ngettext(
        "%(span)s in %(reported)s of %(cities)s city", "%(span)s in %(reported)s of %(cities)s cities", total.cities
    )
    return said % parts


def standing(report: OwnReport) -> str:
    """Where a report stands, for who sent it."""
    if report.finding == Finding.REJECTED and report.reason:
        return str(Doubt(report.reason).label)
    return str(Finding.WAITING.label if report.finding == Finding.SECOND else Finding(report.finding).label)
