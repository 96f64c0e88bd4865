"""A request that comes twice, after a double click or a lost answer, is taken in once."""

from dataclasses import dataclass

from django.db import connection

from protests.models import Submission


class OtherBody(Exception):
    """The same key came before with something else in it."""


class InFlight(Exception):
    """The same key is being dealt with at this moment."""


@dataclass(frozen=True)
class Request:
    """What makes a repeated request recognisable: a key, and a digest of what came with it.

    A second one that comes while the first is under way waits for it, as after a double click, or is told so.
    """

    key: str
    digest: bytes
    waits: bool = True


def is_repeated(*, key: str) -> bool:
    """Whether a request with this key was taken in: then sending it again costs nothing, and gets the first answer."""
    return Submission.objects.filter(request_key=key).exists()


def hold(request: Request) -> None:
    """Until the end of the transaction nobody else deals with this key. Raises InFlight."""
    lock = "pg_advisory_xact_lock" if request.waits else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [request.key])
        if cursor.fetchone()[0] is False:
            raise InFlight
