"""Schemathesis, which nobody here wrote, reads the OpenAPI document and tries to break what it describes (A1, S18).

Each operation gets a bounded number of requests, good ones and bad ones. Nothing may answer 500, or with a status, a
media type, a header or a shape that the document does not tell.
"""

from dataclasses import replace

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from protests.api import submissions
from protests.api.schema import document
from protests.rules.limits import SUBMISSIONS
from protests.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(document())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
# Where nothing is asked for, nothing can be asked wrongly.
ATTACKS = [
    (operation, mode)
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation.definition.raw.keys() & {"parameters", "requestBody"}
]
PLAIN = {"Accept-Encoding": "identity"}
# What there is to be found; the rest is made up.
KNOWN = {"slug": "sarchk", "campaign": "sarchk", "day": "may-31"}
FEW = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world(publish, monkeypatch):
    """Two protests, and a limit that is not reached by one who tries everything."""
    monkeypatch.setattr(submissions, "SUBMISSIONS", replace(SUBMISSIONS, an_hour=10_000))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    publish(title="Berlin", latitude=52.5244, longitude=13.4105, email="b@example.org")
    yield KNOWN | {"code": publish().code}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("operation", "mode"), ATTACKS, ids=[f"{mode.value} {one.label}" for one, mode in ATTACKS])
def test_nothing_breaks(world, operation, mode):
    operation.app = application
    answered = set()

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def attack(case):
        if mode is GenerationMode.POSITIVE and case.path_parameters:
            case.path_parameters = {name: world[name] for name in case.path_parameters}
        if mode is GenerationMode.POSITIVE and case.method == "POST":
            case.body = case.body | {"day": "sarchk/may-31"}
        answered.add(case.call_and_validate(checks=CHECKS, headers=PLAIN).status_code)

    attack()
    assert answered & {200, 201} or operation.method == "post" or mode is GenerationMode.NEGATIVE
