"""One function a message: each writes the row that the worker renders and sends (tasks.py)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Max, Q
from django.utils import timezone as clock
from procrastinate.contrib.django import app

from protests.models import (
    Campaign,
    Contact,
    Follower,
    Notice,
    OutboxMail,
    Person,
    PressMessage,
    Protest,
    Submission,
)
from protests.querysets.mailing import FollowerQuerySet
from protests.rules.delivery import NEWS_APART, STRANGERS_A_DAY, UNDO

AT_ONCE = timedelta(0)
AT_A_TIME = 1000


def confirm(submission: Submission) -> None:
    """Asks whether the address is theirs. None goes out beyond the cap, and the sender is told the same."""
    contact = submission.contact
    if contact and not _is_capped(contact):
        _write("confirm", contact, submission, by_stranger=True)


def approved(submission: Submission) -> None:
    _write("approved", submission.contact, submission, after=UNDO)


def rejected(submission: Submission) -> None:
    _write("rejected", submission.contact, submission, after=UNDO)


def change_approved(submission: Submission) -> None:
    """Where a time, a place or a status became another, the mail of that says it all."""
    told = OutboxMail.objects.untouched().filter(template="changed", protest=submission.protest)
    if not told.filter(contact=submission.contact).exists():
        _write("change_approved", submission.contact, submission, after=UNDO)


def change_rejected(submission: Submission) -> None:
    _write("change_rejected", submission.contact, submission, after=UNDO)


def asked(submission: Submission) -> None:
    """A moderator's question, with the link under which it is answered."""
    _write("asked", submission.contact, submission, after=UNDO)


def merged(loser: Protest, entry: Submission | None, followers: Iterable[Follower]) -> None:
    """Tells its organiser, and who followed it, under which other entry it is found from now on."""
    not_before = clock.now() + UNDO
    organiser = [loser.contact] if loser.contact and not loser.contact.has_receipt else []
    _write_all(
        [
            *(_mail("merged", one, not_before, submission=entry, protest=loser) for one in organiser),
            *(_mail("merged", one, not_before, protest=loser) for one in followers),
        ]
    )


def links(contact: Contact) -> None:
    """Mails an address all its links, within the cap."""
    if not _is_capped(contact):
        _write("links", contact, None, by_stranger=True)


def new_link(contact: Contact, submission: Submission) -> None:
    """The link of the present generation: the one before is dead."""
    _write("new_link", contact, submission)


def renewed(contact: Contact, entry: Submission | None) -> None:
    """Brings the link that replaces the one before."""
    _write("renewed", contact, entry)


def handover(heir: Contact, entry: Submission) -> None:
    """Asks another address whether it takes over, within the cap: anybody may have been typed in."""
    if not _is_capped(heir):
        _write("handover", heir, entry, by_stranger=True)


def handed_over(before: Contact, entry: Submission | None) -> None:
    """Says to the address before that it has nothing to do with it any more."""
    _write("handed_over", before, entry)


def invitation(contact: Contact) -> None:
    """Brings the link with which somebody joins a team."""
    _write("invitation", contact, None)


def still_on(protest: Protest) -> None:
    """Asks its organiser whether it takes place. Who gets no mail reads the question on the manage page."""
    if protest.contact and not protest.contact.has_receipt:
        entry = protest.submissions.filter(is_change=False).first()
        _mail("still_on", protest.contact, clock.now(), protest=protest, submission=entry).save()


def notice(written: Notice, receivers: Iterable[Contact]) -> None:
    """Brings what a coordinator wrote to those who have an address."""
    now = clock.now()
    _write_all(_mail("notice", one, now, notice=written) for one in receivers if not one.has_receipt)


def alert(person: Person, campaign: Campaign) -> None:
    """Tells a coordinator that something waits too long, or where nobody is a moderator."""
    now, language = clock.now(), campaign.language
    OutboxMail.objects.create(template="alert", language=language, person=person, campaign=campaign, not_before=now)


def report_reminder(protest: Protest) -> None:
    """Asks how many came."""
    entry = protest.submissions.filter(is_change=False).order_by("created_at").first()
    _write("report_reminder", protest.contact, entry)


def no_report_reminder(protest: Protest) -> None:
    """It is reported: nobody needs to be asked any more."""
    waiting = OutboxMail.objects.filter(template="report_reminder", sent_at=None)
    waiting.filter(submission__protest=protest).delete()


def press(person: Person, message: PressMessage) -> None:
    """Brings a coordinator what a journalist asks; the answer goes straight to them."""
    now, language = clock.now(), message.day.campaign.language
    mail = OutboxMail.objects.create(
        template="press", language=language, person=person, press=message, not_before=now, by_stranger=True
    )
    send_soon(mail)


def look_up_links(email_index: bytes) -> None:
    """Leaves the rest to the worker, so that asking takes as long for every address."""
    app.configure_task("mail_links").defer(email_index=email_index.hex())


def follow(follower: Follower) -> None:
    """Asks whether the address is theirs and wants to be told, within the cap."""
    if not _is_capped(follower):
        mail = _mail("follow", follower, clock.now(), by_stranger=True)
        mail.save()
        send_soon(mail)


def look_up_follower(**wish: str | int | None) -> None:
    """Leaves the rest to the worker, so that asking takes as long for every address. `wish`: actions/followers.take."""
    app.configure_task("take_follower").defer(**wish)


def changed(protest: Protest, *, at: datetime) -> None:
    """Tells its organiser, and who follows it where it stands now in the database, what became other since `at`.

    Further changes within two minutes go into the mail that waits; one in which nothing is left to tell is not sent.
    """
    not_before = clock.now() + UNDO
    waiting = OutboxMail.objects.untouched().filter(template="changed", protest=protest).select_for_update()
    told = {(contact, follower): pk for pk, contact, follower in waiting.values_list("pk", "contact", "follower")}
    OutboxMail.objects.filter(pk__in=told.values()).update(not_before=not_before)
    organiser = [protest.contact] if protest.contact and not protest.contact.has_receipt else []
    mails = (
        _mail("changed", one, not_before, protest=protest, act_at=at) for one in (*organiser, *_followers(protest))
    )
    _write_all(mail for mail in mails if (mail.contact_id, mail.follower_id) not in told)


def added(protest: Protest) -> None:
    """Tells who follows the day or a place near it of a new protest; with others that came, a few times a day."""
    now, concerned = clock.now(), _followers(protest)
    waiting = OutboxMail.objects.untouched().filter(template="added", follower__in=concerned).select_for_update()
    told = set(waiting.values_list("follower_id", flat=True))
    heard = concerned.annotate(last=Max("mails__created_at", filter=Q(mails__template="added")))
    _write_all(
        _mail("added", one, max(now + UNDO, (one.last or now - NEWS_APART) + NEWS_APART), act_at=protest.created_at)
        for one in heard
        if one.pk not in told
    )


def _followers(protest: Protest) -> FollowerQuerySet:
    """Who is concerned by a protest, as far as the world may know of it; nobody by one that it may not see."""
    shown = Protest.objects.filter(pk=protest.pk).public().shown().first()
    if shown is None:
        return Follower.objects.none()
    point = None if shown.lon is None else Point(shown.lon, shown.lat, srid=4326)
    return Follower.objects.concerned_by(shown.day_id, shown.pk, point)


def _write(
    template: str,
    contact: Contact | None,
    submission: Submission | None,
    *,
    by_stranger: bool = False,
    after: timedelta = AT_ONCE,
) -> None:
    if contact is None or contact.has_receipt:
        return
    mail = _mail(template, contact, clock.now() + after, submission=submission, by_stranger=by_stranger)
    mail.save()
    if not after:
        send_soon(mail)


def _mail(template: str, to: Contact | Follower, not_before: datetime, **about: Any) -> OutboxMail:
    who = {"follower": to} if isinstance(to, Follower) else {"contact": to}
    return OutboxMail(template=template, language=to.language, not_before=not_before, **who, **about)


def send_soon(mail: OutboxMail) -> None:
    """What waits longer is found by the worker, each minute."""
    app.configure_task("send_mail").defer(mail_id=mail.pk)


def _write_all(mails: Iterable[OutboxMail]) -> None:
    OutboxMail.objects.bulk_create(mails, batch_size=AT_A_TIME)


def _is_capped(to: Contact | Follower) -> bool:
    """Whoever asked for them, and for what: an address gets so many mails in a day that a stranger can trigger."""
    since, same = clock.now() - timedelta(days=1), to.email_index
    theirs = Q(contact__email_index=same) | Q(follower__email_index=same)
    return OutboxMail.objects.filter(theirs, by_stranger=True, created_at__gt=since).count() >= STRANGERS_A_DAY
