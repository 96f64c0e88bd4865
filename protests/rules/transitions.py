"""Which decision may follow which. The table is the rule; docs/transitions.md is drawn from it."""

from protests.enums import Decision

HEAD = """# What may follow a decision

Drawn from `protests/rules/transitions.py`; a test compares the two. What is sent with a receipt code, and a change to
what is on the map, starts as waiting. Until its mail goes out a moderator can take back what they decided or asked.

```mermaid
stateDiagram-v2
"""
AFTER: dict[str, frozenset[str]] = {
    Decision.UNCONFIRMED: frozenset({Decision.WAITING, Decision.WITHDRAWN}),
    Decision.WAITING: frozenset({Decision.APPROVED, Decision.ASKED, Decision.REJECTED, Decision.WITHDRAWN}),
    Decision.ASKED: frozenset({Decision.WAITING, Decision.APPROVED, Decision.REJECTED, Decision.WITHDRAWN}),
    Decision.APPROVED: frozenset(),
    Decision.REJECTED: frozenset(),
    Decision.WITHDRAWN: frozenset(),
}
# What a moderator may take back as long as nobody was told of it; then it waits again, as if nothing had been done.
UNDONE = (Decision.ASKED, Decision.APPROVED, Decision.REJECTED)


def diagram() -> str:
    """The table as a picture: the text of docs/transitions.md."""
    arrows = [f"    {now} --> {then}" for now in Decision.values for then in Decision.values if then in AFTER[now]]
    undone = [f"    {now.value} --> {Decision.WAITING}: undo" for now in UNDONE]
    ends = [f"    {last} --> [*]" for last in Decision.values if not AFTER[last]]
    names = [f"    {decision.value}: {decision.label}" for decision in Decision]
    return HEAD + "\n".join([*names, f"    [*] --> {Decision.UNCONFIRMED}", *arrows, *undone, *ends]) + "\n```\n"


class NotNow(ValueError):
    """The submission has moved on: somebody else decided, or it was withdrawn. `decision` is where it stands."""

    def __init__(self, decision: str) -> None:
        super().__init__(decision)
        self.decision = decision


def check(now: str, then: str) -> None:
    """Raises NotNow unless `then` may follow `now`."""
    if then not in AFTER[now]:
        raise NotNow(now)


def check_undo(now: str) -> None:
    """Raises NotNow unless what was decided can be taken back."""
    if now not in UNDONE:
        raise NotNow(now)
