"""Someone signs in, or changes the password: the session or password and its entry in the trail, together."""

from server.accounts import service, sessions
from server.accounts.actor import Actor
from server.accounts.models import Staff, WeChatIdentity
from server.audit import service as audit
from server.db.transaction import transaction
from server.settings import Sessions


@transaction
async def as_staff(limits: Sessions, staff: Staff) -> str:
    """A session for someone whose password was right; its token."""
    token, session = await sessions.open_session(limits, staff=staff)
    await audit.record("staff", staff.id, "signed_in", "session", session.id)
    return token


@transaction
async def as_visitor(limits: Sessions, identity: WeChatIdentity) -> str:
    """A session for someone WeChat vouched for; its token."""
    token, session = await sessions.open_session(limits, identity=identity)
    await audit.record("visitor", identity.id, "signed_in", "session", session.id)
    return token


@transaction
async def change_password(actor: Actor, old: str, new: str, limits: Sessions) -> None:
    """One's own password; every other session ends. Raises InvalidInput on the field that is wrong."""
    me = actor.as_staff
    await service.change_password(me, old, new, limits)
    await sessions.close_sessions_of(me, keep=actor.session_id)
    await audit.record("staff", me, "password_changed", "staff", me)
