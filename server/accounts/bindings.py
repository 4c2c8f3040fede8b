"""How people can be reached in WeChat, for the delivery of notifications (implements its Bindings)."""

from server.accounts.models import WeChatIdentity
from server.wechat.options import Account


class WeChatBindings:
    """Reads and marks WeChat identities."""

    async def openid_of(self, identity_id: str, channel: Account) -> str | None:
        """Their openid for `channel`; None when unknown, or when they do not follow the service account."""
        person = await WeChatIdentity.get_or_none(id=identity_id)
        if person is None:
            return None
        if channel is Account.SERVICE:
            return person.sa_openid if person.sa_subscribed else None
        return person.mp_openid

    async def not_following(self, identity_id: str) -> None:
        """They do not follow the service account; following again, or binding again, takes it back."""
        await WeChatIdentity.filter(id=identity_id).update(sa_subscribed=False)

    async def broken(self, identity_id: str, channel: Account) -> None:
        """WeChat does not know the openid: a service account's is forgotten until the person binds again.

        The mini-program's openid stays: it is who the visitor is, and every sign-in proves it anew.
        """
        if channel is Account.SERVICE:
            await WeChatIdentity.filter(id=identity_id).update(sa_openid=None, sa_subscribed=False)
