"""Do the WeChat accounts hold the templates that config/wechat_templates.toml uses, with these keywords?"""

import logging

from server.notifications import alarms
from server.notifications.templates import Templates
from server.wechat.errors import WeChatError
from server.wechat.gateway import WeChatGateway
from server.wechat.options import Account

log = logging.getLogger(__name__)


async def compare(gateway: WeChatGateway, templates: Templates) -> dict[Account, list[str]]:
    """The ids of templates that are missing or have other keywords, by account; each account's raise an alarm.

    An account that cannot be asked now is left out: delivery raises its own alarms when it fails.
    """
    found = {}
    for account in Account:
        try:
            held = {each.template_id: set(each.keywords) for each in await gateway.account_templates(account)}
        except WeChatError as error:
            log.warning("templates not compared", extra={"account": account.value, "code": error.errcode})
            continue
        used = templates.used(account)
        found[account] = sorted(wanted for wanted, names in used.items() if held.get(wanted) != set(names))
        await _report(account, found[account])
    return found


async def _report(account: Account, wrong: list[str]) -> None:
    key = f"templates:{account.value}"
    if wrong:
        log.error("templates do not match", extra={"account": account.value, "templates": wrong})
        await alarms.raise_alarm(key, f"{len(wrong)} mismatched")
    else:
        await alarms.clear([key])
