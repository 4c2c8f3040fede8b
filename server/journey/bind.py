"""A member of staff ties WeChat to the account, so that the school can reach them there."""

from server.accounts import binding, queries, staff_service
from server.accounts.actor import Actor
from server.accounts.models import BindingTicket, Staff
from server.audit import service as audit
from server.db.transaction import transaction


@transaction
async def begin(actor: Actor, scene: str) -> BindingTicket:
    """A ticket for a QR code that was made for `scene`."""
    ticket = await binding.open_ticket(actor.as_staff, scene)
    await audit.record("staff", actor.id, "binding_begun", "staff", actor.as_staff)
    return ticket


@transaction
async def confirm(actor: Actor) -> None:
    """Whoever scanned the code is this member of staff, says the member of staff. Raises the refusals of binding."""
    identity = await binding.confirm(actor.as_staff)
    await audit.record("staff", actor.id, "wechat_bound", "identity", identity.id)


@transaction
async def on_the_phone(actor: Actor, staff: Staff) -> None:
    """The WeChat that uses the mini-program is this member of staff, whose password was right. Raises AlreadyBound."""
    identity = await queries.identity(actor.as_visitor)
    await binding.tie(identity, staff.id)
    await audit.record("staff", staff.id, "wechat_bound", "identity", identity.id)


@transaction
async def unbind(actor: Actor) -> None:
    """Untie WeChat from one's own account."""
    await staff_service.unbind(actor.as_staff)
    await audit.record("staff", actor.id, "wechat_unbound", "staff", actor.as_staff)
