"""The chips over the list: what can be chosen among the protests that are there, with counts. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maps.gazetteer import country_name
from protests.enums import Kind, Status
from protests.filters import Query
from protests.formats import words
from protests.public import PublicProtest

NOTHING = Query()
# From so many options on there is a box to search among them.
SEARCHED_FROM = 9

# The protests that are left where one facet asks for nothing and the others for what they do.
Left = Callable[[str], Sequence[PublicProtest]]


@dataclass(frozen=True)
class Option:
    """One value of a parameter, how many protests have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A parameter of the query language and its options. `chosen` says in words what is asked for, "" for nothing.

    `total` is how many are left where nothing is chosen. `takes_many` tells check boxes from radio buttons; where it
    `adds_up`, no protest stands in two options.
    """

    name: str
    label: str | Promise
    options: list[Option]
    chosen: str
    total: int
    takes_many: bool
    adds_up: bool

    @property
    def is_searched(self) -> bool:
        return len(self.options) >= SEARCHED_FROM


@dataclass(frozen=True)
class _Subject:
    """What a facet is about: which attributes of the query, which values of a protest, and how people call them."""

    label: str | Promise
    attributes: tuple[str, ...]
    values: Callable[[PublicProtest], Iterable[str]]
    describe: Callable[[str], str | Promise]
    takes_many: bool = True
    adds_up: bool = True


def _day(value: str) -> str:
    return words.day_name(date.fromisoformat(value))


SUBJECTS = {
    "country": _Subject(_("Country"), ("country",), lambda one: filter(None, [one.country]), country_name),
    "on": _Subject(_("Day"), ("on", "first", "last"), lambda one: [str(one.local_date)], _day, takes_many=False),
    "kind": _Subject(_("Kind"), ("kind",), lambda one: [one.kind], lambda kind: Kind(kind).label),
    "language": _Subject(_("Language"), ("language",), lambda one: one.languages, words.language, adds_up=False),
    "status": _Subject(_("Status"), ("status",), lambda one: [one.status], lambda status: Status(status).label),
}


def facets(everything: Sequence[PublicProtest], query: Query, left: Left, always: Collection[str] = ()) -> list[Facet]:
    """Those with something to choose among all that is there, those that are asked for, and `always` some."""
    return [
        _facet(name, subject, query, left(name))
        for name, subject in SUBJECTS.items()
        if name in always or query != without(query, name) or _varies(subject, everything)
    ]


def without(query: Query, name: str) -> Query:
    """The query without what the facet `name` asks for."""
    return replace(query, **{attribute: getattr(NOTHING, attribute) for attribute in SUBJECTS[name].attributes})


def _varies(subject: _Subject, everything: Iterable[PublicProtest]) -> bool:
    return len({frozenset(subject.values(one)) for one in everything}) > 1


def _facet(name: str, subject: _Subject, query: Query, left: Sequence[PublicProtest]) -> Facet:
    asked = getattr(query, name) or ()
    chosen = set(asked) if isinstance(asked, tuple) else {str(asked)}
    options = _options(subject, chosen, left)
    said = days(query) if name == "on" else words.some([option.label for option in options if option.is_chosen])
    return Facet(name, subject.label, options, said, len(left), subject.takes_many, subject.adds_up)


def _options(subject: _Subject, chosen: set[str], left: Iterable[PublicProtest]) -> list[Option]:
    counts = Counter(value for one in left for value in subject.values(one))
    options = [
        Option(value, str(subject.describe(value)), counts[value], value in chosen) for value in {*counts, *chosen}
    ]
    # Days stand in their own order, names in that of the alphabet.
    return sorted(options, key=lambda option: option.label.casefold() if subject.takes_many else option.value)


def days(query: Query) -> str:
    """The day, or the window, that is asked for."""
    if query.on:
        return words.day_name(query.on)
    if query.first and query.last:
        return words.days(query.first, query.last)
    if query.first:
        return _("from %(day)s") % {"day": words.day_name(query.first)}
    return _("until %(day)s") % {"day": words.day_name(query.last)} if query.last else ""
