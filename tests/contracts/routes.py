"""Every address of the site, with arguments that exist. A new one fails the tests until somebody decides who may do
what there (S03)."""

from django.urls import URLPattern, get_resolver

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def names(patterns=None, prefix="") -> set[str]:
    """The names of all routes, those of a namespace with its prefix."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            found.add(prefix + (pattern.name or str(pattern.pattern)))
        else:
            found |= names(pattern.url_patterns, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))
    return found
