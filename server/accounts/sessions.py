"""Sessions: opaque tokens, of which only a hash is stored."""

import hashlib
import hmac
from datetime import timedelta

from server.accounts.actor import Actor
from server.accounts.models import Session, Staff, WeChatIdentity
from server.accounts.permissions import Permission, Role, permissions_of
from server.db.prepared import Prepared
from server.kit import clock
from server.kit.ids import token as new_token
from server.settings import Sessions

_BY_TOKEN = Prepared(
    lambda hashed: Session.filter(token_hash=hashed).select_related("staff", "identity__staff")
)


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
    session = await _BY_TOKEN.first(token_hash(token))
    return actor_of(session) if session and session.expires_at > clock.now() else None


async def actor_in(session_id: str) -> Actor | None:
    """The same for a session that was open before."""
    rows = Session.filter(id=session_id, expires_at__gt=clock.now())
    session = await rows.select_related("staff", "identity__staff").first()
    return actor_of(session) if session else None


def actor_of(session: Session) -> Actor | None:
    """The actor of a session loaded with `staff` and `identity__staff`."""
    identity: WeChatIdentity | None = session.identity
    staff: Staff | None = session.staff or (identity.staff if identity else None)
    if staff and not staff.active:
        staff = None
    if staff is None and identity is None:
        return None
    roles = [*(staff.roles if staff else []), *([Role.VISITOR] if identity else [])]
    must_change = bool(staff and staff.must_change_password and identity is None)
    allowed = permissions_of(roles)
    return Actor(
        session_id=session.id,
        permissions=allowed & {Permission.ACCOUNT_SELF} if must_change else allowed,
        identity_id=identity.id if identity else None,
        staff_id=staff.id if staff else None,
        name=staff.name if staff else "",
        department_id=staff.department_id if staff else None,
        proven_phone_index=identity.phone_index if identity and identity.phone_proven else None,
        must_change_password=must_change,
    )


async def close_session(session_id: str) -> None:
    """Sign out."""
    await Session.filter(id=session_id).delete()


async def close_sessions_of(staff_id: str, keep: str | None = None) -> None:
    """Sign a member of staff out everywhere, but for session `keep`."""
    await Session.filter(staff_id=staff_id).exclude(id=keep or "").delete()
