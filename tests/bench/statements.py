"""How many SQL statements a request of each kind sends, counted in an app of this process."""

from collections.abc import Sequence

from sanic import Sanic

from server import runtime
from server.app import create_app
from server.serving import bind, listening
from server.settings import Settings
from tests.bench.client import Connection, WrongAnswer
from tests.bench.kinds import Kind
from tests.support.statements import count_queries

# The first request also reads what a process reads once; scans go in and out by turns.
_ASKED = 3


async def count(settings: Settings, kinds: Sequence[Kind]) -> dict[str, int]:
    """Kind -> the most statements that one request of it sends, without BEGIN and COMMIT."""
    Sanic.test_mode = True
    sock = bind("127.0.0.1", 0)
    async with runtime.running(settings) as services, listening(create_app(settings, services), sock):
        connection = await Connection.open(sock.getsockname()[1])
        try:
            return {kind.name: await _one(connection, kind) for kind in kinds}
        finally:
            connection.close()


async def _one(connection: Connection, kind: Kind) -> int:
    stream, sent = kind.stream(0), []
    for _ in range(_ASKED):
        with count_queries() as heard:
            status, body = await connection.ask(next(stream))
        if not kind.right(status, body):
            raise WrongAnswer(f"{kind.name}: {status} {body[:300].decode()}")
        sent.append(len(heard))
    return max(sent[1:])
