"""Refusals about messages."""

from server.kit.errors import Refusal


class NotResendable(Refusal):
    """It is on its way, or has arrived; `context` says which."""

    code = "message_not_resendable"
    detail = "只有发送失败或已放弃的消息可以重发，请刷新查看最新状态。"


class NoWeChat(Refusal):
    code = "recipient_without_wechat"
    detail = "收件人还没有绑定微信，无法发送，请先请对方绑定。"
