"""A public body is built once per change, kept compressed, and answered with 304 (SPEED.md, "the read path").

Its key holds the version that every action bumps, so nothing ever has to be thrown away by hand. What changes without
an action - a place that is revealed, a protest that leaves a window of time - bounds its life instead.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone as clock
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from protests import editions, filters, fragments, middleware, public
from protests.bodies import packing
from protests.editions import Removed
from protests.formats.pieces import Piece, Writer
from protests.public import Edition, Narrow, PublicCampaign, PublicDay, PublicProtest, Turns
from protests.querysets import BEGINNING, ProtestQuerySet

# A new release may write the same version otherwise: no body outlives this.
KEPT_FOR = timedelta(hours=1)
# Who builds a body of a process holds its lock; who wants it too waits, and finds it.
BUILDING = [Lock() for _each in range(64)]


@dataclass(frozen=True)
class Form:
    """How a body is written: its media type, and the name of the file it is saved under, "" for a page."""

    media_type: str
    filename: str = ""


@dataclass(frozen=True)
class Subject:
    """What a body is made of: a name with the version in it, and when that version was made. A campaign's or a day's
    says `of` which, by their slugs, in which version: what `shortcut` asks again."""

    name: str
    changed_at: datetime
    of: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Scope(Subject):
    """The protests of a day, a campaign or the site. Those that are over leave after `window`; None: never."""

    narrow: Narrow
    window: timedelta | None = None


class Standing(NamedTuple):
    """For how long an answer stands: while what it is `of` has this version, and not after `until`."""

    of: tuple[str, ...]
    version: int
    until: datetime


@dataclass(frozen=True)
class Listing:
    """How a file of many protests is written: each by `writer`, all together by `frame`."""

    form: Form
    writer: Writer
    frame: Callable[[Sequence[Piece], Sequence[Removed]], bytes]
    tells_removed: bool = False


@dataclass(frozen=True)
class Made:
    """What was built. Between `since` and `until` it stays as it is unless somebody changes something."""

    content: bytes
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """A built body as one coding packs it; `digest` is of the unpacked bytes."""

    digest: str
    coding: str
    packed: bytes
    since: datetime | None
    until: datetime

    def unpacked(self) -> bytes:
        return packing.UNPACK[self.coding](self.packed)

    def packed_as(self, coding: str) -> "Kept":
        if coding == self.coding:
            return self
        return replace(self, coding=coding, packed=packing.PACK[coding](self.unpacked()))


def of_day(day: PublicDay) -> Scope:
    slugs = (day.campaign.slug, day.slug)
    name = f"day {day.key} {day.version}"
    return Scope(name, day.changed_at, slugs, day.version, narrow=lambda rows: rows.of_day(*slugs))


def of_campaign(campaign: PublicCampaign, window: timedelta | None = None) -> Scope:
    slug, version = campaign.slug, campaign.version
    name = f"campaign {slug} {version}"
    return Scope(name, campaign.changed_at, (slug,), version, narrow=lambda rows: rows.of_campaign(slug), window=window)


def of_site(edition: Edition) -> Scope:
    return Scope(f"site {edition.version}", edition.changed_at, narrow=lambda rows: rows)


def of_protest(protest: PublicProtest) -> Subject:
    return Subject(f"protest {protest.code} {protest.sequence} {protest.updated_at}", protest.updated_at)


def of_removed(removed: Removed) -> Subject:
    return Subject(f"removed {removed.code} {removed.sequence} {removed.removed_at}", removed.removed_at)


def of_drawing(protest: PublicProtest, day: PublicDay) -> Subject:
    """A protest with what its day gives it: the title, the colour, the counts."""
    version = f"drawing {day.key} {day.version} {protest.code} {protest.sequence}"
    return Subject(version, max(day.changed_at, protest.updated_at))


def answer_protests(request: HttpRequest, kind: Listing, scope: Scope, query: filters.Query) -> HttpResponse:
    """The protests of a scope that a query asks for."""

    def build(now: datetime) -> Made:
        alter = turns(scope, query, now)
        removed = _removed(scope, query, now) if kind.tells_removed else []
        untold = [one.removed_at + editions.TOLD_FOR for one in removed]
        content = kind.frame(fragments.pieces(kind.writer, asked_for(scope, query, now), now), removed)
        return Made(content, alter.last, min(filter(None, [alter.next, *untold]), default=None))

    return answer(request, kind.form, scope, build, filters.canonical(query))


def asked_for(scope: Scope, query: filters.Query, now: datetime) -> Narrow:
    """What a query leaves of a scope; without dates of its own, nothing that was over before the window."""
    window = _window(scope, query)

    def narrow(rows: ProtestQuerySet) -> ProtestQuerySet:
        rows = filters.narrow(query)(scope.narrow(rows))
        return rows.over_after(now - window) if window else rows

    return narrow


def turns(scope: Scope, query: filters.Query, now: datetime) -> Turns:
    """When what is asked for changes by the clock alone."""
    return public.turns(scope.narrow, now=now, window=_window(scope, query))


def _window(scope: Scope, query: filters.Query) -> timedelta | None:
    return None if query.has_dates else scope.window


def _removed(scope: Scope, query: filters.Query, now: datetime) -> list[Removed]:
    asked_for = filters.narrow_removed(query)
    return editions.removed(lambda rows: asked_for(scope.narrow(rows)), since=now - editions.TOLD_FOR, now=now)


def answer(
    request: HttpRequest, form: Form, subject: Subject, build: Callable[[datetime], Made], query: str = ""
) -> HttpResponse:
    """The kept body, or the one that `build(now)` makes, or 304 to a client that has it already. HEAD works as GET.

    Kept bodies differ by subject, path (the language is in it) and `query`, which must be canonical.
    """
    now, coding = clock.now(), packing.coding(request.headers.get("Accept-Encoding", ""))
    key, kept_as = key_of(subject.name, request.path, query), coding or packing.CODINGS[-1]
    kept = cache.get(f"{key}-{kept_as}")
    if kept is None or kept.until <= now:
        with BUILDING[hash(key) % len(BUILDING)]:
            kept = _found_or_built(key, kept_as, build, now)
    return _conditional(request, _full(kept, coding, form), subject, kept, now)


def answer_unkept(request: HttpRequest, form: Form, content: bytes) -> HttpResponse:
    """What never changes and is asked in too many ways to be kept, with a tag and 304 all the same."""
    now, coding = clock.now(), packing.coding(request.headers.get("Accept-Encoding", ""))
    kept = _pack(Made(content), coding or packing.CODINGS[-1], now)
    return _conditional(request, _full(kept, coding, form), Subject("", BEGINNING), kept, now)


def _conditional(
    request: HttpRequest, response: HttpResponse, subject: Subject, kept: Kept, now: datetime
) -> HttpResponse:
    modified = int(max(subject.changed_at, kept.since or subject.changed_at).timestamp())
    response.headers["Last-Modified"] = http_date(modified)
    answered: Any = get_conditional_response(request, response.headers["ETag"], modified, response)
    if subject.of:
        answered.standing = Standing(subject.of, subject.version, kept.until)
    answered.public_for = min(middleware.MAX_AGE, int((kept.until - now).total_seconds()))
    return answered


def key_of(*parts: str) -> str:
    """Short and printable whatever is asked for, as caches demand."""
    return "body:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _found_or_built(key: str, coding: str, build: Callable[[datetime], Made], now: datetime) -> Kept:
    found = _found(key, coding, now)
    kept = found.packed_as(coding) if found else _pack(build(now), coding, now)
    if kept is not found:
        cache.set(f"{key}-{coding}", kept, (kept.until - now).total_seconds())
    return kept


def _found(key: str, coding: str, now: datetime) -> Kept | None:
    """Packed so, or else otherwise: packing anew is quicker than building."""
    for one in (coding, *(other for other in packing.CODINGS if other != coding)):
        kept = cache.get(f"{key}-{one}")
        if kept and kept.until > now:
            return kept
    return None


def _pack(made: Made, coding: str, now: datetime) -> Kept:
    latest = now + KEPT_FOR
    return Kept(
        digest=hashlib.sha256(made.content).hexdigest()[:32],
        coding=coding,
        packed=packing.PACK[coding](made.content),
        since=made.since,
        until=min(made.until or latest, latest),
    )


def _full(kept: Kept, coding: str, form: Form) -> HttpResponse:
    response = HttpResponse(kept.packed if coding else kept.unpacked(), content_type=form.media_type)
    response.headers["ETag"] = f'"{kept.digest}-{coding}"' if coding else f'"{kept.digest}"'
    if coding:
        response.headers["Content-Encoding"] = coding
    if form.filename:
        response.headers["Content-Disposition"] = f'inline; filename="{form.filename}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
