"""Limits per caller and per address."""

import hashlib

from sanic import Request

from server.kit.errors import TooMany
from server.kit.store import Store


async def throttle(store: Store, what: str, who: str, per_minute: int) -> None:
    """Count one `what` by `who`. Raises TooMany beyond `per_minute`; `who` is hashed before it is stored."""
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    if await store.count(key, 60) > per_minute:
        raise TooMany(retry_after=60)


def address(request: Request) -> str:
    """The caller's address; behind a proxy the one it reports, as far as http.proxies_count lets us trust it."""
    return str(request.remote_addr or request.ip)
