"""Files from a browser: taken by the few views that say so, from people who may send one, and refused before anything
is kept everywhere else."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from protests import private
from protests.imports import files
from protests.rules import announcing

LARGEST = max(files.LARGEST, announcing.LARGEST_FILE)
# What the form around a file may weigh.
AROUND = 20_000


def takes_a_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose form holds a file of up to 10 MB, of coordinators alone."""
    view.takes_a_file = True  # type: ignore[attr-defined]
    return view


class OneFile(MemoryFileUploadHandler):
    """Keeps one file in memory, never on a disk."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        self.activated = True
        self.is_too_large = content_length > LARGEST + AROUND

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if not _is_welcome(self.request):
            raise SuspiciousOperation("No files here.")
        if self.is_too_large:
            raise RequestDataTooBig("Larger than 10 MB.")
        super().new_file(*args, **kwargs)


def _is_welcome(request: HttpRequest | None) -> bool:
    match = request.resolver_match if request else None
    if request is None or match is None or not getattr(match.func, "takes_a_file", False):
        return False
    return request.user.is_authenticated and private.may_coordinate(request.user)
