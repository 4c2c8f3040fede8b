"""What the requests of one database name: passes that are good now, a gate, tasks that wait."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import asyncpg

_PASSES = """SELECT p.number FROM entry_pass p JOIN visit v ON v.id = p.visit_id
    WHERE v.status = 'approved' AND v.visit_from < now() AND NOT p.inside ORDER BY p.id"""
_GATE = "SELECT id FROM gate WHERE active ORDER BY name LIMIT 1"
_TASKS = """SELECT t.id, coalesce(holder.username, (
        SELECT s.username FROM group_member m JOIN staff s ON s.id = m.staff_id
        WHERE m.group_id = t.group_id ORDER BY s.username LIMIT 1))
    FROM approval_task t LEFT JOIN staff holder ON holder.id = t.assignee_id
    WHERE t.status = 'open' ORDER BY t.id LIMIT 5000"""

_UNITS = "SELECT DISTINCT v.department_id FROM entry_pass p JOIN visit v ON v.id = p.visit_id WHERE p.inside"
_FOUND = """SELECT left(v.visitor_name, 1), v.visitor_name, v.phone_tail, v.plate, v.number
    FROM entry_pass p JOIN visit v ON v.id = p.visit_id
    WHERE v.status = 'approved' AND v.plate IS NOT NULL ORDER BY p.id LIMIT 200"""
_SEARCHED = ("surname", "name", "phone tail", "plate", "number")


@dataclass
class Scene:
    """`searches` are, by kind, what a guard types to find somebody who is expected; `units` have visitors inside.

    `open_tasks` are (task id, user name of a holder); `refresh` finds those that wait by then.
    """

    dsn: str
    visits: int
    passes: list[str]
    gate_id: str
    units: list[str]
    searches: dict[str, list[str]]
    open_tasks: deque[tuple[str, str]] = field(default_factory=deque)

    async def refresh(self) -> None:
        """Take note of the tasks that wait now."""
        self.open_tasks.clear()
        self.open_tasks.extend((row[0], row[1]) for row in await _fetch(self.dsn, _TASKS))


async def look_around(dsn: str, visits: int) -> Scene:
    """The scene of a filled database."""
    passes = [row[0] for row in await _fetch(dsn, _PASSES)]
    gate_id = (await _fetch(dsn, _GATE))[0][0]
    units = [row[0] for row in await _fetch(dsn, _UNITS)]
    columns = zip(*(tuple(row) for row in await _fetch(dsn, _FOUND)), strict=True)
    searches = {name: list(texts) for name, texts in zip(_SEARCHED, columns, strict=True)}
    scene = Scene(dsn, visits, passes, gate_id, units, searches)
    await scene.refresh()
    return scene


async def backends(dsn: str) -> list[int]:
    """The process ids of PostgreSQL that serve this database's clients."""
    sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    return [row[0] for row in await _fetch(dsn, sql)]


async def _fetch(dsn: str, sql: str) -> list[Any]:
    connection = await asyncpg.connect(dsn)
    try:
        return list(await connection.fetch(sql))
    finally:
        await connection.close()
