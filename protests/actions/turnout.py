"""How many came: an organiser reports, moderators accept or decline. What is corrected stays readable."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from protests import emails
from protests.actions import own
from protests.actions.deciding import check_reach
from protests.actions.log import changed, record
from protests.enums import Finding
from protests.models import Contact, Person, Protest, TurnoutReport
from protests.models.turnout import OPEN
from protests.rules import running, turnout
from protests.rules.faults import Refused
from protests.rules.reasons import Doubt
from protests.rules.turnout import Claim

STANDING = (*OPEN, Finding.ACCEPTED)


class Decided(Exception):
    """Somebody else was faster."""


class NeedsAnother(Exception):
    """A large figure that this person has looked at already: another moderator has to agree."""


@transaction.atomic
def report(*, token: str, entry: UUID | None, claim: Claim, corrects: int | None = None) -> TurnoutReport | None:
    """An organiser says how many came, or corrects what they said (`corrects` is that report). The same again is the
    same report. None for a dead link.

    Raises Refused for a protest that is not begun or does not take place, and for more than there is room for.
    """
    contact = own.contact_of(token)
    submission = own.entry_of(contact, entry) if contact else None
    protest = own.protest_of(submission) if submission else None
    if contact is None or protest is None:
        return None
    if running.REPORT not in own.acts_on(protest):
        raise Refused("turnout.not_now", _("This protest has not begun, or does not take place: nobody came yet."))
    standing = protest.reports.filter(finding__in=STANDING)
    if same := standing.filter(contact=contact, **asdict(claim)).first():
        return same
    if standing.count() >= turnout.MOST_REPORTS:
        raise Refused("turnout.too_many_reports", _("There are many reports of it already. Correct one of yours."))
    return _enter(protest, contact, claim, _corrected(standing, contact, corrects))


@transaction.atomic
def accept(*, report_id: int, by: Person) -> TurnoutReport:
    """A moderator lets it stand; of a large figure the first of two. Raises PermissionDenied, Decided, NeedsAnother,
    TurnoutReport.DoesNotExist."""
    found = _for_moderator(report_id, by)
    if turnout.is_large(_claim(found)) and not _has_second(found, by):
        found.finding, found.first_by = Finding.SECOND, by
        found.save()
        record("turnout.agreed", found.protest, by=by)
        return found
    if found.corrects:
        corrected = TurnoutReport.objects.filter(pk=found.corrects.pk)
        corrected.update(finding=Finding.CORRECTED, decided_at=clock.now())
    _decide(found, Finding.ACCEPTED, by)
    record("turnout.corrected" if found.corrects else "turnout.accepted", found.protest, by=by)
    # What programs read of it is another: they are told so (`changes/`), calendars keep their SEQUENCE.
    Protest.objects.filter(pk=found.protest_id).update(revised_at=clock.now())
    changed(found.protest.day)
    return found


@transaction.atomic
def decline(*, report_id: int, reason: str, by: Person) -> TurnoutReport:
    """A moderator does not let it stand, for one of rules/reasons.Doubt. Raises as accept does, and ValueError."""
    found = _for_moderator(report_id, by)
    found.reason = Doubt(reason)
    _decide(found, Finding.REJECTED, by)
    record("turnout.declined", found.protest, by=by, reason=reason)
    return found


@transaction.atomic
def remind() -> int:
    """Ask the organisers of what is over how many came; how many were asked."""
    now, asked = clock.now(), 0
    for protest in _unreported(now).select_for_update(of=("self",), skip_locked=True):
        if now - protest.over_at >= turnout.REMINDERS[protest.reminders]:
            protest.reminders += 1
            protest.save(update_fields=["reminders"])
            emails.report_reminder(protest)
            asked += 1
    return asked


def _enter(protest: Protest, contact: Contact, claim: Claim, corrected: TurnoutReport | None) -> TurnoutReport:
    """What nobody has looked at yet is replaced by its correction; what stands stays until that is accepted."""
    if corrected and corrected.finding in OPEN:
        unseen, corrected = corrected, corrected.corrects
        unseen.delete()
    made = TurnoutReport.objects.create(
        protest=protest, contact=contact, at=clock.now(), corrects=corrected, **asdict(claim)
    )
    record("turnout.reported", protest, by=None)
    emails.no_report_reminder(protest)
    return made


def _corrected(standing: QuerySet[TurnoutReport], contact: Contact, corrects: int | None) -> TurnoutReport | None:
    if corrects is None:
        return None
    found = standing.filter(pk=corrects, contact=contact, correction=None).first()
    if found is None:
        raise Refused("turnout.corrected", _("This report was corrected already. Correct the newer one."))
    return found


def _for_moderator(report_id: int, by: Person) -> TurnoutReport:
    found = TurnoutReport.objects.select_for_update(of=("self",)).select_related("protest__day", "corrects")
    report = found.get(pk=report_id)
    check_reach(report.protest, by)
    if report.finding not in OPEN:
        raise Decided
    return report


def _has_second(found: TurnoutReport, by: Person) -> bool:
    """Whether this is the second person; who runs a campaign alone is the second one too."""
    if found.finding != Finding.SECOND:
        return False
    if found.first_by_id == by.pk and found.protest.day.campaign.team.count() > 1:
        raise NeedsAnother
    return True


def _decide(found: TurnoutReport, finding: Finding, by: Person) -> None:
    found.finding, found.decided_by, found.decided_at = finding, by, clock.now()
    found.save()


def _claim(found: TurnoutReport) -> Claim:
    return Claim(**{name: getattr(found, name) for name in Claim.__dataclass_fields__})


def _unreported(now: datetime) -> QuerySet[Protest]:
    """What is over and was announced until the end, without a report, where somebody can still be asked."""
    last = turnout.REMINDERS[-1]
    over = Protest.objects.public().filter(over_at__lte=now - turnout.REMINDERS[0], over_at__gt=now - 2 * last)
    held = over.exclude(status__in=running.NOT_HELD).filter(reports=None, is_sample=False)
    return held.filter(reminders__lt=len(turnout.REMINDERS), contact__sealed_email__isnull=False)
