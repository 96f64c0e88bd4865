"""The draft of a round-up: what became of a day, from what moderators accepted, every figure with its source. Pure."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.gazetteer import country_name
from protests.enums import Outcome, Teller
from protests.formats import tally, words
from protests.public import Counts, PublicDay, PublicProtest, counts
from protests.reported import PublicClaim, Totals
from protests.rules import turnout

ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>#"})


def draft(
    day: PublicDay,
    protests: Collection[PublicProtest],
    claims: dict[str, list[PublicClaim]],
    totals: Totals,
    now: datetime,
) -> str:
    """Markdown in the active language. Only what was reported is said to have taken place."""
    reported = [one for one in protests if claims.get(one.code)]
    paragraphs = [
        "# " + _title(counts_of(reported), counts(protests)),
        _opening(day, now),
        *_turnout(totals, day),
        *_countries(reported, claims),
        *_rest(totals),
    ]
    return "\n\n".join(paragraphs) + "\n"


def counts_of(reported: Collection[PublicProtest]) -> Counts:
    """Protests, cities and countries of what was reported, whatever was announced of it."""
    cities = {(one.country, one.region, one.locality) for one in reported if one.locality}
    return Counts(len(reported), len(cities), len({one.country for one in reported if one.country}))


def _title(reported: Counts, announced: Counts) -> str:
    if reported.protests:
        return _("Protests in %(where)s") % {"where": _where(reported)}
    return _("Protests announced in %(where)s") % {"where": _where(announced)}


def _where(found: Counts) -> str:
    cities = ngettext("%(n)d city", "%(n)d cities", found.cities) % {"n": found.cities}
    countries = ngettext("%(n)d country", "%(n)d countries", found.countries) % {"n": found.countries}
    return _("%(cities)s in %(countries)s") % {"cities": cities, "countries": countries}


def _opening(day: PublicDay, now: datetime) -> str:
    said = {"day": _link(day.title, day.url), "date": words.days(day.starts_on, day.ends_on)}
    stand = _("Figures as of %(date)s, %(time)s UTC.") % {"date": words.long_day(now.date()), "time": f"{now:%H:%M}"}
    return _("%(day)s, %(date)s.") % said + " " + stand


def _turnout(totals: Totals, day: PublicDay) -> Iterator[str]:
    if totals.whole.span:
        yield _("How many came: %(total)s. Each figure below leads to who says so.") % {
            "total": f"**{tally.covered(totals.whole)}**"
        }


def _countries(reported: Collection[PublicProtest], claims: dict[str, list[PublicClaim]]) -> Iterator[str]:
    names = sorted({one.country for one in reported}, key=country_name)
    for code in names:
        yield "## " + (_plain(country_name(code)) if code else _("Online"))
        here = sorted((one for one in reported if one.country == code), key=lambda one: (one.locality, one.title))
        yield "\n".join(_line(one, claims[one.code]) for one in here)


def _line(protest: PublicProtest, said: list[PublicClaim]) -> str:
    name = _link(protest.locality or protest.title, protest.url)
    amounts = "; ".join(_amount(one, protest) for one in said)
    sentences = " ".join(_plain(one.sentence) for one in said if one.sentence)
    measures = [_("Police: %(what)s") % {"what": _plain(one.measures)} for one in said if one.measures]
    return " ".join(part for part in (f"- **{name}**: {amounts}.", sentences, *measures) if part)


def _amount(claim: PublicClaim, protest: PublicProtest) -> str:
    """The figure leads to its source, or to the page of the protest where it stands."""
    teller = str(Teller(claim.said_by).label)
    return f"{_link(tally.amount(claim), claim.source or protest.url + '#turnout')} ({teller})"


def _rest(totals: Totals) -> Iterator[str]:
    """The four things, apart."""
    said = {
        Outcome.TOOK_PLACE: ngettext(
            "%(n)d took place without a figure.", "%(n)d took place without a figure.", totals.outcomes["took_place"]
        ),
        Outcome.OFF: ngettext("%(n)d did not take place.", "%(n)d did not take place.", totals.outcomes["off"]),
        Outcome.UNKNOWN: ngettext(
            "Of %(n)d nothing is known.", "Of %(n)d nothing is known.", totals.outcomes["unknown"]
        ),
    }
    found = [line % {"n": totals.outcomes[what]} for what, line in said.items() if totals.outcomes[what]]
    if found:
        yield "## " + _("The others")
        yield " ".join(found)
    if totals.whole.span:
        yield _(
            "A word such as “hundreds” is counted as the least it can mean (%(number)s); nobody takes an average."
        ) % {"number": tally.span((turnout.STANDS_FOR["hundreds"],) * 2)}


def _link(said: str, address: str) -> str:
    return f"[{_plain(said)}]({address.replace(')', '%29')})"


def _plain(said: str) -> str:
    """As words, whatever they hold."""
    return " ".join(said.translate(ESCAPED).split())
