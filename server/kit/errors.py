"""Refusals: every "no" the product says has a code, a status and one Chinese sentence."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field of a request; `message` never repeats what was typed."""

    field: str
    code: str
    message: str


class Misconfigured(Exception):
    """The configuration is wrong: the message says where, never what stands there, since that may be a secret."""


class Refusal(Exception):
    """A named refusal. `context` is given to the client, so it holds nothing secret or personal."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"
    detail: str = "现在不能这样做，请刷新后再试。"

    def __init__(self, detail: str | None = None, **context: Any) -> None:
        super().__init__(self.code)
        if detail is not None:
            self.detail = detail
        self.context = context


class NotFound(Refusal):
    """Not there, or not the caller's: the two must look alike."""

    status = 404
    code = "not_found"
    detail = "没有找到，或者您无权查看。"


class NotSignedIn(Refusal):
    status = 401
    code = "not_signed_in"
    detail = "请先登录。"


class NotPermitted(Refusal):
    status = 403
    code = "not_permitted"
    detail = "您没有做这件事的权限。"


class TooMany(Refusal):
    """Raised with `retry_after` in whole seconds."""

    status = 429
    code = "too_many_requests"
    detail = "操作太频繁了，请稍后再试。"

    def __init__(self, retry_after: int, detail: str | None = None) -> None:
        super().__init__(detail, retry_after=retry_after)
        self.retry_after = retry_after


class InvalidInput(Refusal):
    """One or more fields are wrong; nothing was written."""

    status = 422
    code = "invalid_input"
    detail = "填写的内容有误，请按提示修改。"

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__()
        self.problems = list(problems)


def invalid(field: str, code: str, message: str) -> InvalidInput:
    """The refusal for a single wrong field."""
    return InvalidInput(FieldProblem(field, code, message))
