"""Sessions: opaque tokens, of which only a hash is stored."""

import hashlib
import hmac
import json
from datetime import timedelta
from functools import lru_cache
from typing import Any

from server.accounts.actor import Actor
from server.accounts.models import Session, Staff, WeChatIdentity
from server.accounts.permissions import Permission, Role, permissions_of
from server.db.along import Along
from server.db.sql import fetch
from server.kit import clock
from server.kit.ids import token as new_token
from server.settings import Sessions

# Every request waits for this one, so it reads the few columns that an actor needs.
_HOLDER = """SELECT session.id AS session_id, identity.id AS identity_id, identity.phone_index, identity.phone_proven,
    staff.id AS staff_id, staff.active, staff.name, staff.department_id, staff.roles, staff.must_change_password,
    CASE WHEN staff.active THEN staff.id ELSE identity.id END AS caller_id
    FROM session LEFT JOIN wechat_identity AS identity ON identity.id = session.identity_id
    LEFT JOIN staff ON staff.id = coalesce(session.staff_id, identity.staff_id)
    WHERE session.expires_at > $2 AND session."""
_BY_TOKEN = _HOLDER + "token_hash = $1"
_BY_ID = _HOLDER + "id = $1"


def token_hash(token: str) -> str:
    """What is stored of a token; a 256-bit random token needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(token: str) -> str:
    """The value a browser must send beside its cookie; derived, so nothing more is stored."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()[:32]


async def open_session(
    limits: Sessions, staff: Staff | None = None, identity: WeChatIdentity | None = None
) -> tuple[str, Session]:
    """A new session and its token, which is never seen again."""
    token = new_token()
    now = clock.now()
    life = timedelta(days=limits.visitor_days) if identity else timedelta(hours=limits.staff_hours)
    session = await Session.create(
        token_hash=token_hash(token), staff=staff, identity=identity, created_at=now, expires_at=now + life
    )
    return token, session


async def actor_for(token: str) -> Actor | None:
    """Who holds this token, in one statement; None where it is unknown, expired, or its account is disabled."""
    found = await fetch(_BY_TOKEN, token_hash(token), clock.now())
    return _actor(found[0]) if found else None


async def actor_along(token: str, along: Along) -> tuple[Actor | None, Any]:
    """The same, and the row with what was asked along."""
    found = await fetch(_with(along.listed, along.joins), token_hash(token), clock.now(), *along.values)
    return (_actor(found[0]), found[0]) if found else (None, None)


@lru_cache(maxsize=64)
def _with(listed: str, joins: str) -> str:
    return f"SELECT {listed}, caller.* FROM ({_BY_TOKEN}) AS caller {joins}"  # noqa: S608 (our own text)


async def actor_in(session_id: str) -> Actor | None:
    """The same for a session that was open before."""
    found = await fetch(_BY_ID, session_id, clock.now())
    return _actor(found[0]) if found else None


def _actor(row: Any) -> Actor | None:
    active = bool(row["active"])
    if not active and row["identity_id"] is None:
        return None
    must_change = bool(active and row["must_change_password"] and row["identity_id"] is None)
    allowed = _allowed(row["roles"] if active else "[]", row["identity_id"] is not None)
    return Actor(
        session_id=row["session_id"],
        permissions=allowed & {Permission.ACCOUNT_SELF} if must_change else allowed,
        identity_id=row["identity_id"],
        staff_id=row["staff_id"] if active else None,
        name=row["name"] if active else "",
        department_id=row["department_id"] if active else None,
        proven_phone_index=row["phone_index"] if row["phone_proven"] else None,
        must_change_password=must_change,
    )


@lru_cache(maxsize=256)
def _allowed(roles: str, in_wechat: bool) -> frozenset[Permission]:
    return permissions_of([*json.loads(roles), *([Role.VISITOR] if in_wechat else [])])


async def close_session(session_id: str) -> None:
    """Sign out."""
    await Session.filter(id=session_id).delete()


async def close_sessions_of(staff_id: str, keep: str | None = None) -> None:
    """Sign a member of staff out everywhere, but for session `keep`."""
    await Session.filter(staff_id=staff_id).exclude(id=keep or "").delete()
