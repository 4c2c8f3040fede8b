"""The strict rules for a template's keyword values (§5.5, §4.4): pure functions, one per type."""

import re
from collections.abc import Callable, Sequence

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_CHINESE_DATE = rf"(?:\d{{4}}年)?{_MONTH}月{_DAY}日|\d{{4}}年{_MONTH}月"
_JOINED_DATE = rf"(?:\d{{4}}[-/.])?{_MONTH}[-/.]{_DAY}|\d{{4}}[-/.]{_MONTH}"
_DATE = rf"(?:{_CHINESE_DATE}|{_JOINED_DATE})"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_TIME_SIDE = re.compile(rf"(?:{_DATE} ?)?{_CLOCK}")
_DATE_SIDE = re.compile(rf"{_DATE}(?: ?{_CLOCK})?")

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LETTER = re.compile(r"[A-Za-z]{1,32}")
_CHARACTER_STRING = re.compile(r"[\x20-\x7e]{1,32}")
_AMOUNT = re.compile(r"[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?")
_PHONE = re.compile(r"[0-9+\-() ]{1,17}")
_CAR = re.compile(r"[\u4e00-\u9fa5A-Za-z0-9][A-Za-z0-9]{0,6}[\u4e00-\u9fa5A-Za-z0-9]")
_PHRASE = re.compile(r"[\u4e00-\u9fff]{1,5}")

Rule = Callable[[str], bool]


def fits(kind: str, value: str, allowed: Sequence[str] = ()) -> bool:
    """Whether `value` may stand in a keyword of type `kind`; `allowed` is the list of an enumerated one.

    Lengths count code points. Raises KeyError for a type WeChat does not have.
    """
    if not value.strip() or _CONTROL.search(value):
        return False
    if kind in ("const", "enum", "enum_string"):
        return value in allowed
    return _RULES[kind](value)


def _matches(pattern: re.Pattern[str]) -> Rule:
    return lambda value: pattern.fullmatch(value) is not None


def _at_most(length: int) -> Rule:
    return lambda value: len(value) <= length


def _each_side(pattern: re.Pattern[str]) -> Rule:
    # A range is written with "~"; both sides are times of their own.
    def rule(value: str) -> bool:
        sides = value.split("~")
        return len(sides) <= 2 and all(pattern.fullmatch(side.strip()) for side in sides)

    return rule


def _number(value: str) -> bool:
    return len(value) <= 32 and _NUMBER.fullmatch(value) is not None


def _symbol(value: str) -> bool:
    return len(value) <= 5 and not any(each.isalnum() for each in value)


def _name(value: str) -> bool:
    # Ten characters as soon as one is Chinese, otherwise twenty; digits never.
    longest = 10 if _HAN.search(value) else 20
    return len(value) <= longest and not any(each.isdigit() for each in value)


_RULES: dict[str, Rule] = {
    "amount": _matches(_AMOUNT),
    "car_number": _matches(_CAR),
    "character_string": _matches(_CHARACTER_STRING),
    "date": _each_side(_DATE_SIDE),
    "letter": _matches(_LETTER),
    "name": _name,
    "number": _number,
    "phone_number": _matches(_PHONE),
    "phrase": _matches(_PHRASE),
    "short_thing": _at_most(5),
    "symbol": _symbol,
    "thing": _at_most(20),
    "time": _each_side(_TIME_SIDE),
}
