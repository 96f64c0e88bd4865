"""The kinds of fields that forms are made of. None is required or checked here, so that nothing typed is ever lost."""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from maps import timezones

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


def line(label: Words, hint: Words = "", *, kind: str = "text", **attrs: object) -> forms.Field:
    """One line; `kind` is a type of HTML input, so that phones show the right keyboard and picker."""
    widget = forms.TextInput(attrs | {"type": kind})
    return forms.Field(label=label, help_text=hint, widget=widget, required=False)


def lines(label: Words, hint: Words = "", **attrs: object) -> forms.Field:
    return forms.Field(label=label, help_text=hint, widget=forms.Textarea(attrs), required=False)


def tick(label: Words, **attrs: object) -> forms.Field:
    return forms.Field(label=label, widget=forms.CheckboxInput(attrs), required=False)


def one_of(label: Words, choices: Any, **attrs: object) -> forms.Field:
    return forms.Field(label=label, widget=forms.RadioSelect(attrs, choices), required=False)


def some_of(label: Words, choices: Any, **attrs: object) -> forms.Field:
    return forms.Field(label=label, widget=forms.CheckboxSelectMultiple(attrs, choices), required=False)


def from_list(label: Words, choices: Any, **attrs: object) -> forms.Field:
    return forms.Field(label=label, widget=forms.Select(attrs, choices), required=False)


@cache
def zones() -> list[tuple[str, Any]]:
    """The zones to choose from, by continent: ("Europe", [("Europe/Berlin", "Berlin"), ...])."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zone for zone in timezones.ZONES if "/" in zone and not zone.startswith("Etc/")):
        area, _slash, city = name.partition("/")
        areas.setdefault(area, []).append((name, city.replace("_", " ").replace("/", ", ")))
    return [("", _("That of the place")), *areas.items(), ("UTC", "UTC")]
