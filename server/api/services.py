"""What handlers may reach besides the database."""

from dataclasses import dataclass

from server.kit.bells import Bell
from server.kit.store import Store
from server.settings import Settings
from server.wechat.gateway import WeChatGateway


@dataclass(frozen=True)
class Services:
    """Made once by the composition root."""

    settings: Settings
    store: Store
    wechat: WeChatGateway
    bell: Bell
