"""The description of the API is valid OpenAPI 3.1 and complete."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31

from tests.support.school import School

Operation = tuple[str, dict[str, Any]]


@pytest.fixture
async def description(sqlite_school: School) -> dict[str, Any]:
    """As the running server gives it."""
    described: dict[str, Any] = await sqlite_school.nobody().get("openapi.json")
    return described


async def test_it_is_valid(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1.")
    jsonschema_rs.validator_for(OPENAPI_31).validate(description)


async def test_every_schema_is_one_and_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for schema in schemas.values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    referred = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(description)))
    assert referred == referred & set(schemas)


async def test_no_two_answers_share_a_name(description: dict[str, Any]) -> None:
    """Their names would then tell where they stand in our code, and change for whoever generates types."""
    assert [name for name in description["components"]["schemas"] if name.startswith("server__")] == []


async def test_every_operation_is_described(description: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in _operations(description)]
    assert len(ids) == len(set(ids))
    for name, operation in _operations(description):
        assert re.search(r"[\u4e00-\u9fff]", operation["summary"]), name
        assert operation["tags"], name
        success = [status for status in operation["responses"] if status.startswith("2")]
        assert len(success) == 1, name


async def test_every_refusal_is_a_problem_document(description: dict[str, Any]) -> None:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for name, operation in _operations(description):
        refusals = {s: said for s, said in operation["responses"].items() if not s.startswith("2")}
        assert "503" in refusals, name
        assert {"401", "403"} <= set(refusals) or not operation["security"], name
        assert ("404" in refusals) or "{" not in name, name
        assert "422" in refusals or name.startswith("get") or "callback" in name, name
        assert all(said["content"] == problem for said in refusals.values()), name


async def test_every_object_that_comes_in_is_closed(description: dict[str, Any]) -> None:
    """A misspelt key is refused, so a client learns of it before a visitor does."""
    for name, operation in _operations(description):
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            model = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert description["components"]["schemas"][model]["additionalProperties"] is False, name


def _operations(description: dict[str, Any]) -> Iterator[Operation]:
    for path, item in description["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation
