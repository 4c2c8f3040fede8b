"""The rules on an invitation's window. Values in, problem out."""

from datetime import datetime, timedelta

from server.kit.errors import FieldProblem


def window_problem(
    valid_from: datetime, valid_to: datetime, now: datetime, max_days: int
) -> FieldProblem | None:
    """What is wrong with an invitation for this window, or None."""
    if valid_to <= valid_from:
        return FieldProblem("valid_to", "window_reversed", "有效期的结束时间必须晚于开始时间。")
    if valid_to <= now:
        return FieldProblem("valid_to", "window_past", "有效期已经过去，请重新选择。")
    if valid_to - valid_from > timedelta(days=max_days):
        return FieldProblem("valid_to", "window_too_long", f"邀请的有效期最长{max_days}天。")
    return None
