"""A campaign's days: called, described, moved to another date, frozen when they are over."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from maps.timezones import NonexistentTime, wall_time
from protests import emails
from protests.actions import changes, led
from protests.actions.log import changed, record
from protests.enums import Status, Visibility
from protests.models import Contact, Person, Protest, ProtestDay, Submission
from protests.models.submissions import UNDECIDED
from protests.rules import slugs, text, timing
from protests.rules import when as when_rule
from protests.rules.calling import DayDraft
from protests.rules.faults import Refused

LONGEST_BANNER = 200


@transaction.atomic
def call(*, campaign: str, slug: str, draft: DayDraft, follows: str = "", by: Person) -> ProtestDay:
    """A new day; `follows` is the slug of the edition before. Nothing that organisers sent goes along. Raises Refused
    for the slug, PermissionDenied, Campaign.DoesNotExist."""
    of = led.campaign_of(campaign, by)
    if ProtestDay.objects.filter(campaign=of, slug=slug).exists():
        raise Refused("slug.taken", slugs.TAKEN)
    before = ProtestDay.objects.filter(campaign=of, slug=follows).first() if follows else None
    day = ProtestDay.objects.create(campaign=of, slug=slugs.new_day_slug(slug), follows=before, **asdict(draft))
    record("day.called", day, by=by)
    changed(day)
    return day


@transaction.atomic
def edit(*, campaign: str, day: str, draft: DayDraft, by: Person) -> None:
    """Everything but its dates, which `move` changes together with what is listed. Raises Frozen, PermissionDenied,
    ProtestDay.DoesNotExist."""
    held = led.day_of(campaign, day, by)
    values = {name: value for name, value in asdict(draft).items() if name not in ("starts_on", "ends_on")}
    ProtestDay.objects.filter(pk=held.pk).update(**values)
    record("day.edited", held, by=by)
    changed(held)


@transaction.atomic
def announce(*, campaign: str, day: str, banner: object, is_urgent: bool, by: Person) -> None:
    """One sentence on every page of the day and in its feeds; an empty one takes it away. Raises as edit does, and
    Refused."""
    held = led.day_of(campaign, day, by)
    _put_up(held, text.single_line(banner, most=LONGEST_BANNER))
    held.banner_is_urgent = bool(held.banner) and is_urgent
    held.save(update_fields=["banner", "banner_is_urgent", "banner_at", "banner_gone_at"])
    record("day.announced", held, by=by)
    changed(held)


def _put_up(day: ProtestDay, banner: str) -> None:
    """Other words are news of their own; what is taken away keeps its moment, by which the news of it is known."""
    if banner and banner != day.banner:
        day.banner_at, day.banner_gone_at = clock.now(), None
    elif day.banner and not banner:
        day.banner_gone_at = clock.now()
    day.banner = banner


@transaction.atomic
def freeze(*, campaign: str, day: str, by: Person) -> None:
    """A day that is over becomes an archive. Raises as edit does, and Refused for one that is not over."""
    held = led.day_of(campaign, day, by, may_be_frozen=True)
    if held.ends_on >= clock.localdate() - timedelta(days=1):
        raise Refused("freeze.early", _("It is not over everywhere yet. Freeze it two days after its end."))
    _set_frozen(held, held.frozen_at or clock.now(), "day.frozen", by)


@transaction.atomic
def thaw(*, campaign: str, day: str, by: Person) -> None:
    """An archive can be changed again. Raises as edit does."""
    _set_frozen(led.day_of(campaign, day, by, may_be_frozen=True), None, "day.thawed", by)


@transaction.atomic
def move(*, campaign: str, day: str, starts_on: date, by: Person) -> int:
    """The day takes place on another date: everything that is listed or waits keeps its hours there, and every
    organiser is asked whether they still can. How many protests moved. Raises as edit does, and Refused."""
    held = led.day_of(campaign, day, by)
    shift = starts_on - held.starts_on
    if not shift or starts_on < clock.localdate():
        raise Refused("move.date", _("Choose another day, one that is still to come."))
    _hold_contacts(held)
    for submission in Submission.objects.select_for_update().filter(day=held, decision__in=UNDECIDED):
        for name, value in _shifted(submission, shift).items():
            setattr(submission, name, value)
        submission.save()
    moved = [_move(protest, shift, by) for protest in _to_move(held)]
    held.starts_on, held.ends_on = starts_on, held.ends_on + shift
    held.save(update_fields=["starts_on", "ends_on"])
    record("day.moved", held, by=by)
    changed(held)
    return len(moved)


def _hold_contacts(day: ProtestDay) -> None:
    """First, as in all that an organiser does: who deletes theirs at this moment waits for us, or we for them."""
    theirs = Protest.objects.filter(day=day).values("contact")
    list(Contact.objects.select_for_update(no_key=True).filter(pk__in=theirs).order_by("pk").values_list("pk"))


def _to_move(day: ProtestDay) -> list[Protest]:
    """What is cancelled stays so, on its old date."""
    found = Protest.objects.select_for_update(of=("self",)).select_related("day", "contact")
    return list(found.filter(day=day).exclude(visibility=Visibility.MERGED).exclude(status=Status.CANCELLED))


def _move(protest: Protest, shift: timedelta, by: Person) -> Protest:
    moved = changes.reschedule(protest, _shifted(protest, shift), by=by)
    emails.still_on(moved)
    return moved


def _shifted(one: Protest | Submission, shift: timedelta) -> dict[str, Any]:
    """The same wall times so many days later. Raises Refused where the clocks skip such a time on the new date."""
    first = one.local_date + shift
    last = one.local_end_date + shift if one.local_end_date else None
    starts_at = _moment(one, first, one.local_start, one.fold) if one.local_start else None
    ends_at = _moment(one, last, one.local_end, one.end_fold) if last and one.local_end else None
    return {
        "local_date": first,
        "local_end_date": last,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "over_at": timing.over_at(first, one.timezone, starts_at, ends_at),
        "reveal_at": one.reveal_at and _later(one.reveal_at, one.timezone, shift),
    }


def _moment(one: Protest | Submission, on: date, at: Any, fold: int) -> datetime:
    try:
        return when_rule.moment(datetime.combine(on, at), one.timezone, fold, "start")
    except Refused as refused:
        told = _("In %(city)s the clocks skip %(time)s on that day. Choose another day, or ask its organiser.")
        words = {"city": one.locality or one.title, "time": f"{at:%H:%M}"}
        raise Refused("move.time", told % words) from refused


def _later(moment: datetime, zone: str, shift: timedelta) -> datetime:
    """The same hour at the place; one that the clocks skip moves by as many hours."""
    wall = wall_time(moment, zone) + shift
    try:
        return when_rule.resolve(wall.date(), wall.time(), zone, 0)
    except NonexistentTime:
        return moment + shift


def _set_frozen(day: ProtestDay, at: datetime | None, verb: str, by: Person) -> None:
    day.frozen_at = at
    day.save(update_fields=["frozen_at"])
    record(verb, day, by=by)
    changed(day)
