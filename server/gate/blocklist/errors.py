"""Refusals about the blocklist."""

from server.kit.errors import Refusal


class AlreadyBlocked(Refusal):
    code = "already_blocked"
    detail = "名单里已有这一项，请先解除原来的记录。"


class AlreadyLifted(Refusal):
    code = "already_lifted"
    detail = "这条记录已经解除，请刷新查看。"
