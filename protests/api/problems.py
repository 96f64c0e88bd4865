"""Every refusal of the API as problem+json (RFC 9457), whoever raised it."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from protests.actions.repeated import InFlight, OtherBody
from protests.actions.submissions import Closed
from protests.filters import BadQuery
from protests.formats import problem
from protests.rules.faults import Fault, Faulty


class Malformed(APIException):
    """A body or a header that can't be read."""

    status_code = 400

    def __init__(self, code: str, message: str, field: str = "body") -> None:
        super().__init__(message, code)
        self.fault = Fault(field, code, message)


class TooLarge(APIException):
    status_code = 413
    default_code = "body.too_large"


class TooMany(APIException):
    """Too much came from one place in the last hour; `wait` is in seconds, `limits` are headers that say what may."""

    status_code = 429

    def __init__(self, wait: int, limits: Mapping[str, str]) -> None:
        super().__init__(code="too_many")
        self.wait = wait
        self.limits = limits


PLAIN: dict[type[Exception], tuple[int, str]] = {
    Http404: (404, "not_found"),
    PermissionDenied: (403, "forbidden"),
    SuspiciousOperation: (400, "query.too_long"),  # more parameters than Django reads
}


def handler(error: Exception, context: dict[str, object]) -> Response | None:
    """What REST framework calls with whatever a view raised; None is a fault of ours."""
    match error:
        case BadQuery():
            return _answer(400, "query.invalid", error.faults)
        case Faulty():
            return _answer(422, "fields.invalid", error.faults)
        case Closed():
            closed = Fault("day", "day.closed", _("This day takes no submissions, or doesn't exist."))
            return _answer(422, "fields.invalid", [closed])
        case OtherBody():
            reused = Fault("Idempotency-Key", "idempotency_key.reused", _("This key came with another body."))
            return _answer(422, "idempotency_key.reused", [reused])
        case InFlight():
            early = Fault("Idempotency-Key", "idempotency_key.in_flight", _("The first is under way. Ask again soon."))
            return _answer(409, early.code, [early], wait=1)
        case Malformed():
            return _answer(400, error.fault.code, [error.fault])
        case TooMany():
            return _answer(429, "too_many", wait=error.wait, more=error.limits)
        case APIException():
            return _of_framework(error)
    return next((_answer(*answer) for kind, answer in PLAIN.items() if isinstance(error, kind)), None)


def _of_framework(error: APIException) -> Response:
    """405, 413, 415: the code is REST framework's, or our own."""
    return _answer(error.status_code, str(error.get_codes()))


def _answer(
    status: int, code: str, faults: Iterable[Fault] = (), wait: int = 0, more: Mapping[str, str] | None = None
) -> Response:
    """`wait` is in seconds, `more` are headers."""
    headers = {**({"Retry-After": str(wait)} if wait else {}), **(more or {})}
    return Response(
        problem.problem(status, code, faults), status=status, headers=headers, content_type=problem.MEDIA_TYPE
    )
