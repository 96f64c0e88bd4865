"""schema.org Event for the page of a protest: https://schema.org/Event."""

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe

from protests.enums import Accuracy, Change, Kind
from protests.public import PublicChange, PublicProtest
from protests.rules import states

SCHEMA = "https://schema.org/"
# Inside <script> only these could end the block or open a comment; JSON reads the escapes as the same characters.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def event(protest: PublicProtest, changes: Sequence[PublicChange] = ()) -> dict[str, object]:
    """The protest as an Event, without what is not announced or may not be shown; with all of its former starts."""
    former = _former_starts(protest, changes)
    facts = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "@id": protest.url,
        "url": protest.url,
        "name": protest.title,
        "description": protest.description,
        "startDate": _local(protest.starts_at, protest.timezone) or protest.local_date.isoformat(),
        "previousStartDate": former,
        "endDate": _local(protest.ends_at, protest.timezone),
        "eventStatus": SCHEMA + _status(protest, former),
        "eventAttendanceMode": SCHEMA + f"{'Online' if protest.kind == Kind.ONLINE else 'Offline'}EventAttendanceMode",
        "location": _location(protest),
        "organizer": {"@type": "Organization", "name": protest.group} if protest.group else None,
        "inLanguage": list(protest.languages),
        "isAccessibleForFree": True,
    }
    return {name: fact for name, fact in facts.items() if fact or fact is False}


def script(thing: dict[str, object]) -> SafeString:
    """The text of a <script type="application/ld+json"> block: no data can end it."""
    return mark_safe(json.dumps(thing, ensure_ascii=False).translate(ESCAPES))


def _status(protest: PublicProtest, former: list[str]) -> str:
    """Who moved to another place at the same time is not rescheduled: https://schema.org/EventRescheduled."""
    if protest.announced is states.MOVED and not former:
        return states.COMING.schema
    return protest.announced.schema


def _former_starts(protest: PublicProtest, changes: Sequence[PublicChange]) -> list[str]:
    """The latest first. It "may be repeated": https://schema.org/previousStartDate."""
    times = [change for change in changes if change.what == Change.TIME and change.starts_at != protest.starts_at]
    starts = [_local(change.starts_at, change.timezone) or str(change.local_date) for change in times]
    return list(dict.fromkeys(starts))


def _local(moment: datetime | None, timezone: str) -> str | None:
    """With the offset of the place, which is what search engines ask for."""
    return moment.astimezone(ZoneInfo(timezone)).isoformat() if moment else None


def _location(protest: PublicProtest) -> dict[str, object]:
    if protest.kind == Kind.ONLINE:
        return {"@type": "VirtualLocation", "url": protest.link or protest.url}
    address = {
        "streetAddress": protest.address,
        "addressLocality": protest.locality,
        "addressRegion": protest.region,
        "addressCountry": protest.country,
    }
    place = {
        "@type": "Place",
        "name": protest.venue or protest.locality,
        "address": {"@type": "PostalAddress"} | {name: words for name, words in address.items() if words},
        "geo": _geo(protest),
    }
    return {name: fact for name, fact in place.items() if fact}


def _geo(protest: PublicProtest) -> dict[str, object] | None:
    """Only the place itself: the middle of a city would be taken for it."""
    if protest.point is None or protest.drawn != Accuracy.EXACT:
        return None
    longitude, latitude = protest.point
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
