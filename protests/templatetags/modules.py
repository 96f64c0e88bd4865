"""Scripts as ES modules without a build: the browser is told at once of all that one imports, however far down."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

IMPORT = re.compile(r'^import [^"]*"(\.[^"]+)";$', re.MULTILINE)


@register.simple_tag
def module(name: str) -> SafeString:
    """The script of a static file; what it imports comes at the same time, not one round trip after the other."""
    links = ((static(one),) for one in imported(name))
    preloaded = format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)
    return format_html('{}\n  <script type="module" src="{}"></script>', preloaded, static(name))


@cache
def imported(name: str) -> tuple[str, ...]:
    """The names of all modules that a static file needs, without itself."""
    found: dict[str, None] = {name: None}
    waiting = [name]
    while waiting:
        new = [one for one in _imports(waiting.pop()) if one not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)[1:]


def _imports(name: str) -> Iterator[str]:
    path = finders.find(name)
    for relative in IMPORT.findall(Path(path).read_text()) if path else ():
        yield normpath(f"{dirname(name)}/{relative}")
