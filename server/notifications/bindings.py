"""What delivery asks about people, and may say about them. Accounts implements it, the worker joins the two."""

from typing import Protocol

from server.wechat.options import Account


class Bindings(Protocol):
    """How a person can be reached."""

    async def openid_of(self, identity_id: str, channel: Account) -> str | None:
        """Where to send, or None when this channel does not reach them."""
        ...

    async def not_following(self, identity_id: str) -> None:
        """WeChat says they do not follow the service account."""
        ...

    async def broken(self, identity_id: str, channel: Account) -> None:
        """WeChat does not know their openid on this channel: they must bind again."""
        ...
