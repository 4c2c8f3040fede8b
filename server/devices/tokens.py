"""Device tokens: opaque, of which only a hash is stored; revoking is one write, felt at the next call."""

import hashlib
from datetime import timedelta
from functools import lru_cache
from typing import Any

from tortoise.expressions import Q

from server.accounts.actor import Actor
from server.db.along import Along
from server.db.joined import Joined
from server.db.sql import fetch
from server.devices.models import Device
from server.devices.permissions import DEVICE_PERMISSIONS
from server.kit import clock
from server.kit.ids import token as new_secret

_PREFIX = "gate_"
# A device calls several times a second; when it was seen last need not be known better than this.
_SEEN_EVERY = timedelta(minutes=1)
_CALLER = Joined(Device, "caller", "id name kind gate_ids revoked_at last_seen_at")
_BY_TOKEN = f"SELECT {_CALLER.listed} FROM device AS caller WHERE token_hash = $1"  # noqa: S608 (our own text)
_ALONG = """SELECT {listed}, {own} FROM (SELECT device.*, id AS caller_id FROM device WHERE token_hash = $1) AS caller
    {joins}"""


def new_token() -> str:
    """A fresh device token: 256 random bits behind a prefix that tells it from a session's."""
    return _PREFIX + new_secret()


def is_device_token(token: str) -> bool:
    """Whether this looks like a device's token rather than a person's."""
    return token.startswith(_PREFIX)


def hash_of(secret: str) -> str:
    """What is stored of a token or of a one-time code; both are random enough to need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def actor_for(token: str) -> Actor | None:
    """The device that holds this token, in one statement; None where it is unknown or revoked."""
    found = await fetch(_BY_TOKEN, hash_of(token))
    return await _let_in(_CALLER.read(found[0])) if found else None


async def actor_along(token: str, along: Along) -> tuple[Actor | None, Any]:
    """The same, and the row with what was asked along."""
    statement = _with(along.listed, along.joins)
    found = await fetch(statement, hash_of(token), clock.now(), *along.values)
    if not found:
        return None, None
    return await _let_in(_CALLER.read(found[0], len(found[0]) - _CALLER.width)), found[0]


@lru_cache(maxsize=64)
def _with(listed: str, joins: str) -> str:
    return _ALONG.format(own=_CALLER.listed, listed=listed, joins=joins)


async def _let_in(device: Device | None) -> Actor | None:
    if device is None or device.revoked_at:
        return None
    await _note_seen(device)
    return _actor(device)


async def actor_in(device_id: str) -> Actor | None:
    """The same for a device that was let in before."""
    device = await Device.get_or_none(id=device_id, revoked_at__isnull=True, token_hash__isnull=False)
    return _actor(device) if device else None


def _actor(device: Device) -> Actor:
    return Actor(
        session_id=device.id,
        permissions=DEVICE_PERMISSIONS[device.kind],
        name=device.name,
        device_id=device.id,
        gate_ids=frozenset(device.gate_ids),
    )


async def _note_seen(device: Device) -> None:
    now = clock.now()
    if device.last_seen_at is None or device.last_seen_at <= now - _SEEN_EVERY:
        long_ago = Q(last_seen_at__isnull=True) | Q(last_seen_at__lte=now - _SEEN_EVERY)
        await Device.filter(long_ago, id=device.id).update(last_seen_at=now)
