"""How people can be reached in WeChat, for the delivery of notifications (implements its Bindings)."""

from server.accounts.models import WeChatIdentity
from server.notifications.bindings import Address
from server.wechat.options import Account


class WeChatBindings:
    """Reads and marks WeChat identities."""

    async def address_of(self, identity_id: str, staff_id: str | None, channel: Account) -> Address | None:
        """Their openid for `channel`; None when unknown, or when they do not follow the service account.

        Who has been unbound since, or whose account was closed, is told nothing more of other people's visits.
        """
        wanted = {"staff_id": staff_id, "staff__active": True} if staff_id else {"id": identity_id}
        person = await WeChatIdentity.get_or_none(**wanted)
        if person is None:
            return None
        if channel is Account.MINI_PROGRAM:
            return Address(person.id, person.mp_openid) if person.mp_openid else None
        reachable = person.sa_openid and person.sa_subscribed
        return Address(person.id, person.sa_openid or "", person.sa_muted) if reachable else None

    async def not_following(self, identity_id: str) -> None:
        """They do not follow the service account; following again, or binding again, takes it back."""
        await WeChatIdentity.filter(id=identity_id).update(sa_subscribed=False)

    async def muted(self, identity_id: str, *, muted: bool) -> None:
        """They refuse a template of ours, in WeChat's own settings; no event tells, only the next message."""
        await WeChatIdentity.filter(id=identity_id).update(sa_muted=muted)

    async def broken(self, identity_id: str, channel: Account) -> None:
        """WeChat does not know the openid: a service account's is forgotten until the person binds again.

        The mini-program's openid stays: it is who the visitor is, and every sign-in proves it anew.
        """
        if channel is Account.SERVICE:
            await WeChatIdentity.filter(id=identity_id).update(sa_openid=None, sa_subscribed=False)
