"""Reading a JSON body with WeChat's strictness: a wrong type is 47001, never converted (§0.1)."""

from typing import Any

from server.wechat.sandbox.replies import Refused

Body = dict[str, Any]


def text(body: Body, name: str, default: str = "") -> str:
    """A string, or `default` when the field is absent."""
    value = body.get(name, default)
    if not isinstance(value, str):
        raise Refused(47001)
    return value


def whole(body: Body, name: str, default: int) -> int:
    """An integer; true and false are not integers."""
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(47001)
    return value


def flag(body: Body, name: str, default: bool) -> bool:
    """True or false; the string "false" is refused (§0.1)."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise Refused(47001)
    return value


def mapping(body: Body, name: str) -> Body:
    """An object, empty when the field is absent."""
    value = body.get(name, {})
    if not isinstance(value, dict):
        raise Refused(47001)
    return value


def only(body: Body, *names: str) -> None:
    """Refuse fields the documentation does not name: usually a misspelt one (§12.2)."""
    if set(body) - set(names):
        raise Refused(47001)
