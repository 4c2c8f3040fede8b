"""Refusals about roll-calls."""

from server.kit.errors import Refusal


class RollCallClosed(Refusal):
    code = "roll_call_closed"
    detail = "这次清点已经结束，不能再标记。"


class MarkedMeanwhile(Refusal):
    """Someone else marked this visitor; `context` says how, who and when."""

    code = "marked_meanwhile"
    detail = "其他人刚刚标记过这位访客，请刷新查看。"
