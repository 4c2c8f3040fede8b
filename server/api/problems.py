"""Every refusal as RFC 9457 `application/problem+json`, in one place."""

import logging
import traceback
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError
from sanic import HTTPResponse, Request, SanicException
from sanic.exceptions import MethodNotAllowed, PayloadTooLarge
from sanic.exceptions import NotFound as NoSuchRoute
from sanic.response import json as json_response
from tortoise.exceptions import DBConnectionError, OperationalError

from server.kit.errors import FieldProblem, InvalidInput, Refusal

log = logging.getLogger("server.api")


class ProblemField(BaseModel):
    field: str
    code: str
    message: str


class Problem(BaseModel):
    """RFC 9457, with our stable `code`, the wrong fields, and what the client needs to go on in `context`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ProblemField] | None = None
    context: dict[str, Any] | None = None
    request_id: str


_TITLES = {
    400: "请求无法理解",
    401: "未登录",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的操作",
    409: "状态已变化",
    413: "内容太大",
    415: "格式不支持",
    422: "内容有误",
    429: "操作太频繁",
    500: "系统出错",
    503: "暂时不可用",
}

# Pydantic's error type -> our code and sentence. What was typed is never repeated.
_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("required", "请填写这一项。"),
    "extra_forbidden": ("unknown_field", "不认识的字段，请删除。"),
    "string_too_short": ("too_short", "内容太短，请补充。"),
    "string_too_long": ("too_long", "内容太长，请精简。"),
    "too_long": ("too_many_items", "数量太多，请减少。"),
    "too_short": ("too_few_items", "数量太少，请补充。"),
    "control_character": ("control_character", "内容含有不可见的控制字符，请删除后重新填写。"),
    "datetime_parsing": ("bad_time", "时间格式不正确，应包含日期、时间和时区。"),
    "literal_error": ("not_a_choice", "请从给出的选项中选择。"),
    "enum": ("not_a_choice", "请从给出的选项中选择。"),
    "greater_than_equal": ("too_small", "数值太小。"),
    "less_than_equal": ("too_large", "数值太大。"),
    "string_pattern_mismatch": ("bad_format", "格式不正确，请检查。"),
    "json_invalid": ("bad_json", "请求内容不是有效的JSON。"),
}


def from_validation(error: ValidationError) -> InvalidInput:
    """The refusal for what pydantic found; at most 20 problems."""
    return InvalidInput(*_problems(error))


def _problems(error: ValidationError) -> Iterable[FieldProblem]:
    for found in error.errors(include_url=False, include_context=False, include_input=False)[:20]:
        code, message = _SENTENCES.get(found["type"], ("bad_value", "内容的类型不正确，请检查。"))
        # An unknown field's own name is something the client typed: point at what it stands in.
        parts = found["loc"][:-1] if found["type"] == "extra_forbidden" else found["loc"]
        yield FieldProblem(".".join(str(part) for part in parts) or "body", code, message)


def refuse(request: Request, refusal: Refusal) -> HTTPResponse:
    """The answer to a refusal."""
    problems = getattr(refusal, "problems", None)
    headers = {}
    if retry := refusal.context.get("retry_after"):
        headers["Retry-After"] = str(retry)
    return answer(
        request,
        refusal.status,
        refusal.code,
        refusal.detail,
        [ProblemField(field=p.field, code=p.code, message=p.message) for p in problems] if problems else None,
        refusal.context or None,
        headers,
    )


def answer(
    request: Request,
    status: int,
    code: str,
    detail: str,
    errors: list[ProblemField] | None = None,
    context: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> HTTPResponse:
    """A problem document."""
    problem = Problem(
        type=f"urn:visitor:problem:{code}",
        title=_TITLES.get(status, "请求被拒绝"),
        status=status,
        code=code,
        detail=detail,
        errors=errors,
        context=context,
        request_id=str(request.ctx.request_id),
    )
    return json_response(
        problem.model_dump(mode="json", exclude_none=True),
        status=status,
        headers=headers or {},
        content_type="application/problem+json",
    )


async def on_error(request: Request, error: Exception) -> HTTPResponse:
    """Sanic's last resort: whatever was raised becomes a problem document, and nothing personal is logged."""
    if not hasattr(request.ctx, "request_id"):
        request.ctx.request_id = str(request.id)
    if isinstance(error, Refusal):
        return refuse(request, error)
    if isinstance(error, NoSuchRoute):
        return answer(request, 404, "no_such_path", "没有这个地址。")
    if isinstance(error, MethodNotAllowed):
        headers = {"Allow": ", ".join(sorted(_methods_of(request)))}
        return answer(request, 405, "method_not_allowed", "这个地址不支持这种操作。", headers=headers)
    if isinstance(error, PayloadTooLarge):
        return answer(request, 413, "too_large", "提交的内容太大。")
    if isinstance(error, SanicException) and error.status_code < 500:
        return answer(request, error.status_code, "bad_request", "请求无法理解，请检查后重试。")
    return _unexpected(request, error)


def _methods_of(request: Request) -> set[str]:
    """What may be done with this path. Sanic's own error leaves it out where the path holds an id."""
    here = request.path.strip("/").split("/")
    fitting = [route for route in request.app.router.routes if _fits(route.path.strip("/").split("/"), here)]
    literal = [route for route in fitting if "<" not in route.path]
    return {method for route in literal or fitting for method in route.methods}


def _fits(pattern: list[str], here: list[str]) -> bool:
    same = [part == own or part.startswith("<") for part, own in zip(pattern, here, strict=False)]
    return len(pattern) == len(here) and all(same)


def note_unexpected(error: Exception) -> None:
    """Log where it happened, not what was said: database errors repeat the values they choked on."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    log.error("unexpected error", extra={"error": type(error).__name__, "where": where})


def _unexpected(request: Request, error: Exception) -> HTTPResponse:
    note_unexpected(error)
    if isinstance(error, DBConnectionError | ConnectionError | OSError | TimeoutError | OperationalError):
        return answer(
            request,
            503,
            "temporarily_unavailable",
            "系统暂时不可用，请稍后再试。",
            headers={"Retry-After": "5"},
        )
    return answer(
        request, 500, "internal_error", "系统出错了，请稍后再试；如果一直这样，请把请求编号告诉管理员。"
    )
