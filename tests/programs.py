"""Programs that nobody here wrote, fed with our bytes."""

import json
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent / "js"


def read_calendar(content: bytes) -> dict:
    """What ical.js, the reader of Thunderbird, makes of a calendar: {"head": {...}, "entries": [...]}."""
    return _node("read_calendar.mjs", content)


def starts_by_node_ical(content: bytes) -> dict[str, str]:
    """What node-ical makes of the starts in a calendar: {uid: ISO moment, or date}."""
    return _node("read_with_node_ical.cjs", content)


def geojson_faults(content: bytes) -> list[dict]:
    """What @mapbox/geojsonhint finds wrong."""
    return _node("check_geojson.cjs", content)


def _node(script: str, content: bytes):
    return json.loads(subprocess.run(["node", FOLDER / script], input=content, capture_output=True, check=True).stdout)
