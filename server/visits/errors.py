"""Refusals about visits."""

from server.kit.errors import Refusal


class VisitMoved(Refusal):
    """The visit's status no longer allows this; `context` says what it is now."""

    code = "visit_not_in_state"
    detail = "预约的状态已经变化，现在不能这样操作，请刷新查看。"


class VisitOver(Refusal):
    code = "visit_expired"
    detail = "来访时间已过，预约已失效。"


class TooManyOpen(Refusal):
    code = "too_many_open_visits"
    detail = "您还有多个进行中的预约，请先等待处理或撤回后再提交。"


class UrgedRecently(Refusal):
    """Raised with `retry_after` in seconds."""

    status = 429
    code = "urged_recently"
    detail = "刚刚已经提醒过审批人，请稍后再催办。"


class NobodyToRepair(Refusal):
    code = "nobody_to_repair"
    detail = "这份申请由教职工代填，访客不能在线修改。请拒绝并说明原因，由代填人重新填写。"


class InsideNow(Refusal):
    code = "visitor_inside"
    detail = "访客现在在校内，不能这样操作。"
