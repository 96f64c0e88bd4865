"""The columns of sheets that people open: each has a name that never changes, and a heading in the page's language."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from protests.enums import Precision
from protests.formats import properties, sheet
from protests.private import InReview
from protests.public import PublicProtest

Columns = dict[str, str | Promise]

GATHERING: Columns = {
    "title": _("Title"),
    "kind": pgettext_lazy("kind of protest", "Kind"),
    "status": _("Status"),
    "local_date": _("Date"),
    "local_start": _("Start"),
    "local_end_date": _("End date"),
    "local_end": _("End"),
    "timezone": _("Time zone"),
    "locality": _("City"),
    "region": _("Region"),
    "country": _("Country"),
    "venue": _("Meeting point"),
    "address": _("Address"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "precision": _("Precision"),
    "group": _("Local group"),
    "public_link": _("Public link"),
    "languages": _("Languages"),
    "accessibility": _("Accessibility"),
    "description": _("Description"),
    "bring": _("What to bring"),
}
LISTED: Columns = {
    "code": _("Code"),
    "url": _("Page"),
    "day": _("Protest day"),
    **GATHERING,
    "status_reason": _("Reason"),
    "starts_at": _("Start (UTC)"),
    "ends_at": _("End (UTC)"),
    "source": _("Source"),
    "is_sample": _("Sample"),
    "updated_at": _("Changed (UTC)"),
}
SENT: Columns = {
    "id": _("Key that stays the same"),
    "decision": _("Decision"),
    "code": _("Code"),
    "day": _("Protest day"),
    **{name: label for name, label in GATHERING.items() if name != "status"},
    "flags": _("Needs care"),
    "created_at": _("Sent (UTC)"),
    "decided_at": _("Decided (UTC)"),
}
# Of what was sent these stay at the desk unless the exact place is for everybody: a sheet is mailed around.
OF_THE_PLACE = frozenset("venue address latitude longitude".split())
WRITERS = {"csv": sheet.csv_bytes, "xlsx": sheet.xlsx_bytes}
MEDIA_TYPES = {"csv": sheet.CSV, "xlsx": sheet.XLSX}


def listed(form: str, protests: Iterable[PublicProtest], *, by_name: bool) -> bytes:
    """A sheet ("csv", "xlsx") of what is public; `by_name` has the names that never change as its headings."""
    return _written(form, LISTED, (properties.in_full(one) for one in protests), by_name=by_name)


def sent(form: str, submissions: Iterable[InReview], *, by_name: bool) -> bytes:
    """A sheet of submissions, without any way to reach those who sent them."""
    return _written(form, SENT, map(_of_submission, submissions), by_name=by_name)


def _written(form: str, columns: Columns, rows: Iterable[dict[str, object]], *, by_name: bool) -> bytes:
    header: Sequence[object] = [name if by_name else label for name, label in columns.items()]
    return WRITERS[form](header, ([_cell(row[name]) for name in columns] for row in rows))


def _cell(value: object) -> object:
    """Lists with spaces; yes and no as words that every program reads."""
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _of_submission(one: InReview) -> dict[str, object]:
    return dict(_values(one))


def _values(one: InReview) -> Iterator[tuple[str, object]]:
    longitude, latitude = one.point or (None, None)
    own = {
        "id": str(one.id),
        "day": f"{one.campaign}/{one.day}",
        "latitude": latitude,
        "longitude": longitude,
        "group": one.group_name,
        "public_link": one.link,
        "local_date": properties.on(one.local_date),
        "local_start": properties.clock(one.local_start),
        "local_end_date": properties.on(one.local_end_date),
        "local_end": properties.clock(one.local_end),
        "created_at": properties.moment(one.created_at),
        "decided_at": properties.moment(one.decided_at),
    }
    for name in SENT:
        is_kept = name not in OF_THE_PLACE or one.precision == Precision.EXACT
        yield name, (own[name] if name in own else getattr(one, name)) if is_kept else ""
