"""How many consents a person has left: WeChat has no call to ask, so it is an estimate, never a condition."""

from collections.abc import Mapping

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from server.db.transaction import transaction
from server.notifications.models import SubscriptionCredit
from server.notifications.templates import FILE_NAME, load_templates
from server.settings import current
from server.wechat.options import Account

ACCEPTED = "accept"


@transaction
async def accepted(identity_id: str, results: Mapping[str, str]) -> None:
    """Count what a person answered to wx.requestSubscribeMessage: {template id: accept, reject, ban, filter}.

    Templates that we do not use are ignored. A forged answer only earns a refusal from WeChat.
    """
    known = load_templates(current().config_dir / FILE_NAME).used(Account.MINI_PROGRAM)
    for template_id, result in results.items():
        if template_id in known and result == ACCEPTED:
            await _add(identity_id, template_id)


async def spent(identity_id: str, template_id: str) -> None:
    """One message went out."""
    await _of(identity_id, template_id).filter(credits__gt=0).update(credits=F("credits") - 1)


async def used_up(identity_id: str, template_id: str) -> None:
    """WeChat says there is none left."""
    await _of(identity_id, template_id).update(credits=0)


async def of(identity_id: str) -> dict[str, int]:
    """Template id -> consents we count on, for one person."""
    rows = await SubscriptionCredit.filter(identity_id=identity_id).values("template_id", "credits")
    return {row["template_id"]: row["credits"] for row in rows}


async def _add(identity_id: str, template_id: str) -> None:
    fresh = SubscriptionCredit(identity_id=identity_id, template_id=template_id, credits=0)
    await SubscriptionCredit.bulk_create([fresh], ignore_conflicts=True)
    await _of(identity_id, template_id).update(credits=F("credits") + 1)


def _of(identity_id: str, template_id: str) -> QuerySet[SubscriptionCredit]:
    return SubscriptionCredit.filter(identity_id=identity_id, template_id=template_id)
