"""Refusals about approvals."""

from server.kit.errors import Refusal


class AlreadyDecided(Refusal):
    """`context` says who decided what and when."""

    code = "already_decided"
    detail = "这一步已经处理过了。"


class NotYourTurn(Refusal):
    code = "not_open"
    detail = "这个审批任务现在不在等待处理。"


class YourOwnTurn(Refusal):
    code = "your_own_turn"
    detail = "这一步正等您自己审批，请到流程中心处理，不用催办。"


class NothingToRecall(Refusal):
    code = "cannot_recall"
    detail = "后续步骤已处理或流程已结束，不能再撤回审批。"


class CannotTransfer(Refusal):
    status = 422
    code = "cannot_transfer"
    detail = "不能转办给这个人，请选择其他在职且未停用的同事。"


class NoApprover(Refusal):
    status = 503
    code = "no_approver"
    detail = "审批流程没有可用的审批人，请联系学校信息中心。"
