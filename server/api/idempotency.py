"""`Idempotency-Key`: the same key with the same request answers the first answer again.

The claim, the work and the stored answer are one transaction. A second request with the key waits at the unique
index until the first has committed, and then finds its answer; if the first failed, nothing of it is left and the
second runs.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

from tortoise.exceptions import IntegrityError

from server.db.models import RememberedAnswer
from server.db.transaction import transaction
from server.kit import clock
from server.kit.errors import InvalidInput, invalid
from server.kit.sealing import vault

KEPT = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,64}")
_SEALED = "remembered.answer"

Answer = tuple[int, str]


class KeyReused(InvalidInput):
    """The key came before with another request."""

    code = "idempotency_key_reused"
    detail = "同一个幂等键不能用于不同的请求，请换一个新的键。"

    def __init__(self) -> None:
        super().__init__()


def check_key(key: str) -> str:
    """The key, if it is one. Raises InvalidInput."""
    if not _KEY.fullmatch(key):
        raise invalid("Idempotency-Key", "bad_idempotency_key", "幂等键应为1到64个可见字符。")
    return key


def digest(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same."""
    return hashlib.sha256(b"\0".join([method.encode(), path.encode(), body])).hexdigest()


async def remembered(
    caller_id: str, key: str, request_digest: str, work: Callable[[], Awaitable[Answer]], *, calls_out: bool
) -> Answer:
    """The first answer to this key, doing `work` if there is none yet. Raises KeyReused.

    Work that `calls_out` to WeChat is done first and remembered after it: a transaction that waited for the network
    would hold a connection, and on SQLite everybody else's writes.
    """
    stored = await _stored(caller_id, key, request_digest)
    if stored:
        return stored
    try:
        if calls_out:
            return await _keep(caller_id, key, request_digest, *await work())
        return await _do(caller_id, key, request_digest, work)
    except IntegrityError:
        stored = await _stored(caller_id, key, request_digest)
        if stored is None:
            raise
        return stored


@transaction
async def _do(caller_id: str, key: str, request_digest: str, work: Callable[[], Awaitable[Answer]]) -> Answer:
    row = await RememberedAnswer.create(
        caller_id=caller_id, key=key, request_digest=request_digest, created_at=clock.now()
    )
    status, text = await work()
    await RememberedAnswer.filter(id=row.id).update(status=status, answer_sealed=vault().seal(_SEALED, text))
    return status, text


async def _keep(caller_id: str, key: str, request_digest: str, status: int, text: str) -> Answer:
    await RememberedAnswer.create(
        caller_id=caller_id,
        key=key,
        request_digest=request_digest,
        status=status,
        answer_sealed=vault().seal(_SEALED, text),
        created_at=clock.now(),
    )
    return status, text


async def _stored(caller_id: str, key: str, request_digest: str) -> Answer | None:
    row = await RememberedAnswer.get_or_none(caller_id=caller_id, key=key)
    if row is None or not row.answer_sealed:
        return None
    if row.created_at < clock.now() - KEPT:
        await RememberedAnswer.filter(id=row.id).delete()
        return None
    if row.request_digest != request_digest:
        raise KeyReused
    return row.status, vault().open(_SEALED, row.answer_sealed)


async def forget_old() -> int:
    """Remove answers older than a day; how many there were."""
    return await RememberedAnswer.filter(created_at__lt=clock.now() - KEPT).delete()
