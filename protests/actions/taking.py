"""The rows of an import are taken in, one transaction each, and taken back as a whole.

Each act checks under the row's lock whether it was done: an import that stopped half-way goes on where it stopped, and
two workers on one import do nothing twice.
"""

from uuid import UUID

from django.db import transaction

from protests.actions import admission, changes, gatherings, protests, waiting
from protests.actions.imports import held
from protests.actions.log import record, record_counts
from protests.enums import Decision, RowOutcome, Stage, Status, Visibility
from protests.models import Displaced, Import, ImportRow, Person, Protest, Submission
from protests.rules import merging
from protests.rules.draft import Draft
from protests.rules.faults import Faulty
from protests.rules.transitions import NotNow
from protests.rules.window import Frozen

TAKEN = (RowOutcome.ADDED, RowOutcome.SENT, RowOutcome.CHANGED, RowOutcome.CANCELLED)


@transaction.atomic
def start(*, import_id: UUID, is_for_review: bool, by: Person) -> None:
    """Take in what is ticked, or go on with it. Raises PermissionDenied, NotNow."""
    found = held(import_id, by, Stage.READY, Stage.TAKING)
    _check_open(found)
    if found.stage == Stage.READY:
        found.stage, found.is_for_review = Stage.TAKING, is_for_review
        record("import.started", found, by=by)
    found.save()


@transaction.atomic
def take(*, row_id: int, draft: Draft | None) -> None:
    """One row. What is not possible any more is marked so, and hinders no other."""
    row = (
        ImportRow.objects.select_for_update(of=("self",))
        .select_related("of__day__campaign", "of__person")
        .get(pk=row_id)
    )
    if row.outcome or not row.is_ticked or row.of.stage != Stage.TAKING:
        return
    try:
        with transaction.atomic():
            _take(row, draft)
    except (NotNow, Faulty, Protest.DoesNotExist, Submission.DoesNotExist):
        row.outcome = RowOutcome.FAILED
    row.save()


def give_up(*, row_id: int) -> None:
    """It could not be taken in, for a reason that is ours."""
    ImportRow.objects.filter(pk=row_id, outcome="").update(outcome=RowOutcome.FAILED)


@transaction.atomic
def finish(*, import_id: UUID) -> None:
    """Once nothing ticked is left: the file goes at once (TRUST 6)."""
    found = Import.objects.select_for_update(of=("self",)).get(pk=import_id)
    if found.stage == Stage.TAKING and not found.rows.filter(is_ticked=True, outcome="").exists():
        found.stage, found.content = Stage.DONE, None
        found.save()
        record_counts("import.taken", "import", {"rows": found.rows.filter(outcome__in=TAKEN).count()})


@transaction.atomic
def undo(*, import_id: UUID, by: Person) -> None:
    """From now on it is to be taken back; undo_row does so. Raises PermissionDenied, NotNow."""
    found = held(import_id, by, Stage.TAKING, Stage.DONE)
    _check_open(found)
    record("import.undone", found, by=by)
    found.stage, found.content, found.person = Stage.UNDONE, None, by
    found.save()


@transaction.atomic
def undo_row(*, row_id: int) -> None:
    """Take back what one row did. What somebody changed since stays, and is named."""
    row = ImportRow.objects.select_for_update(of=("self",)).select_related("of__person").get(pk=row_id)
    if row.outcome in TAKEN and row.of.stage == Stage.UNDONE:
        row.outcome = RowOutcome.UNDONE if _take_back(row, row.of.person) else RowOutcome.KEPT
        row.save()


def _check_open(found: Import) -> None:
    if found.day.frozen_at:
        raise Frozen


def _take(row: ImportRow, draft: Draft | None) -> None:
    _check_open(row.of)
    if draft:
        admission.check_risk(row.of.day.campaign, draft)
    if row.is_cancelled:
        _cancel(row)
    elif draft is None:
        row.outcome = RowOutcome.FAILED
    elif row.protest_id:
        _change(row, draft)
    elif row.submission_id:
        _change_waiting(row, draft)
    else:
        _add(row, draft)


def _add(row: ImportRow, draft: Draft) -> None:
    row.prints = merging.prints(draft)
    if row.of.is_for_review:
        row.submission = waiting.send_in(day=row.of.day, draft=draft, by=row.of.person)
        row.outcome = RowOutcome.SENT
        return
    row.protest = protests.add(day=row.of.day, draft=draft, import_key=row.key, by=row.of.person)
    row.outcome, row.left_at = RowOutcome.ADDED, row.protest.revised_at


def _change(row: ImportRow, draft: Draft) -> None:
    """What the file changed, on what stands now; the rest stays as it was made here."""
    protest = _protest_of(row)
    if protest.visibility != Visibility.PUBLIC:
        raise NotNow(protest.status)
    merged = merging.merge(gatherings.draft_of(protest), draft, _last_prints(row))
    Displaced.objects.create(row=row, **gatherings.shared(protest))
    if merged.differing:
        protest = changes.revise(code=protest.code, draft=merged.draft, by=row.of.person)
        gatherings.mark_checked(protest)
    row.prints = merging.prints(draft)
    row.outcome, row.left_at = RowOutcome.CHANGED, protest.revised_at


def _change_waiting(row: ImportRow, draft: Draft) -> None:
    submission = _submission_of(row)
    if submission.decision != Decision.WAITING:
        raise NotNow(submission.decision)
    Displaced.objects.create(row=row, **gatherings.shared(submission))
    waiting.rewrite(submission, draft=draft, by=row.of.person)
    row.prints, row.outcome = merging.prints(draft), RowOutcome.CHANGED


def _cancel(row: ImportRow) -> None:
    row.prints = _last_prints(row)
    if row.protest_id is None:
        waiting.take_back(_submission_of(row), by=row.of.person)
    else:
        protest = changes.cancel(code=_protest_of(row).code, by=row.of.person)
        latest = protest.changes.order_by("at", "pk").last()
        row.change, row.left_at = latest.pk if latest else None, protest.revised_at
    row.outcome = RowOutcome.CANCELLED


def _protest_of(row: ImportRow) -> Protest:
    """Locked until the act is done. Raises Protest.DoesNotExist."""
    if row.protest_id is None:
        raise Protest.DoesNotExist
    return Protest.objects.select_for_update(of=("self",)).select_related("day").get(pk=row.protest_id)


def _submission_of(row: ImportRow) -> Submission:
    """Locked until the act is done. Raises Submission.DoesNotExist."""
    if row.submission_id is None:
        raise Submission.DoesNotExist
    return Submission.objects.select_for_update(of=("self",)).get(pk=row.submission_id)


def _last_prints(row: ImportRow) -> dict[str, str]:
    """Of what the file said of it when it was last taken in."""
    before = ImportRow.objects.filter(key=row.key, of__day=row.of.day_id, outcome__in=TAKEN).exclude(pk=row.pk)
    return before.order_by("-of__created_at").values_list("prints", flat=True).first() or {}


def _take_back(row: ImportRow, by: Person | None) -> bool:
    """False where somebody did something with it since."""
    if row.protest_id is None:
        return _take_back_waiting(row, by)
    protest = _protest_of(row)
    if protest.revised_at != row.left_at or protest.visibility != Visibility.PUBLIC:
        return False
    if row.outcome == RowOutcome.CANCELLED:
        return row.change is not None and _uncancel(protest, row.change, by)
    if row.outcome == RowOutcome.CHANGED:
        changes.make_again(protest, gatherings.shared(row.displaced), by=by)
        return True
    return protests.take_off(protest, by=by)


def _uncancel(protest: Protest, change: int, by: Person | None) -> bool:
    if protest.status != Status.CANCELLED:
        return False
    changes.undo(code=protest.code, change=change, by=by)
    return True


def _take_back_waiting(row: ImportRow, by: Person | None) -> bool:
    if row.submission_id is None or row.outcome == RowOutcome.CANCELLED:
        return False
    submission = _submission_of(row)
    if submission.decision != Decision.WAITING:
        return False
    if row.outcome == RowOutcome.CHANGED:
        waiting.put_back(submission, gatherings.shared(row.displaced), by=by)
    else:
        waiting.take_back(submission, by=by)
    return True
