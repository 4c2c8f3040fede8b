"""Whatever the OpenAPI allows, and much it does not, gets an answer that the OpenAPI describes; from every caller."""

import asyncio
import re
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from tests.api.matrix import CALLERS, DEVICES, device_rows, rows
from tests.api.people import caller_of, shape
from tests.api.subjects import Subjects
from tests.support.callers import Caller
from tests.support.devices import device
from tests.support.school import School

Operation = APIOperation[Any, Any, Any, Any]

# One caller of each role; what sets the others apart are rows, and those are in the matrix.
ROLES = [who for who in CALLERS if who not in ("other", "head", "member")]

# What is generated for one operation, caller and kind of data (fitting the schema, and not).
EXAMPLES = 3

_NO_IDS = {"id": "z" * 24, "file_id": "z" * 24}

# A well-formed visit may still be refused by the school's rules, so not all that fits the schema is accepted. Who may
# call what is in the matrix; the tool's own check repeats our token and wonders that it is accepted.
_SKIPPED = [positive_data_acceptance, ignored_auth]


@pytest.mark.parametrize("who", ROLES)
async def test_every_answer_is_as_described(roomy_school: School, who: str) -> None:
    expected = {row: statuses[who] for row, statuses in rows().items()}
    assert not await _wrong(roomy_school, await caller_of(roomy_school, CALLERS[who]), expected)


@pytest.mark.parametrize("kind", DEVICES)
async def test_every_answer_to_a_device_is_as_described(roomy_school: School, kind: str) -> None:
    """Of what needs a token only what devices of this kind may call: the rest is refused before it is looked at."""
    known, table = device_rows(), rows()
    private = {row: statuses[kind] for row, statuses in known.items() if table[row]["nobody"] == 401}
    allowed = {row: status for row, status in private.items() if status != 403}
    assert allowed and not await _wrong(roomy_school, await device(roomy_school, kind), allowed)


async def _wrong(school: School, caller: Caller, expected: dict[str, int]) -> str:
    """What was wrong, in words; the rows are called in their order, which ends with signing out."""
    headers, subjects = dict(caller.http.headers), Subjects(school)
    url = f"{school.url}/api/v1/openapi.json"
    schema = await asyncio.to_thread(schemathesis.openapi.from_url, url)
    schema.config.max_stream_events = (
        1  # the stream of events has no end, and its next one may be long in coming
    )
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    operations = {shape(operation.label): operation for operation in found}
    wrong: list[str] = []
    for row, status in expected.items():
        if operation := operations.get(shape(row)):
            ids = await _ids(row, subjects) if status < 300 else {}
            wrong += await asyncio.to_thread(_fuzz, operation, headers, ids, status)
    return "\n\n".join(wrong)


def _fuzz(operation: Operation, headers: dict[str, str], ids: dict[str, str], status: int) -> list[str]:
    """What was wrong, in words. Who is not let in is told so before anything is read: one call shows it."""
    try:
        if status in (401, 403):
            _answers_as_described(operation.Case(path_parameters=_NO_IDS), headers)
        else:
            _generate(operation, GenerationMode.POSITIVE, headers, ids)
            _generate(operation, GenerationMode.NEGATIVE, headers, ids)
    except FailureGroup as group:
        return [f"{operation.label}: {failure}" for failure in group.exceptions]
    except Unsatisfiable:  # who takes nothing can be given nothing wrong
        return []
    return []


def _generate(
    operation: Operation, mode: GenerationMode, headers: dict[str, str], ids: dict[str, str]
) -> None:
    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode, path_parameters=ids or None))
    def generated(case: schemathesis.Case[Any]) -> None:
        hypothesis.assume("" not in (case.query or {}).values())  # a blank filter is no filter
        _answers_as_described(case, headers)

    generated()


def _answers_as_described(case: schemathesis.Case[Any], headers: dict[str, str]) -> None:
    case.call_and_validate(headers=headers, excluded_checks=_SKIPPED)


async def _ids(row: str, subjects: Subjects) -> dict[str, str]:
    """Real ids for the path, named as the path names them."""
    made = [await subjects.make(name) for name in re.findall(r"{(\w+)}", row)]
    return dict(zip(("id", "file_id"), made, strict=False))
