"""Fills a migrated and seeded database with a school's past, in minutes rather than hours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import asyncpg

from server.invitations.service import SEALED_PHONE
from server.kit.sealing import vault
from server.notifications.outbox import SEALED_VALUES
from server.visits import service as visits

_HISTORY = Path(__file__).with_name("history.sql")

# Visits that are alive on an ordinary day, however long the history behind them.
LIVE = 5_000
# Visitors who look up and apply; each holds an invitation that has just been sent.
CALLERS = 3_000

_COMPANIONS = (
    '[{"name": "陈晨", "document": {"kind": "passport", "number": "E12345678", "issuing_state": null}}]'
)
_FACTS = """CREATE TEMP TABLE facts (visits int, live int, callers int, phone_sealed text, document_sealed text,
    companions_sealed text, health_sealed text, values_sealed text)"""
_FASTER = """SET session_replication_role = replica; SET synchronous_commit = off;
    SET maintenance_work_mem = '400MB'; SET work_mem = '200MB'; SET client_min_messages = error"""
# Foreign keys go first and come back last, as they rest on the keys they point at. What comes back is held against
# new rows only: the generated ones agree with each other.
_CONSTRAINTS = """SELECT conrelid::regclass::text AS owner, quote_ident(conname) AS name, contype = 'f' AS foreign_key,
    pg_get_constraintdef(oid) || CASE contype WHEN 'f' THEN ' NOT VALID' ELSE '' END AS definition
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'p', 'u')
    ORDER BY contype = 'f' DESC"""
_INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT IN
    (SELECT conname FROM pg_constraint)"""


async def fill(dsn: str, number: int) -> None:
    """`number` visits and what belongs to them; fresh statistics, nothing left for a checkpoint to write."""
    connection = await asyncpg.connect(dsn, command_timeout=900)
    try:
        await connection.execute(_FASTER)
        async with _indexes_put_aside(connection):
            await _write_history(connection, number)
        await _invite_callers(connection)
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


async def _write_history(connection: Any, number: int) -> None:
    box = vault()
    await connection.execute(_FACTS)
    await connection.execute(
        "INSERT INTO facts VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        number,
        LIVE,
        CALLERS,
        box.seal(visits.SEALED_PHONE, "+8613800138000"),
        box.seal(visits.SEALED_DOCUMENT, "110101190003070010"),
        box.seal(visits.SEALED_COMPANIONS, _COMPANIONS),
        box.seal(visits.SEALED_HEALTH, '{"health_code": {"status": "green"}}'),
        box.seal(SEALED_VALUES, "{}"),
    )
    await connection.execute(_HISTORY.read_text(encoding="utf-8"))


@asynccontextmanager
async def _indexes_put_aside(connection: Any) -> AsyncIterator[None]:
    """Without indexes inside the block: building one from all rows at once is many times faster."""
    constraints = await connection.fetch(_CONSTRAINTS)
    indexes = await connection.fetch(_INDEXES)
    for row in constraints:
        await connection.execute(f"ALTER TABLE {row['owner']} DROP CONSTRAINT {row['name']}")
    for row in indexes:
        await connection.execute(f'DROP INDEX "{row["indexname"]}"')
    yield
    for row in reversed(constraints):
        await connection.execute(
            f"ALTER TABLE {row['owner']} ADD CONSTRAINT {row['name']} {row['definition']}"
        )
    for row in indexes:
        await connection.execute(row["indexdef"])


def phone_of(caller: int) -> str:
    """The mobile number of one of the CALLERS."""
    return f"138{caller:08}"


def code_of(caller: int) -> str:
    """The code of the invitation that this caller holds."""
    return f"BENCH{caller:07}"


def key(kind: str, number: int) -> str:
    """The id that history.sql gave this row."""
    return md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest()[:24]


async def _invite_callers(connection: Any) -> None:
    rows = [_invitation(caller) for caller in range(CALLERS)]
    await connection.copy_records_to_table(
        "invitation", columns=list(rows[0]), records=[tuple(row.values()) for row in rows]
    )


def _invitation(caller: int) -> dict[str, Any]:
    """Sent just now, good for many visits. A look-up needs the real hash of the number, which only Python can make."""
    now, number = datetime.now(UTC), f"+86{phone_of(caller)}"
    return {
        "id": key("sent", caller),
        "code": code_of(caller),
        "status": "sent",
        "phone_sealed": vault().seal(SEALED_PHONE, number),
        "phone_index": vault().index("phone", number),
        "phone_masked": "138****0000",
        "visitor_name": "刘洋",
        "visitor_type": "temporary",
        "department_id": key("unit", caller % 60),
        "department_open": False,
        "contact_id": key("staff", caller % 2000),
        "inviter_id": key("staff", caller % 2000),
        "purpose": "学术交流",
        "note": "",
        "valid_from": now - timedelta(hours=1),
        "valid_to": now + timedelta(days=10),
        "max_uses": 100,
        "uses": 0,
        "sent_at": now,
        "created_at": now,
    }
