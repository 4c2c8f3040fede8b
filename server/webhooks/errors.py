"""Refusals about webhooks."""

from server.kit.errors import Refusal


class WebhookDisabled(Refusal):
    code = "webhook_disabled"
    detail = "这个推送已停用，请先启用。"


class WebhookInForce(Refusal):
    code = "webhook_in_force"
    detail = "这个推送正在使用中，不需要启用。"


class NotResendable(Refusal):
    code = "delivery_under_way"
    detail = "这条推送正在发送或等待发送，不需要重发。"
