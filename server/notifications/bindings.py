"""What delivery asks about people, and may say about them. Accounts implements it, the worker joins the two."""

from dataclasses import dataclass, field
from typing import Protocol

from server.wechat.options import Account


@dataclass(frozen=True)
class Address:
    """Where a person can be reached on one channel; `muted`: they refused our messages there when last tried."""

    identity_id: str
    openid: str = field(repr=False)
    muted: bool = False


class Bindings(Protocol):
    """How a person can be reached."""

    async def address_of(self, identity_id: str, staff_id: str | None, channel: Account) -> Address | None:
        """Where to send, or None when this channel does not reach them.

        A message for `staff_id` goes to whoever is bound to that account by now, whoever it was when it was written.
        """
        ...

    async def not_following(self, identity_id: str) -> None:
        """WeChat says they do not follow the service account."""
        ...

    async def muted(self, identity_id: str, *, muted: bool) -> None:
        """WeChat says they refuse our messages on the service account; or one came through again."""
        ...

    async def broken(self, identity_id: str, channel: Account) -> None:
        """WeChat does not know their openid on this channel: they must bind again."""
        ...
