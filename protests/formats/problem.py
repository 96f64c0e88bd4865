"""Errors for programs: RFC 9457 problem details, the same from the API, the feeds and the files."""

from collections.abc import Iterable
from http import HTTPStatus

from protests.rules.faults import Fault

MEDIA_TYPE = "application/problem+json"


def problem(status: int, code: str, faults: Iterable[Fault] = ()) -> dict[str, object]:
    """`{type, title, status, code, errors}`; `code` is stable, the messages are for people."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "errors": [
            {"field": fault.field, "code": fault.code, "message": str(fault.message)}
            | ({"may_confirm": True} if fault.may_confirm else {})
            for fault in faults
        ],
    }
