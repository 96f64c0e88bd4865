"""What an organiser may do with an entry: what makes no sense is not offered, and refused."""

from protests.enums import Decision, Status
from protests.rules.states import COUNTED

CONFIRM = "confirm"
CANCEL, POSTPONE, BAN, EDIT, UNDO, REMOVE = "cancel", "postpone", "ban", "edit", "undo", "withdraw"
REPORT = "report"
# Nobody comes to these; to a banned one some may, all the same.
NOT_HELD = (Status.CANCELLED, Status.POSTPONED)
ON = frozenset({EDIT, CANCEL, POSTPONE, BAN, REMOVE})
MAY = {
    Status.TENTATIVE: ON,
    Status.CONFIRMED: ON,
    Status.POSTPONED: frozenset({EDIT, CANCEL, BAN, UNDO, REMOVE}),
    Status.CANCELLED: frozenset({UNDO, REMOVE}),
    Status.BANNED: frozenset({EDIT, CANCEL, POSTPONE, BAN, UNDO, REMOVE}),
}

BEFORE = {
    Decision.UNCONFIRMED: frozenset({CONFIRM, EDIT, REMOVE}),
    Decision.WAITING: frozenset({EDIT, REMOVE}),
    Decision.ASKED: frozenset({EDIT, REMOVE}),
}


def before(decision: str) -> frozenset[str]:
    """With what was not approved."""
    return BEFORE.get(Decision(decision), frozenset())


def acts(status: str, *, is_public: bool, has_begun: bool, is_over: bool) -> frozenset[str]:
    """With a protest. Of one that is over nothing can be changed any more, but it may be taken off the site. How many
    came can be said from its start on, also of a banned one: some gather all the same."""
    if not is_public:
        return frozenset()
    may = frozenset({REMOVE}) if is_over else MAY[Status(status)]
    return may | {REPORT} if (has_begun or is_over) and status not in NOT_HELD else may


def gathers(status: str, going_ahead: bool) -> bool:
    """Whether people are to come, as far as is known."""
    return status in COUNTED or going_ahead
