"""Programs and schemas that nobody here wrote, fed with our bytes."""

import json
import subprocess
from functools import cache
from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parent / "js"
ATOM = Path(__file__).parent / "atom" / "atom.rng"
NAMES = {"atom": "http://www.w3.org/2005/Atom"}
RULE = "{http://www.ascc.net/xml/schematron}rule"


def read_calendar(content: bytes) -> dict:
    """What ical.js, the reader of Thunderbird, makes of a calendar: {"head": {...}, "entries": [...]}."""
    return _node("read_calendar.mjs", content)


def starts_by_node_ical(content: bytes) -> dict[str, str]:
    """What node-ical makes of the starts in a calendar: {uid: ISO moment, or date}."""
    return _node("read_with_node_ical.cjs", content)


def geojson_faults(content: bytes) -> list[dict]:
    """What @mapbox/geojsonhint finds wrong."""
    return _node("check_geojson.cjs", content)


def atom_faults(content: bytes) -> list[str]:
    """What the schema of RFC 4287 says against a feed, and the rules that it carries beside its grammar."""
    feed, grammar = etree.fromstring(content), _atom_grammar()
    grammar.validate(feed)
    broken = [rule[0].text for rule in etree.parse(ATOM).iter(RULE) if not _holds(rule, feed)]
    return [str(fault) for fault in grammar.error_log] + broken


@cache
def _atom_grammar() -> etree.RelaxNG:
    return etree.RelaxNG(file=ATOM)


def _holds(rule: etree._Element, feed: etree._Element) -> bool:
    found = feed.xpath(f"//{rule.get('context')}", namespaces=NAMES)
    return all(one.xpath(f"boolean({rule[0].get('test')})", namespaces=NAMES) for one in found)


def schema_org_faults(event: dict) -> list[str]:
    """What of an Event is no term of schema.org's vocabulary, belongs to another type, or is none of the values that
    the vocabulary allows there. The models are large: only who asks for them pays."""
    from pydantic import ValidationError
    from schema_org import Event

    said = {name: value for name, value in event.items() if name != "@context"}
    try:
        understood = Event.model_validate(said, strict=False).to_jsonld()
    except ValidationError as refused:
        return [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in refused.errors()]
    return [name for name in said if understood.get(name) != said[name]]


def _node(script: str, content: bytes):
    return json.loads(subprocess.run(["node", FOLDER / script], input=content, capture_output=True, check=True).stdout)
