"""A campaign's one colour becomes readable text on every ground: the reference values stand in tokens.css."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protests.formats import accent

REFERENCES = [
    ("#FFD400", "#846D09", "#FFD400", "#FFD400", "#FFD400", accent.INK),
    ("#C8321A", "#C8321A", "#E54F36", "#E34D35", "#F55E45", accent.WHITE),
    ("#0E7A4B", "#0E7A4B", "#349463", "#319160", "#43A06F", accent.WHITE),
    ("#1B2A6B", "#1B2A6B", "#6981CA", "#667EC7", "#748DD7", accent.WHITE),
    ("#F06CA8", "#BF3F7D", "#F06CA8", "#F06CA8", "#F06CA8", accent.INK),
]
GROUNDS = (accent.LIGHT_GROUNDS, accent.DARK_GROUNDS, accent.LIGHT_BOARD, accent.DARK_BOARD)


@pytest.mark.parametrize(("stored", "light", "dark", "light_board", "dark_board", "on"), REFERENCES)
def test_the_reference_values(stored, light, dark, light_board, dark_board, on):
    assert [accent.readable(stored, grounds) for grounds in GROUNDS] == [light, dark, light_board, dark_board]
    assert accent.on_accent(stored) == on


@given(st.integers(0, 0xFFFFFF).map("#{:06X}".format))
def test_every_colour_is_readable_everywhere(stored):
    assert accent.contrast(accent.on_accent(stored), stored) >= accent.READABLE
    for grounds in GROUNDS:
        text = accent.readable(stored, grounds)
        assert min(accent.contrast(text, ground) for ground in grounds) >= accent.READABLE


def test_the_stylesheet_repeats_both_dark_selectors():
    dark = "--accent:#FFD400;--on-accent:#12181A;--accent-text:#FFD400;--accent-on-ink:#FFD400"
    assert accent.stylesheet("#FFD400") == (
        ":root{--accent:#FFD400;--on-accent:#12181A;--accent-text:#846D09;--accent-on-ink:#FFD400}"
        f'@media (prefers-color-scheme:dark){{:root:not([data-scheme="light"]){{{dark}}}}}'
        f':root[data-scheme="dark"]{{{dark}}}'
    )
