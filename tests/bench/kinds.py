"""The kinds of request that are measured; each connection has a stream of its own that goes on from round to round."""

import random
import secrets
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count, cycle, islice, repeat
from typing import Any
from urllib.parse import quote

from server.kit import clock
from server.passes import code
from server.passes.models import EntryPass
from server.passes.queries import secret_of_day
from server.settings import Settings
from tests.bench.client import CONNECTIONS, Check, request
from tests.bench.load import CALLERS, code_of, key, phone_of
from tests.bench.scene import Scene

OFFICE = "staff:sunli"
GUARD = "staff:zhouqiang"
HEADS = range(60)
MEMBERS = range(100, 132)  # the busy ones

Stream = Iterator[bytes]


@dataclass(frozen=True)
class Kind:
    """A kind of request; `stream` is called once per connection, with the connection's number."""

    name: str
    stream: Callable[[int], Stream]
    right: Check


def kinds(scene: Scene, settings: Settings) -> list[Kind]:
    """All of them, in the order in which they are measured: the scan beside the floor that it has an aim against."""
    return [
        Kind(
            "scan", lambda n: _scanning(_share(scene.passes, n), scene, settings), _says(b'"verdict":"admit"')
        ),
        Kind("look-up by phone", _looking_up, _says(b'"code":"BENCH')),
        Kind("list of 50, security office", lambda _: _listing(cycle([OFFICE])), _says(b'"number":"V')),
        Kind("list of 50, head of a unit", lambda n: _listing(_people(HEADS, n)), _says(b'"number":"V')),
        Kind("list of 50, member of staff", lambda n: _listing(_people(MEMBERS, n)), _says(b'"number":"V')),
        Kind("detail", lambda _: _details(scene.visits), _says(b'"history":[{')),
        Kind("apply", _applying, _says(b'"status":"in_review"', 201)),
        Kind("approve", lambda _: _approving(scene.open_tasks), _says(b'"status":"approved"')),
        Kind("inside now", lambda _: _reading("present", GUARD), _says(b'"since":"')),
        Kind("inside now, of one unit", lambda _: _inside_of(scene.units), _says(b'"since":"')),
        *(_searches(name, texts) for name, texts in scene.searches.items()),
        Kind("expected today", lambda _: _reading("expected", GUARD), _says(b'"number":"V')),
    ]


def floor(scene: Scene) -> Kind:
    """What the others are held against."""

    def stream(number: int) -> Stream:
        return (request("GET", f"/{entry_pass}") for entry_pass in cycle(_share(scene.passes, number)))

    return Kind("floor", stream, _says(b'"visit"'))


def _says(part: bytes, status: int = 200) -> Check:
    return lambda said, body: said == status and part in body


def _share(everything: Sequence[Any], connection: int) -> list[Any]:
    """What belongs to one connection alone, so that no two of them meet at the same row."""
    return list(islice(everything, connection, None, CONNECTIONS))


def _people(numbers: Sequence[int], connection: int) -> Iterator[str]:
    return cycle(f"staff:teacher{number}" for number in _share(numbers, connection))


def _looking_up(connection: int) -> Stream:
    for caller in cycle(_share(range(CALLERS), connection)):
        yield request("GET", f"/api/v1/visitor/invitations?phone={phone_of(caller)}", f"person:{caller}")


def _listing(tokens: Iterator[str]) -> Stream:
    for token in tokens:
        yield request("GET", "/api/v1/staff/visits?limit=50", token)


def _reading(what: str, token: str) -> Stream:
    return repeat(request("GET", f"/api/v1/gate/{what}?limit=50", token))


def _inside_of(units: Sequence[str]) -> Stream:
    for unit in cycle(units):
        yield request("GET", f"/api/v1/gate/present?limit=50&department_id={unit}", GUARD)


def _searches(name: str, texts: Sequence[str]) -> Kind:
    asked = [request("GET", f"/api/v1/gate/search?q={quote(text)}", GUARD) for text in texts]
    return Kind(f"gate search, {name}", lambda _: cycle(asked), _says(b'"pass_number":"'))


def _details(visits: int) -> Stream:
    while True:
        yield request("GET", f"/api/v1/staff/visits/{key('visit', random.randrange(visits))}", OFFICE)


def _applying(connection: int) -> Stream:
    for caller in cycle(_share(range(CALLERS), connection)):
        yield request("POST", "/api/v1/visitor/visits", f"person:{caller}", _application(caller))


def _application(caller: int) -> dict[str, Any]:
    start = datetime.now(UTC) + timedelta(days=1)
    return {
        "invitation_code": code_of(caller),
        "visitor_name": "刘洋",
        "phone": phone_of(caller),
        "document": {"kind": "resident_id", "number": "110101190003070010"},
        "visit_from": start.isoformat(),
        "visit_to": (start + timedelta(hours=2)).isoformat(),
        "purpose": "学术交流",
        "companions": [{"name": "陈晨", "document": {"kind": "passport", "number": "E12345678"}}],
        "vehicle": {"plate": "京AD12345"},
        "health": {"health_code": {"status": "green"}},
        "consents": [{"notice": "privacy", "version": "2026-11"}],
    }


def _approving(tasks: deque[tuple[str, str]]) -> Stream:
    while tasks:
        task_id, username = tasks.popleft()
        path = f"/api/v1/staff/approvals/{task_id}/approve"
        yield request("POST", path, f"staff:{username}", {"comment": "同意来访"})


def _scanning(numbers: Sequence[str], scene: Scene, settings: Settings) -> Stream:
    """In and out, one pass after the other; when one comes round again its code has long changed."""
    asked = [_scan_of(scene.gate_id, direction) for direction in ("in", "out")]
    for number in numbers:  # before it counts
        _shown(number, settings)
    for number in cycle(numbers):
        for message in asked:  # a slot may end between them
            nonce = b"%024x" % next(_nonces)
            yield message.replace(_CODE, _shown(number, settings)).replace(_NONCE, nonce)


# What stands for code and nonce, and is as long: a message is made from it with little work.
_CODE, _NONCE = b"C" * 20, b"N" * 24


def _scan_of(gate_id: str, direction: str) -> bytes:
    body = {"code": _CODE.decode(), "gate_id": gate_id, "direction": direction, "nonce": _NONCE.decode()}
    return request("POST", "/api/v1/gate/scans", GUARD, body)


# Unlike those of an earlier run against the same database.
_nonces = count(secrets.randbits(64) << 24)


def _shown(number: str, settings: Settings) -> bytes:
    """What the visitor's phone shows now."""
    now = clock.now()
    day, step = now.astimezone(settings.zone).date(), code.step_of(now, settings.passes.step_seconds)
    return _drawn(number, _held(number, day), step)


@lru_cache(maxsize=100_000)
def _held(number: str, day: date) -> bytes:
    """What the phone fetched once that day."""
    return secret_of_day(EntryPass(number=number), day)


@lru_cache(maxsize=100)
def _drawn(number: str, secret: bytes, step: int) -> bytes:
    """What the phone shows until the step ends."""
    return code.qr_text(number, code.hotp(secret, step)).encode()
