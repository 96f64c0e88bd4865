"""Strict JSON: what comes in is one object, or refused with a name (S18)."""

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from protests.api.parsers import read
from protests.api.problems import Malformed
from protests.rules.faults import Faulty

scalars = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
objects = st.dictionaries(texts, st.recursive(scalars | texts, lambda inner: st.lists(inner, max_size=3), max_leaves=9))


@settings(deadline=None)
@given(objects)
def test_every_object_comes_in_as_it_is(sent):
    assert read(json.dumps(sent).encode()) == sent


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='{}[]":,\\u0d8e1N-', max_size=200).map(str.encode))
def test_everything_else_is_refused(content):
    with suppress(Malformed, Faulty):
        assert isinstance(read(content), dict)
