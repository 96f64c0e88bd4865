"""The style sheets keep the rules of the design: tokens only, logical properties only, a focus ring that stays."""

import re
from pathlib import Path

import pytest

from protests.formats import sprite

ROOT = Path(__file__).parents[1]
TOKENS = ROOT / "protests/static/protests/css/tokens.css"
SHEETS = sorted({*ROOT.glob("protests/static/protests/css/*.css"), *ROOT.glob("maps/static/maps/css/*.css")} - {TOKENS})
PHYSICAL = r"(?<![\w-])(?:left|right|top|bottom|(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*)\s*:"


def css(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colours_are_tokens_and_sides_are_logical(path):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", css(path)) == []
    assert re.findall(PHYSICAL, css(path)) == []
    assert re.findall(r"outline:\s*(?:none|0)", css(path)) == []


def test_every_token_that_is_used_exists():
    defined = {name for path in [TOKENS, *SHEETS] for name in re.findall(r"(--[\w-]+)\s*:", css(path))}
    used = {name for path in [TOKENS, *SHEETS] for name in re.findall(r"var\((--[\w-]+)", css(path))}
    assert used - defined == set()


def test_no_template_has_a_style_attribute_or_an_inline_script():
    """S-rows of the policy: neither would run."""
    templates = [path.read_text() for path in ROOT.glob("templates/**/*.html")]
    assert [found for text in templates for found in re.findall(r"\sstyle=", text)] == []
    scripts = [found for text in templates for found in re.findall(r"<script[^>]*>", text)]
    assert [script for script in scripts if "src=" not in script and "application/ld+json" not in script] == []


def test_every_icon_that_is_asked_for_is_drawn():
    drawn = set(re.findall(r'id="i-([\w-]+)"', (ROOT / "templates/_icons.svg").read_text()))
    templates = [path.read_text() for path in ROOT.glob("templates/**/*.html")]
    asked = {name for text in templates for name in re.findall(r'{% icon "([\w-]+)"', text)}
    assert asked - drawn == set()


def test_icons_of_scripts_stay_in_every_page():
    folders = ("protests/static/protests/js", "maps/static/maps/js")
    scripts = "".join(path.read_text() for folder in folders for path in (ROOT / folder).glob("*.js"))
    assert set(re.findall(r'\bicon\("([\w-]+)"\)|#i-([\w-]+)"', scripts)) == {(name, "") for name in sprite.OF_SCRIPTS}
    page = '<use href="#i-map"/>' + "".join(f'<symbol id="i-{name}"></symbol>\n' for name in ("map", "bag", "plus"))
    assert re.findall(r'id="i-(\w+)"', sprite.slim(page)) == ["map", "plus"]
