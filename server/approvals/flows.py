"""Flow versions: the file at start becomes a row, and running cases keep their row."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from tortoise.exceptions import IntegrityError

from server.accounts.models import Staff
from server.approvals.chain import Flow, FlowError, parse_flow
from server.approvals.models import FlowVersion
from server.kit import clock
from server.organisation.models import ApprovalGroup

_parsed: dict[int, Flow] = {}
_current: int | None = None


def read_flow_file(path: Path) -> dict[str, Any]:
    """The file's content, checked. Raises FlowError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise FlowError(f"{path.name}: {error}") from error
    parse_flow(data)
    return data


async def load_flow(path: Path) -> int:
    """Make the file the current version, as a new row if it changed; its number. Raises FlowError."""
    global _current
    data = read_flow_file(path)
    await _check_people(parse_flow(data))
    digest = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    _current = await _version_of(digest, data)
    _parsed.clear()
    return _current


async def _check_people(flow: Flow) -> None:
    fallback = await Staff.get_or_none(username=flow.fallback)
    if fallback is None or not fallback.may_decide:
        raise FlowError(f"fallback: {flow.fallback!r} is not an active member of staff who may decide")
    known = set(await ApprovalGroup.filter(key__in=list(flow.group_keys)).values_list("key", flat=True))
    if missing := flow.group_keys - known:
        raise FlowError(f"there is no approval group with the key {sorted(missing)[0]!r}")


async def _version_of(digest: str, data: dict[str, Any]) -> int:
    """Find or add the version; processes that start together may both try, and the unique digest decides."""
    for _ in range(5):
        if found := await FlowVersion.get_or_none(digest=digest):
            return found.number
        last = await FlowVersion.all().order_by("-number").first()
        try:
            row = await FlowVersion.create(
                number=(last.number if last else 0) + 1, digest=digest, content=data, created_at=clock.now()
            )
        except IntegrityError:
            continue
        return row.number
    raise FlowError("the flow's version could not be stored")


def current_version() -> int:
    """The number new cases start with. Raises RuntimeError before `load_flow`."""
    if _current is None:
        raise RuntimeError("load_flow() was not called")
    return _current


async def flow(number: int) -> Flow:
    """The flow of one version; parsed once per process, since a version never changes."""
    if number not in _parsed:
        _parsed[number] = parse_flow((await FlowVersion.get(number=number)).content)
    return _parsed[number]
