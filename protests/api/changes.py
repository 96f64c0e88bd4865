"""What became of protests, for partners who keep a copy and stay in step by asking again."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from rest_framework.request import Request

from protests import bodies, editions, filters, fragments, public
from protests.api.pages import SIZE
from protests.api.reading import JSON, readable
from protests.bodies import Made
from protests.editions import Removed, Revision, Stretch
from protests.formats import geojson, properties
from protests.formats.pieces import Piece, Writer
from protests.public import PublicProtest
from protests.rules import marks
from protests.rules.faults import Reading
from protests.rules.marks import Mark


@readable
def changes(request: Request) -> HttpResponse:
    """Each protest that was changed since then, once, as it is now; what was removed as a tombstone. `since` of the
    answer is where to go on: at once while there is a next page, else when the partner likes."""
    filters.only(request.GET, ["since"])
    mark = _mark(request.GET)

    def build(now: datetime) -> Made:
        stretch = editions.changes(mark, size=SIZE, now=now)
        following = _address(request, stretch.mark) if stretch.has_more else None
        frame = {"next": following, "previous": None, "since": str(stretch.mark)}
        turns = public.turns(now=now)
        return Made(geojson.framed(frame, "results", _pieces(stretch, now)), turns.last, turns.next)

    return bodies.answer(request, JSON, bodies.of_site(public.edition()), build, str(mark or ""))


def _pieces(stretch: Stretch, now: datetime) -> Iterator[Piece]:
    shown = [one for one in stretch.told if isinstance(one, Revision)]
    written = {piece.code: piece for piece in fragments.of_revisions(CHANGED, shown, now)}
    for one in stretch.told:
        if isinstance(one, Removed):
            yield Piece(one.code, geojson.encode(_gone(one)), None, one.removed_at)
        elif one.code in written:
            yield written[one.code]


def _mark(params: QueryDict) -> Mark | None:
    reading = Reading()
    mark = reading.take("since", marks.read, params["since"]) if "since" in params else None
    if reading.faults:
        raise filters.BadQuery(reading.faults)
    return mark


def _address(request: HttpRequest, mark: Mark) -> str:
    return f"{settings.SITE_URL}{request.path}?since={mark}"


def _changed(protest: PublicProtest) -> dict[str, object]:
    return {
        "code": protest.code,
        "uid": protest.uid,
        "removed": False,
        "merged_into": None,
        "changed_at": properties.moment(protest.updated_at),
        "protest": properties.in_full(protest),
    }


def _gone(removed: Removed) -> dict[str, object]:
    return {
        "code": removed.code,
        "uid": removed.uid,
        "removed": True,
        "merged_into": removed.winner or None,
        "changed_at": properties.moment(removed.removed_at),
        "protest": None,
    }


CHANGED = Writer("changes", lambda protest, _changes: geojson.encode(_changed(protest)))
