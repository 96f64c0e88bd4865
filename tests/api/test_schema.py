"""The OpenAPI document: valid, clean, and true of what the API does (A1, S18)."""

import pytest
from django.urls import get_resolver
from openapi_spec_validator import OpenAPIV31SpecValidator

from protests.api import schema, shapes
from protests.formats import properties
from protests.rules import draft
from protests.rules.parameters import READERS
from tests.by_hand import suva

DOCUMENT = schema.document()
OPERATIONS = [(path, verb, told) for path, verbs in DOCUMENT["paths"].items() for verb, told in verbs.items()]


def test_it_is_openapi_3_1():
    """By the schema of the standard itself."""
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_address_of_the_api_is_in_it():
    patterns = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "api").url_patterns
    assert sorted("/" + _template(str(one.pattern)) for one in patterns if one.name != "docs") == sorted(
        DOCUMENT["paths"]
    )


def _template(pattern: str) -> str:
    for converter in ("str:", "slug:"):
        pattern = pattern.replace(f"<{converter}", "<")
    return pattern.replace("<", "{").replace(">", "}")


def test_every_parameter_of_the_query_language_is_told_and_its_example_is_read():
    assert list(schema.QUERY) == list(READERS)
    for name, (_shape, about, example) in schema.QUERY.items():
        assert about.endswith(".")
        assert READERS[name](str(example)) is not None


def test_shapes_and_bodies_name_the_same_properties(client, may_31):
    assert list(shapes.PROTEST) == list(properties.of_protest(suva()))
    assert sorted(shapes.PROTEST_IN_FULL) == sorted(properties.in_full(suva()))
    (campaign,), (day,) = (client.get(f"/api/v1/{name}/").json()["results"] for name in ("campaigns", "days"))
    assert (list(shapes.CAMPAIGN), list(shapes.DAY)) == (list(campaign), list(day))
    assert shapes.SUBMISSION.keys() == draft.FIELDS | {"day", "email", "receipt", "phone"}


@pytest.mark.parametrize(("path", "verb", "told"), OPERATIONS, ids=[told["operationId"] for *_, told in OPERATIONS])
def test_what_spectral_asks_of_each_operation(path, verb, told):
    """The rules of spectral:oas for operations: id, tag that is listed, description, success, path parameters."""
    assert told["operationId"].isidentifier()
    assert set(told["tags"]) <= {tag["name"] for tag in DOCUMENT["tags"]}
    assert told["summary"]
    assert told["description"].endswith(".")
    assert any(status.startswith("2") for status in told["responses"])
    named = {one["name"] for one in told.get("parameters", []) if one["in"] == "path"}
    assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}
    assert all(one["description"] for one in told.get("parameters", []))


def test_it_is_served_with_a_tag(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/api/v1/schema/")
    assert answer.json() == DOCUMENT
    assert client.get("/api/v1/schema/", headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
