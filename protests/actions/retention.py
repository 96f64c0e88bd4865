"""Forgetting: what rules/retention.py promises, done.

All of a run is one transaction with its line in the log: a worker that dies in the middle has forgotten nothing, and
the next run does it all; a run that finds nothing leaves nothing.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone as clock

from protests.actions import coarsening
from protests.actions.log import record_counts
from protests.enums import Decision, Finding, Stage
from protests.models import (
    Concern,
    Contact,
    Displaced,
    Follower,
    Import,
    ImportRow,
    Message,
    Notice,
    OutboxMail,
    Person,
    PressMessage,
    Proposal,
    Protest,
    Submission,
    Tally,
    TurnoutReport,
)
from protests.querysets.mailing import until_over
from protests.rules import retention

FAILED_JOBS = """
    DELETE FROM procrastinate_jobs AS job
    WHERE status IN ('failed', 'cancelled', 'aborted')
    AND NOT EXISTS (SELECT FROM procrastinate_events WHERE job_id = job.id AND at >= %s)
"""


@transaction.atomic
def purge() -> dict[str, int]:
    """Delete what is due, in an order in which one thing makes way for the next; how many of each went."""
    now = clock.now()
    counts = {what: count for what, forget in FORGET.items() if (count := forget(now))}
    if counts:
        record_counts("retention.purged", "retention", counts)
    return counts


def forget_tallies() -> int:
    """What was counted an hour ago. Every minute, and without a line in the log: there is nobody in it."""
    return _delete(Tally.objects.filter(since__lte=clock.now() - retention.TALLY))


def _unconfirmed(now: datetime) -> int:
    limit = now - retention.UNCONFIRMED
    return _delete(Submission.objects.filter(decision=Decision.UNCONFIRMED, created_at__lt=limit))


def _rejected(now: datetime) -> int:
    limit = now - retention.REJECTED
    return _delete(Submission.objects.filter(decision=Decision.REJECTED, decided_at__lt=limit))


def _reports(now: datetime) -> int:
    """Of turnout, that moderators declined."""
    limit = now - retention.REJECTED
    return _delete(TurnoutReport.objects.filter(finding=Finding.REJECTED, decided_at__lt=limit))


def _entries(now: datetime) -> int:
    """What became a protest is over with it. A mail that still waits to tell of it goes first."""
    limit = now - retention.ENTRY
    over = Q(protest__over_at__lt=limit) | Q(protest=None, over_at__lt=limit)
    return _delete(Submission.objects.filter(over, mails=None))


def _contacts(now: datetime) -> int:
    """Those whose last is over, and those who have nothing here; who was asked to take over or into a team may answer
    first, and who handed over is told so."""
    offered = Q(succeeds__isnull=False, confirmed_at=None)
    invited = Q(invitation__created_at__gte=now - retention.INVITATION)
    last_words = Exists(OutboxMail.objects.filter(contact=OuterRef("pk"), template="handed_over", sent_at=None))
    nothing_left = Q(until=None) & ~(offered & Q(created_at__gte=now - retention.OFFER)) & ~invited & ~last_words
    due = until_over(Contact.objects.all()).filter(Q(until__lt=now - retention.CONTACT) | nothing_left)
    return _delete(Contact.objects.filter(pk__in=due.values("pk")))


def _phones(now: datetime) -> int:
    due = until_over(Contact.objects.exclude(sealed_phone=None)).filter(until__lt=now - retention.PHONE)
    return Contact.objects.filter(pk__in=due.values("pk")).update(sealed_phone=None)


def _followers(now: datetime) -> int:
    limit = now - retention.FOLLOWER
    still_on = Exists(Protest.objects.filter(day=OuterRef("day"), over_at__gte=limit))
    over = ~still_on & Q(day__ends_on__lte=limit.date())
    unanswered = Q(confirmed_at=None, created_at__lt=now - retention.UNCONFIRMED)
    return _delete(Follower.objects.filter(over | unanswered))


def _messages(now: datetime) -> int:
    limit = now - retention.MESSAGE
    over = Q(submission__protest__over_at__lt=limit) | Q(submission__protest=None, submission__over_at__lt=limit)
    return _delete(Message.objects.filter(over))


def _concerns(now: datetime) -> int:
    return _delete(Concern.objects.filter(at__lt=now - retention.CONCERN))


def _sent_mails(now: datetime) -> int:
    return _delete(OutboxMail.objects.filter(sent_at__lt=now - retention.SENT))


def _dead_mails(now: datetime) -> int:
    return _delete(OutboxMail.objects.filter(sent_at=None, created_at__lt=now - retention.DEAD_LETTER))


def _press_messages(now: datetime) -> int:
    """Those whose mails are sent and gone."""
    return _delete(PressMessage.objects.filter(mails=None))


def _people(now: datetime) -> int:
    """Who left the last team. The log keeps their number, and nobody's name is behind it any more."""
    due = Person.objects.filter(left_at__lt=now - retention.PERSON, memberships=None, is_host=False)
    return _delete(due)


def _proposals(now: datetime) -> int:
    return _delete(Proposal.objects.filter(decided_at__lt=now - retention.PROPOSAL))


def _notices(now: datetime) -> int:
    return _delete(Notice.objects.filter(day__ends_on__lt=(now - retention.CONTACT).date()))


def _sessions(now: datetime) -> int:
    return _delete(Session.objects.filter(expire_date__lt=now))


def _request_keys(now: datetime) -> int:
    due = Submission.objects.filter(request_key__isnull=False, created_at__lt=now - retention.REQUEST_KEY)
    return due.update(request_key=None, request_digest=None)


def _imports(now: datetime) -> int:
    """Files that nobody went on with go as a whole. Of what was taken in only that stays which the next version of the
    file is compared with."""
    due = Import.objects.filter(touched_at__lt=now - retention.IMPORT)
    finished = due.filter(stage__in=(Stage.DONE, Stage.UNDONE))
    ImportRow.objects.filter(of__in=finished).exclude(cells=[]).update(cells=[], corrected={}, marks=[], towns=[])
    _delete(Displaced.objects.filter(row__of__in=finished))
    return _delete(due.exclude(pk__in=finished.values("pk")))


def _jobs(now: datetime) -> int:
    """Of the worker, that failed: those that succeed go at once (management/commands/worker.py)."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED_JOBS, [now - retention.JOB])
        return cursor.rowcount


def _delete(found: QuerySet[Any]) -> int:
    """How many of the kind itself went, whatever went with them."""
    return found.delete()[1].get(found.model._meta.label, 0)


FORGET: dict[str, Callable[[datetime], int]] = {
    "unconfirmed": _unconfirmed,
    "rejected": _rejected,
    "reports": _reports,
    "sent_mails": _sent_mails,
    "dead_mails": _dead_mails,
    "entries": _entries,
    "contacts": _contacts,
    "phones": _phones,
    "followers": _followers,
    "messages": _messages,
    "concerns": _concerns,
    "places": coarsening.hidden,
    "archive": coarsening.archived,
    "press_messages": _press_messages,
    "people": _people,
    "proposals": _proposals,
    "sessions": _sessions,
    "request_keys": _request_keys,
    "imports": _imports,
    "jobs": _jobs,
    "notices": _notices,
}
