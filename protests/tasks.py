"""What the worker runs. Each task can run twice without harm."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone as clock
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from protests import public
from protests.actions import (
    alerts,
    bulk,
    chain,
    followers,
    imports,
    links,
    looking,
    mails,
    reconfirming,
    retention,
    turnout,
)
from protests.actions.occasions import Occasion
from protests.formats import letters
from protests.formats.letters import News
from protests.imports import checking
from protests.intake import work
from protests.public import PublicDay, PublicProtest
from protests.querysets import ProtestQuerySet
from protests.rules.delivery import Letter

# 8 s, 1 min, 9 min, 1 h.
PATIENTLY = RetryStrategy(max_attempts=4, exponential_wait=8)
# What waited already, to many perhaps, lets what somebody waits for now go first.
AFTER_OTHERS = -1


@app.task(name="send_mail")
def send_mail(mail_id: int) -> None:
    """At once after the act. Whatever goes wrong, the outbox knows, and the next task tries again."""
    mails.send(mail_id=mail_id, write=_letter)


@app.periodic(cron="* * * * *")
@app.task(name="send_due_mails")
def send_due_mails(timestamp: int) -> None:
    """Each in a job of its own, so that one that fails or takes its time holds up no other; none has two that wait."""
    for mail_id in mails.due():
        job = send_mail.configure(queueing_lock=f"mail {mail_id}", priority=AFTER_OTHERS)
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(mail_id=mail_id)


@app.task(name="mail_links", retry=PATIENTLY)
def mail_links(email_index: str) -> None:
    links.mail(email_index=bytes.fromhex(email_index))


@app.task(name="take_follower", retry=PATIENTLY)
def take_follower(**wish: str | int | None) -> None:
    followers.take(**wish)


@app.task(name="run_import")
def run_import(import_id: str) -> None:
    checking.run(UUID(import_id))


@app.periodic(cron="* * * * *")
@app.task(name="run_stalled_imports")
def run_stalled_imports(timestamp: int) -> None:
    """Those that somebody or a worker left in the middle go on where they stopped."""
    for import_id in work.stalled():
        with suppress(AlreadyEnqueued), transaction.atomic():
            imports.run_soon(import_id=import_id)


@app.periodic(cron="7 * * * *")
@app.task(name="purge")
def purge(timestamp: int) -> None:
    retention.purge()


@app.periodic(cron="*/5 * * * *")
@app.task(name="seal_log", lock="seal_log")
def seal_log(timestamp: int) -> None:
    chain.seal()


@app.periodic(cron="23 * * * *")
@app.task(name="ask_how_many_came")
def ask_how_many_came(timestamp: int) -> None:
    turnout.remind()


@app.periodic(cron="* * * * *")
@app.task(name="forget_tallies")
def forget_tallies(timestamp: int) -> None:
    retention.forget_tallies()


@app.periodic(cron="* * * * *")
@app.task(name="forget_looks")
def forget_looks(timestamp: int) -> None:
    looking.forget()


@app.task(name="reject_alike")
def reject_alike(like: str, reason: str, note: str, by: int) -> None:
    """The next of a large heap; it asks for the task again while something is left."""
    bulk.go_on(like=like, reason=reason, note=note, by=by)


@app.periodic(cron="*/10 * * * *")
@app.task(name="ask_still_on")
def ask_still_on(timestamp: int) -> None:
    reconfirming.ask_due()


@app.periodic(cron="23 * * * *")
@app.task(name="alert_coordinators")
def alert_coordinators(timestamp: int) -> None:
    alerts.alert_due()


def _letter(occasion: Occasion) -> Letter | None:
    """What of it is public is asked through the door out, at the moment when it is sent."""
    found = public.find_protest(occasion.code) if occasion.code else None
    protest = found if isinstance(found, PublicProtest) else None
    day = public.find_day(occasion.campaign, occasion.day)
    if day and occasion.template == "approved":
        counts = public.counts(public.protests_of(day))
        return letters.letter(occasion, News(protest, day=day, counts=counts))
    changes = letters.since(public.changes_of(protest), occasion.since) if protest and occasion.since else []
    return letters.letter(occasion, News(protest, changes, _new(occasion, day, clock.now())))


def _new(occasion: Occasion, day: PublicDay | None, now: datetime) -> list[PublicProtest]:
    """The protests of the day that came since, and are to gather people where it matters."""
    since, near = occasion.since, occasion.near
    if occasion.template != "added" or day is None or since is None:
        return []

    def narrow(found: ProtestQuerySet) -> ProtestQuerySet:
        found = found.gathering().accepted_since(since).over_after(now)
        return found.near(Point(near[0], near[1], srid=4326), near[2]) if near else found

    return public.protests_of(day, narrow, now=now)
