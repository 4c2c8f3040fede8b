"""The `data` of a message: shape, keys and values against the template (§4.2, §5.3)."""

from server.wechat.sandbox.accounts import Template, keyword_type
from server.wechat.sandbox.fields import Body, mapping, only, text
from server.wechat.sandbox.keywords import fits
from server.wechat.sandbox.replies import Refused


def values_of(body: Body) -> dict[str, str]:
    """The value of every keyword; raises 47001 unless each is an object with a string `value` (§12.2)."""
    return {key: _value(mapping(body, "data"), key) for key in mapping(body, "data")}


def _value(data: Body, key: str) -> str:
    entry = mapping(data, key)
    only(entry, "value", "color")
    return text(entry, "value")


def check_values(template: Template, values: dict[str, str]) -> None:
    """Raises 47003 naming the first keyword that is missing, unknown or unfit (§4.4, §5.5)."""
    for key in template.keywords:
        _check_value(template, key, values.get(key, ""))
    for key in values:
        if key not in template.keywords:
            raise Refused(47003, f"argument invalid! data.{key}.value invalid")


def _check_value(template: Template, key: str, value: str) -> None:
    if not value:
        # The platform's own typo (§0.1).
        raise Refused(47003, f"argument invalid! data.{key}.value is emtpy")
    if not fits(keyword_type(key), value, template.values.get(key, ())):
        raise Refused(47003, f"argument invalid! data.{key}.value invalid")
