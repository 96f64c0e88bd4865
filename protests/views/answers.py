"""Answers that several forms of visitors give."""

from django.http import HttpResponseRedirect


def see_other(path: str) -> HttpResponseRedirect:
    """After a POST: the browser gets the next page, and a reload of it sends nothing again."""
    return HttpResponseRedirect(path, status=303)
