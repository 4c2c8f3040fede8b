"""Reads of the trail."""

from collections.abc import Collection

from tortoise.expressions import Q

from server.audit.models import AuditEntry
from server.kit.errors import invalid
from server.kit.paging import Page


async def entries(
    limit: int,
    after: str | None,
    action: str | None,
    actor_id: str | None,
    subject_id: str | None,
    people: Collection[str] | None = None,
) -> Page[AuditEntry]:
    """Entries, latest first; `after` is the id of the last one seen, `people` did it or had it done to them.

    Raises InvalidInput.
    """
    wanted = {"action": action, "actor_id": actor_id, "subject_id": subject_id}
    rows = AuditEntry.filter(**{column: value for column, value in wanted.items() if value})
    if people is not None:
        rows = rows.filter(Q(actor_id__in=list(people)) | Q(subject_id__in=list(people)))
    if after:
        rows = rows.filter(id__lt=_number(after))
    found = await rows.order_by("-id").limit(limit + 1)
    shown = found[:limit]
    return Page(shown, str(shown[-1].id) if len(found) > limit else None)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise invalid("after", "bad_cursor", "翻页位置无效，请从第一页重新查看。")
    return int(text)
