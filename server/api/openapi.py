"""OpenAPI 3.1 of every endpoint, made from the same declarations that serve them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.api.endpoints import Anyone, Endpoint, Routes
from server.api.problems import Problem

_REF = "#/components/schemas/{model}"
_SAYS = {
    400: "请求无法理解",
    401: "未登录",
    403: "没有权限",
    404: "没有找到，或者不是您的",
    409: "状态已变化",
    413: "内容太大",
    415: "请求内容不是JSON",
    422: "内容有误",
    429: "操作太频繁，见 Retry-After",
    503: "暂时不可用",
}
Mode = Literal["validation", "serialization"]


def document(parts: Sequence[Routes], title: str, version: str) -> dict[str, Any]:
    """The whole description."""
    endpoints = [(part.tag, endpoint) for part in parts for endpoint in part.endpoints]
    references, definitions = models_json_schema(_models(e for _, e in endpoints), ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for tag, endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(tag, endpoint, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(part.tag for part in parts)],
        "paths": paths,
        "components": {
            "schemas": definitions.get("$defs", {}),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "visitor_session"},
            },
        },
    }


def _models(endpoints: Iterable[Endpoint]) -> list[tuple[type[BaseModel], Mode]]:
    found: dict[tuple[type[BaseModel], Mode], None] = {(Problem, "serialization"): None}
    for endpoint in endpoints:
        for model in (endpoint.body, endpoint.query):
            if model:
                found[(model, "validation")] = None
        if isinstance(endpoint.answer, type):
            found[(endpoint.answer, "serialization")] = None
    return list(found)


def _operation(tag: str, endpoint: Endpoint, references: Any) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name.replace(".", "_"),
        "tags": [tag],
        "summary": endpoint.summary,
        "description": f"权限：{endpoint.may.value}",
        "parameters": [*_path_parameters(endpoint), *_query_parameters(endpoint), *_key_parameter(endpoint)],
        "responses": _responses(endpoint, references),
        "security": [] if endpoint.may is Anyone.SIGNED_OUT else [{"token": []}, {"cookie": []}],
    }
    if endpoint.body:
        schema = references[(endpoint.body, "validation")]
        needed = any(field.is_required() for field in endpoint.body.model_fields.values())
        operation["requestBody"] = {"required": needed, "content": {"application/json": {"schema": schema}}}
    if endpoint.multipart:
        operation["requestBody"] = {"required": True, "content": {"multipart/form-data": _form(endpoint)}}
    return operation


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    schema = {"type": "string", "pattern": "^[0-9a-z]{24}$"}
    names = re.findall(r"{(\w+)}", endpoint.path)
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _query_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.query is None:
        return []
    schema = endpoint.query.model_json_schema(ref_template=_REF)
    required, inner = schema.get("required", []), schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _inlined(said, inner)}
        for name, said in schema["properties"].items()
    ]


def _inlined(said: Any, inner: dict[str, Any]) -> Any:
    """Enumerations of a query stand in place: nothing else refers to them. An absent value is not a null."""
    if isinstance(said, list):
        return [_inlined(entry, inner) for entry in said]
    if not isinstance(said, dict):
        return said
    if "$ref" in said:
        return inner[said["$ref"].rsplit("/", 1)[1]]
    if len(options := [o for o in said.get("anyOf", []) if o != {"type": "null"}]) == 1:
        return _inlined(options[0], inner)
    return {key: _inlined(value, inner) for key, value in said.items() if (key, value) != ("default", None)}


def _key_parameter(endpoint: Endpoint) -> list[dict[str, Any]]:
    if not endpoint.writes or not endpoint.remembers or endpoint.may is Anyone.SIGNED_OUT:
        return []
    schema = {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[!-~]+$"}
    return [{"name": "Idempotency-Key", "in": "header", "required": False, "schema": schema}]


def _form(endpoint: Endpoint) -> dict[str, Any]:
    properties: dict[str, Any] = {name: {"type": "string"} for name in endpoint.multipart}
    properties["file"] = {"type": "string", "format": "binary"}
    return {"schema": {"type": "object", "properties": properties, "required": list(endpoint.multipart)}}


def _responses(endpoint: Endpoint, references: Any) -> dict[str, Any]:
    responses: dict[str, Any] = {str(endpoint.status): _success(endpoint, references)}
    problem = {"application/problem+json": {"schema": references[(Problem, "serialization")]}}
    for status in sorted(_expected(endpoint)):
        responses[str(status)] = {"description": _SAYS[status], "content": problem}
    return responses


def _success(endpoint: Endpoint, references: Any) -> dict[str, Any]:
    if endpoint.answer is None:
        return {"description": "完成"}
    if isinstance(endpoint.answer, str):
        return {"description": "完成", "content": {endpoint.answer: {"schema": _raw(endpoint.answer)}}}
    schema = references[(endpoint.answer, "serialization")]
    return {"description": "完成", "content": {"application/json": {"schema": schema}}}


def _raw(content_type: str) -> dict[str, Any]:
    """A file; or, of a stream of events, what each of them is."""
    if content_type == "text/event-stream":
        parts = {"event": {"type": "string"}, "data": {"type": "string"}}
        return {"type": "object", "properties": parts, "required": ["event", "data"]}
    return {"type": "string", "format": "binary"}


def _expected(endpoint: Endpoint) -> set[int]:
    """The refusals that follow from what is declared, and those the handler adds."""
    found = {503, *endpoint.refuses}
    if endpoint.may is not Anyone.SIGNED_OUT:
        found |= {401, 403}
    if "{" in endpoint.path:
        found.add(404)
    if endpoint.body or endpoint.query or endpoint.multipart or endpoint.writes:
        found |= {400, 413, 415, 422}
    return found
