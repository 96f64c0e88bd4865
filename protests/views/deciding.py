"""What the forms beside one submission do: each act by its name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protests.actions import asking as questions
from protests.actions import bulk, links, merging, protests, submissions, undoing
from protests.private import InReview
from protests.rules import asking, reasons
from protests.rules import instead as addresses
from protests.rules.faults import Reading


@dataclass(frozen=True)
class Done:
    """What is said of an act; `may_undo` until the mail of it goes out."""

    says: str | Promise
    may_undo: bool = False
    # How many more the worker does.
    to_come: int = 0


NOT_DONE = Done("")


def act(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    """NOT_DONE, with the faults in `reading` where there is something to mend, for what can't be done. Raises NotNow,
    versions.Changed."""
    return ACTS.get(request.POST.get("action", ""), _nothing)(request, item, reading)


def _approve(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    submissions.approve(submission_id=item.id, by=request.user, seen=request.POST.get("seen", ""))
    return Done(_("%(city)s approved."), may_undo=True)


def _reject(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    grounds = reasons.read(request.POST, reading)
    if not grounds:
        return NOT_DONE
    said = {"reason": grounds.reason, "note": grounds.note}
    if "alike" in request.POST:
        return _reject_alike(request, item, said)
    submissions.reject(submission_id=item.id, by=request.user, seen=request.POST.get("seen", ""), **said)
    return Done(_("%(city)s rejected."), may_undo=True)


def _reject_alike(request: HttpRequest, item: InReview, said: dict[str, str]) -> Done:
    outcome = bulk.reject_alike(like=item.id, by=request.user, **said)
    return Done(_("%(city)s and what is like it rejected."), to_come=outcome.to_come) if outcome.done else NOT_DONE


def _ask(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    asked = asking.read(request.POST, reading)
    if not asked:
        return NOT_DONE
    questions.ask(submission_id=item.id, by=request.user, asked=asked, seen=request.POST.get("seen", ""))
    return Done(_("%(city)s: the question is asked."), may_undo=True)


def _merge(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    typed = request.POST.get("winner") or request.POST.get("other", "")
    winner = reading.take("other", addresses.code_of, typed, settings.SITE_URL)
    if not winner:
        reading.refuse("other", "merge.none", _("Choose the entry that stays, or enter its address or code."))
        return NOT_DONE
    try:
        if item.code:
            merging.merge(winner=winner, loser=item.code, by=request.user)
        else:
            seen = request.POST.get("seen", "")
            merging.merge_submission(submission_id=item.id, winner=winner, by=request.user, seen=seen)
    except merging.Impossible:
        told = _("These two can't become one. Enter another entry of this campaign that is on the map.")
        reading.refuse("other", "merge.impossible", told)
        return NOT_DONE
    return Done(_("%(city)s merged."), may_undo=not item.code)


def _unmerge(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    if not item.code:
        return NOT_DONE
    merging.unmerge(loser=item.code, by=request.user)
    return Done(_("%(city)s stands on its own again."))


def _undo(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    undoing.undo(submission_id=item.id, by=request.user)
    return Done(_("%(city)s waits again. Nobody was told."))


def _trust(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    bulk.trust(ticked=[bulk.Ticked(item.id, "")], by=request.user)
    return Done(_("%(city)s is in the queue."))


def _hide(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    reason = request.POST.get("reason")
    if not item.code or reason not in reasons.Hiding.values:
        return NOT_DONE
    protests.hide(code=item.code, reason=reason, by=request.user)
    return Done(_("%(city)s is taken off the site."))


def _restore(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    if not item.code:
        return NOT_DONE
    protests.restore(code=item.code, by=request.user)
    return Done(_("%(city)s is shown again."))


def _reissue(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    try:
        links.reissue(submission_id=item.id, by=request.user)
    except links.NoAddress:
        return NOT_DONE
    return Done(_("%(city)s: a new link is on its way to the organiser. The old one is dead."))


def _nothing(request: HttpRequest, item: InReview, reading: Reading) -> Done:
    """An act that does not exist."""
    return NOT_DONE


ACTS: dict[str, Callable[[HttpRequest, InReview, Reading], Done]] = {
    "approve": _approve,
    "reject": _reject,
    "ask": _ask,
    "merge": _merge,
    "unmerge": _unmerge,
    "undo": _undo,
    "trust": _trust,
    "hide": _hide,
    "restore": _restore,
    "reissue": _reissue,
}
