"""Pins for pictures: what typst/pins.typ draws of them. Pure."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import number_format

from maps.mercator import View
from maps.pins import BIG, Box, Marker, Pin, pins


def pinned(markers: Iterable[Marker], view: View, width: int, radius: int) -> list[dict[str, Any]]:
    """Grouped as where the view is drawn `width` pixels wide and pins as large as on a page (maps/pins.py)."""
    return [_drawn(pin) for pin in pins(list(markers), view, lambda group: ("", ""), width, radius)]


def _drawn(pin: Pin) -> dict[str, Any]:
    return {
        "x": float(pin.x.rstrip("%")) / 100,
        "y": float(pin.y.rstrip("%")) / 100,
        "state": pin.state,
        "shape": pin.shape,
        "count": number_format(pin.count, use_l10n=True) if pin.count > 1 else "",
        "big": pin.count >= BIG,
        "face": _box(pin.face),
        "ring": _box(pin.ring),
    }


def _box(box: Box) -> list[int]:
    return [box.x, box.y, box.width, box.height]
