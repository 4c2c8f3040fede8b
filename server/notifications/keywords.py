"""What may stand in a template's keyword, by type: every value is brought into shape, or refused, before it is sent.

Limits count code points. Source: WeChat's table of keyword types for subscribe messages and 类目模板.
"""

import re
from collections.abc import Callable

PHRASES = frozenset({"待审核", "审核通过", "审核未通过", "退回修改", "已撤销", "已取消", "已过期", "已改期"})
"""Every phrase we may send: at most five Han characters each."""

THING_LENGTH = 20
STRING_LENGTH = 32

_TRAILING_DIGITS = re.compile(r"[0-9]+$")
_HAN_PHRASE = re.compile(r"[\u4e00-\u9fff]{1,5}")
# Controls, invisible marks, private use, halves of pairs; and pictures, which WeChat refuses since 2023-05-04.
_UNWANTED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\ud800-\udfff\ue000-\uf8ff\u2600-\u27bf\U0001f000-\U0001faff\U000e0000-\U0010ffff]+"
)
_BLANKS = re.compile(r"\s+")
_NOT_PRINTABLE_ASCII = re.compile(r"[^\x20-\x7e]+")
_TIME = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d")
_PHONE = re.compile(r"[0-9+\-() ]{1,17}")
_PLATE = re.compile(r"[\u4e00-\u9fa5A-Za-z0-9][A-Za-z0-9]{0,6}[\u4e00-\u9fa5A-Za-z0-9]")


class Unfit(ValueError):
    """The value cannot be brought into shape without changing what it says; the text names the type only."""


def keyword_type(keyword: str) -> str:
    """`thing4` is of type `thing`."""
    return _TRAILING_DIGITS.sub("", keyword)


def shaped(kind: str, value: str) -> str:
    """`value` as a keyword of type `kind` takes it. Raises Unfit, or KeyError for a type we do not send."""
    return _SHAPES[kind](value)


def _thing(value: str) -> str:
    """Any words on one line; what is too long ends in an ellipsis."""
    text = _BLANKS.sub(" ", _UNWANTED.sub(" ", value)).strip()
    if len(text) > THING_LENGTH:
        text = text[: THING_LENGTH - 1].rstrip() + "…"
    return text or "—"


def _character_string(value: str) -> str:
    text = _BLANKS.sub(" ", _NOT_PRINTABLE_ASCII.sub(" ", value)).strip()
    return text[:STRING_LENGTH].rstrip() or "-"


def _phrase(value: str) -> str:
    """One of our own list: a phrase cut short would say something else."""
    if value not in PHRASES or not _HAN_PHRASE.fullmatch(value):
        raise Unfit("phrase")
    return value


def _whole(kind: str, pattern: re.Pattern[str]) -> Callable[[str], str]:
    """Times, plates and numbers are right or wrong; half of one is somebody else's."""

    def shape(value: str) -> str:
        text = value.strip()
        if not pattern.fullmatch(text):
            raise Unfit(kind)
        return text

    return shape


_SHAPES: dict[str, Callable[[str], str]] = {
    "thing": _thing,
    "character_string": _character_string,
    "phrase": _phrase,
    "time": _whole("time", _TIME),
    "phone_number": _whole("phone_number", _PHONE),
    "car_number": _whole("car_number", _PLATE),
}
TYPES = frozenset(_SHAPES)
