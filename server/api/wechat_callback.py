"""Where WeChat calls us: verify, store, answer at once; the worker does the rest."""

import logging

from pydantic import BaseModel, ConfigDict, Field

from server.api.endpoints import Anyone, Call, Raw, Routes
from server.kit.errors import NotPermitted
from server.notifications import events
from server.wechat.callbacks import CallbackRefused, PushQuery, is_genuine, read_push
from server.wechat.options import WeChatOptions

log = logging.getLogger("server.wechat_callback")


class CheckQuery(BaseModel):
    """What WeChat sends to see whether the address is ours."""

    model_config = ConfigDict(extra="ignore")

    signature: str = Field(default="", max_length=64)
    timestamp: str = Field(default="", max_length=20)
    nonce: str = Field(default="", max_length=64)
    echostr: str = Field(default="", max_length=128)


class SignedQuery(BaseModel):
    """The signature of an encrypted push."""

    model_config = ConfigDict(extra="ignore")

    timestamp: str = Field(default="", max_length=20)
    nonce: str = Field(default="", max_length=64)
    msg_signature: str = Field(default="", max_length=64)


def routes_for(options: WeChatOptions) -> Routes:
    """The callback's two endpoints for these accounts."""
    routes = Routes("/wechat/callback", "wechat")

    @routes.get(
        "", Anyone.SIGNED_OUT, "微信验证回调地址", query=CheckQuery, answer="text/plain", refuses=(403,)
    )
    async def check(call: Call[None, CheckQuery]) -> Raw:
        said = call.query
        if not is_genuine(options, said.signature, said.timestamp, said.nonce):
            raise NotPermitted
        return Raw(said.echostr.encode(), "text/plain; charset=utf-8")

    @routes.post(
        "", Anyone.SIGNED_OUT, "微信事件推送", query=SignedQuery, answer="text/plain", refuses=(403,)
    )
    async def push(call: Call[None, SignedQuery]) -> Raw:
        said = call.query
        query = PushQuery(said.timestamp, said.nonce, said.msg_signature)
        try:
            heard = read_push(options, query, call.request.body)
        except CallbackRefused as refused:
            log.warning("push refused", extra={"why": str(refused)})
            raise NotPermitted from refused
        await events.store(heard)
        return Raw(b"success", "text/plain")

    return routes
