"""Every static file that a template names exists: with hashed names a missing one is a 500, not a 404."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

NAMED = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
NAMES = sorted({name for file in Path("templates").rglob("*.html") for name in NAMED.findall(file.read_text())})


@pytest.mark.parametrize("name", NAMES)
def test_it_exists(name):
    assert finders.find(name)


def test_some_are_named():
    assert len(NAMES) > 10
