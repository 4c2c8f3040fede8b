"""Storing attachments: type by content, a random name, outside the web root."""

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from tortoise.expressions import Q

from server.db.transaction import transaction
from server.files.errors import FileEmpty, FileTooLarge, FileTypeRefused
from server.files.models import Attachment
from server.kit import clock
from server.kit.errors import FieldProblem, InvalidInput, NotFound, TooMany
from server.kit.filetypes import sniff
from server.kit.ids import new_id, token
from server.settings import Storage, current

_HEAD_BYTES = 4096
_BATCH = 200


def folder() -> Path:
    """Where attachments lie: in the data directory, which no route serves."""
    return current().storage.data_dir / "attachments"


@transaction
async def store(owner_id: str, purpose: str, content: bytes, limits: Storage) -> Attachment:
    """Keep an upload. Raises FileEmpty, FileTooLarge, FileTypeRefused or TooMany."""
    content_type = _check(content, limits)
    await _check_quota(owner_id, limits)
    name = token()
    await asyncio.to_thread(_write, folder() / name[:2] / name, content)
    return await Attachment.create(
        id=new_id(),
        owner_id=owner_id,
        purpose=purpose,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        storage_name=name,
        created_at=clock.now(),
    )


def _check(content: bytes, limits: Storage) -> str:
    if not content:
        raise FileEmpty
    if len(content) > limits.upload_max_bytes:
        raise FileTooLarge
    content_type = sniff(content[:_HEAD_BYTES])
    if content_type is None:
        raise FileTypeRefused
    return content_type


async def _check_quota(owner_id: str, limits: Storage) -> None:
    since = clock.now() - timedelta(days=1)
    if await Attachment.filter(owner_id=owner_id, created_at__gt=since).count() >= limits.uploads_per_day:
        raise TooMany(retry_after=3600, detail="今天上传的文件太多了，请明天再试。")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


async def attach(owner_id: str, visit_id: str, wanted: Mapping[str, str]) -> None:
    """Tie uploads to the visit that names them (`purpose -> file id`). Raises InvalidInput naming the field."""
    for purpose, file_id in wanted.items():
        free_or_ours = Q(visit_id__isnull=True) | Q(visit_id=visit_id)
        tied = await Attachment.filter(free_or_ours, id=file_id, owner_id=owner_id, purpose=purpose).update(
            visit_id=visit_id
        )
        if tied != 1:
            problem = FieldProblem(
                f"health.{purpose}.file_id", "file_unknown", "上传的文件不存在，请重新上传。"
            )
            raise InvalidInput(problem)


async def remove_orphans() -> int:
    """Delete uploads that no visit has named within a day; how many there were."""
    old = clock.now() - timedelta(days=1)
    orphans = await Attachment.filter(visit_id__isnull=True, created_at__lt=old).limit(_BATCH)
    for orphan in orphans:
        if await Attachment.filter(id=orphan.id, visit_id__isnull=True).delete():
            await asyncio.to_thread(_path(orphan).unlink, missing_ok=True)
    return len(orphans)


def _path(attachment: Attachment) -> Path:
    return folder() / attachment.storage_name[:2] / attachment.storage_name


async def read(visit_id: str, file_id: str) -> tuple[Attachment, bytes]:
    """An attachment of this visit; the caller has checked who may see the visit. Raises NotFound."""
    found = await Attachment.get_or_none(id=file_id, visit_id=visit_id)
    if found is None:
        raise NotFound
    return found, await asyncio.to_thread(_path(found).read_bytes)
