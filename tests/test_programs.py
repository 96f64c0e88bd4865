"""The programs that read our bytes in tests are what their authors published."""

import json
from pathlib import Path

from maps.management.commands import vendor

FOLDER = Path("tests/js/vendor")


def test_the_vendored_readers_are_as_listed():
    assert vendor.list_faults(FOLDER, json.loads((FOLDER / "manifest.json").read_text())) == []
