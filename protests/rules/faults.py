"""What is wrong with something that was sent: named for programs, said in words for people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.functional import Promise

from maps.errors import InvalidInput

T = TypeVar("T")


class Refused(ValueError):
    """One rule says no: a code that is stable, and a sentence that says what to do. Never repeats the value."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Fault:
    """A refusal and the field it belongs to."""

    field: str
    code: str
    message: str | Promise

    # Whether sending the same again with this code in `confirm` is accepted.
    may_confirm: bool = False


class Faulty(ValueError):
    """Everything that is wrong at once, so that nobody mends one field a time."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(fault.code for fault in self.faults))


@dataclass
class Reading:
    """Reads fields one by one and gathers the refusals. `confirmed` holds the codes the sender insists on."""

    confirmed: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)

    def take(self, name: str, read: Callable[..., T], *args: object, **kwargs: object) -> T | None:
        """What `read` makes of its arguments, or None and a fault for the field `name`."""
        try:
            return read(*args, **kwargs)
        except (Refused, InvalidInput) as refused:
            self.faults.append(Fault(name, refused.code, refused.message))
        return None

    def doubt(self, name: str, code: str, message: str | Promise) -> None:
        """A refusal that the sender may overrule by sending the code in `confirm`."""
        if code not in self.confirmed:
            self.faults.append(Fault(name, code, message, may_confirm=True))

    def refuse(self, name: str, code: str, message: str | Promise) -> None:
        self.faults.append(Fault(name, code, message))

    def finish(self) -> None:
        """Raises Faulty if anything was refused."""
        if self.faults:
            raise Faulty(self.faults)
