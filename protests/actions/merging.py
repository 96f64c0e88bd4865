"""Two records of one protest become one, and two again: followers and links move, and everything can move back.

The loser's address leads to the winner, its calendar entry is cancelled under its own UID (DECISIONS, "Removal").
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone as clock

from protests import emails
from protests.actions import deciding, protests
from protests.actions.log import changed, record
from protests.enums import Decision, Visibility
from protests.models import Follower, Merge, Person, Protest, Submission, TurnoutReport
from protests.rules.transitions import NotNow
from protests.rules.window import Frozen


class Impossible(ValueError):
    """These two can't be one: the same one twice, of two campaigns, or one that the world does not see (any more)."""


@transaction.atomic
def merge(*, winner: str, loser: str, by: Person) -> Merge:
    """The codes of two protests that are one. Raises PermissionDenied, Impossible."""
    _hold_entries(loser)
    held = _held(winner, loser)
    return _merge(held[winner], held[loser], by)


@transaction.atomic
def merge_submission(*, submission_id: UUID, winner: str, by: Person, seen: str | None = None) -> Merge:
    """What waits is a protest that is listed already: it is accepted as a record of its own that the world never sees,
    so that its organiser keeps a page and the two can be parted. Raises as merge and submissions.approve do."""
    submission = deciding.for_moderator(submission_id, by)
    deciding.check_seen(submission, seen)
    if submission.is_change:
        raise Impossible
    if submission.day.frozen_at:
        raise Frozen
    protest = submission.protest = protests.accept(submission, by=by)
    deciding.decide(submission, Decision.APPROVED, by=by)
    record("submission.approved", submission, by=by)
    return _merge(_held(winner)[winner], protest, by)


@transaction.atomic
def unmerge(*, loser: str, by: Person) -> Protest:
    """They were two after all: the loser is shown as it stood, and gets back what moved. Raises PermissionDenied,
    Impossible, NotNow for one that is not merged (any more)."""
    _hold_entries(loser)
    winner = Protest.objects.filter(merged__code=loser).values_list("code", flat=True)
    protest = _held(loser, *winner)[loser]
    deciding.check_reach(protest, by)
    was_told = not _unsent(protest)
    part(protest, by)
    entry = _entry(protest)
    if was_told and entry and protest.contact:
        emails.approved(entry)
    return protest


def part(protest: Protest, by: Person) -> None:
    """Undoes the merge of a protest that is held; part of an act. Raises NotNow."""
    merge = protest.merges.filter(undone_at=None).first()
    if merge is None or protest.visibility != Visibility.MERGED:
        raise NotNow(protest.visibility)
    Follower.objects.filter(pk__in=merge.followers, protest=merge.winner).update(protest=protest, day=protest.day)
    Protest.objects.filter(pk__in=merge.instead_of, instead=merge.winner).update(instead=protest)
    _report_of(merge.winner, protest, merge.reports)
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    _show(protest, Visibility.PUBLIC, None, merge.undone_at)
    record("protest.unmerged", protest, by=by)
    for day in sorted({protest.day, merge.winner.day}, key=lambda day: day.pk):
        changed(day)


def _merge(winner: Protest, loser: Protest, by: Person) -> Merge:
    for protest in (winner, loser):
        deciding.check_reach(protest, by)
    are_public = {winner.visibility, loser.visibility} == {Visibility.PUBLIC}
    if winner.pk == loser.pk or winner.day.campaign_id != loser.day.campaign_id or not are_public:
        raise Impossible
    followers, pointing = _movable(winner, loser)
    emails.merged(loser, _entry(loser), followers)
    moved = [follower.pk for follower in followers]
    Follower.objects.filter(pk__in=moved).update(protest=winner, day=winner.day)
    Protest.objects.filter(pk__in=pointing).update(instead=winner)
    now, reports = clock.now(), [*loser.reports.values_list("pk", flat=True)]
    _report_of(loser, winner, reports)
    kept = {"followers": moved, "instead_of": pointing, "reports": reports}
    merge = Merge.objects.create(winner=winner, loser=loser, at=now, **kept)
    _show(loser, Visibility.MERGED, winner, now)
    record("protest.merged", loser, by=by)
    record("protest.merged_with", winner, by=by)
    for day in sorted({loser.day, winner.day}, key=lambda day: day.pk):
        changed(day)
    return merge


def _movable(winner: Protest, loser: Protest) -> tuple[list[Follower], list[int]]:
    """Who follows the loser and not the winner, and the protests that lead to the loser."""
    known = Follower.objects.filter(protest=winner).values("email_index")
    followers = Follower.objects.filter(protest=loser).exclude(email_index__in=known).select_for_update()
    pointing = Protest.objects.filter(instead=loser).exclude(pk=winner.pk)
    return list(followers), list(pointing.values_list("pk", flat=True))


def _report_of(before: Protest, after: Protest, reports: list[int]) -> None:
    """What was reported of one is reported of the other; both say something else then."""
    if TurnoutReport.objects.filter(pk__in=reports, protest=before).update(protest=after):
        Protest.objects.filter(pk__in=[before.pk, after.pk]).update(revised_at=clock.now())


def _show(protest: Protest, visibility: Visibility, into: Protest | None, now: datetime) -> None:
    protest.visibility, protest.merged_into = visibility, into
    protest.sequence += 1
    protest.revised_at = now
    protest.save()


def _unsent(protest: Protest) -> bool:
    """Whether nobody was told of the merge; then nobody will be."""
    mails = protest.mails.filter(template="merged").select_for_update()
    is_unsent = all(mail.attempts == 0 for mail in mails)
    if is_unsent:
        protest.mails.filter(template="merged").delete()
    return is_unsent


def _entry(protest: Protest) -> Submission | None:
    return protest.submissions.filter(is_change=False).order_by("created_at").first()


def _hold_entries(code: str) -> None:
    """What was sent comes before what became of it (actions/own.py): its organiser may be acting at this moment."""
    list(Submission.objects.select_for_update(of=("self",)).filter(protest__code=code).order_by("created_at", "pk"))


def _held(*codes: str) -> dict[str, Protest]:
    """All of them, always in the order of their codes, so that two acts never wait for each other. Raises
    Impossible."""
    found = Protest.objects.select_for_update(of=("self",)).select_related("day", "contact").filter(code__in=codes)
    held = {protest.code: protest for protest in found.order_by("code")}
    if set(codes) - held.keys():
        raise Impossible
    return held
