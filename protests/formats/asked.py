"""What a query asks for, as people say it: "Germany · March · Step-free". Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from protests.filters import Query
from protests.formats import words
from protests.formats.facets import SUBJECTS, days

BETWEEN = " · "


def in_words(query: Query, place: str = "") -> str:
    """Empty for everything. `place` is the name of what `query.place` is the number of."""
    return BETWEEN.join(filter(None, _parts(query, place)))


def _parts(query: Query, place: str) -> Iterator[str]:
    if query.near or query.place:
        name = place if query.place else _("a position")
        yield _("within %(distance)s of %(name)s") % {"distance": words.kilometres(query.within), "name": name}
    for name, subject in SUBJECTS.items():
        values = getattr(query, name)
        yield days(query) if name == "on" else words.some([str(subject.describe(value)) for value in values])
    yield _("Step-free") if query.accessible else ""
    yield _("Without cancelled ones") if query.cancelled else ""
    yield _("“%(words)s”") % {"words": query.q} if query.q else ""
    yield _("in a part of the map") if query.bbox else ""
    yield _("changed since %(day)s") % {"day": words.short_day(query.updated_since)} if query.updated_since else ""
