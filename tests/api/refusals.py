"""Tables of wrong input: what is changed in a good request, and the refusal that must follow."""

import copy
import json
import re
from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.callers import Caller
from tests.support.rows import row_counts


@dataclass(frozen=True)
class Wrong:
    """One change to a good body. `field` is where the refusal points; "" where it is about no single field."""

    path: str
    value: Any
    code: str
    field: str = ""
    status: int = 422

    @property
    def pointed_at(self) -> str:
        """The field that the refusal must name."""
        return self.field or self.path


# Takes a key out of the body.
MISSING = object()


def changed(body: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of `body` with `value` at the dotted `path`."""
    whole = copy.deepcopy(body)
    *parents, last = path.split(".")
    part: Any = whole
    for key in parents:
        part = part[int(key)] if key.isdigit() else part[key]
    if value is MISSING:
        del part[last]
    else:
        part[int(last) if last.isdigit() else last] = value
    return whole


async def refused(caller: Caller, path: str, body: dict[str, Any], cases: list[Wrong]) -> None:
    """Every case is refused as it says, repeats nothing of what was typed, and leaves no row behind."""
    before = await row_counts()
    wrong = []
    for case in cases:
        answer = await caller.http.post(path, json=changed(body, case.path, case.value))
        if complaint := _complaint(answer, case):
            wrong.append(f"{case}: {complaint}: {answer.status_code} {answer.text}")
    assert not wrong, "\n".join(wrong)
    assert await row_counts() == before


def _complaint(answer: httpx.Response, case: Wrong) -> str | None:
    if answer.status_code != case.status:
        return "status"
    if answer.headers["content-type"] != "application/problem+json":
        return "content type"
    said = answer.json()
    named = {(problem["field"], problem["code"]) for problem in said.get("errors", [])}
    if case.code != said["code"] and (case.pointed_at, case.code) not in named:
        return "code or field"
    return "echo" if _echoes(said, case.value) else None


def _echoes(said: dict[str, Any], value: Any) -> bool:
    """Whether anything typed of four characters or more stands in the answer, as a word of its own.

    A document's kind is no secret, and is part of some codes.
    """
    text = json.dumps(said, ensure_ascii=False)
    if isinstance(value, dict):
        return any(_echoes(said, part) for key, part in value.items() if key != "kind")
    if isinstance(value, list):
        return any(_echoes(said, part) for part in value)
    if not isinstance(value, str) or len(value) < 4:
        return False
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", text) is not None
