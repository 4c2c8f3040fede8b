"""An operator sends a message again that did not arrive."""

from server.accounts import queries as accounts
from server.accounts.actor import Actor
from server.audit import service as audit
from server.db.transaction import transaction
from server.notifications import service
from server.notifications.models import OutgoingMessage


@transaction
async def resend(actor: Actor, message_id: str) -> None:
    """From its first channel, to the identity bound by now. Raises NotFound, NoWeChat or NotResendable."""
    message = await OutgoingMessage.get_or_none(id=message_id)
    bound = None
    if message and message.recipient_staff_id:
        bound = await accounts.identity_of_staff(message.recipient_staff_id)
    await service.resend(message_id, bound.id if bound else None)
    await audit.record("staff", actor.id, "message_resent", "message", message_id)
