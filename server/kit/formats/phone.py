"""Mobile numbers, kept as E.164. Loose on purpose: who owns a number is proved elsewhere, not guessed."""

import re

from server.kit.formats.errors import FormatError
from server.kit.formats.folding import fold

_GENERAL = "请填写11位手机号；其他国家或地区的号码请以“+”和区号开头，例如+852。"

# Country code -> what follows it, and what to tell someone whose number does not fit.
_REGIONS = {
    "+86": (r"1[3-9][0-9]{9}", "请检查手机号：应为11位数字，以13至19开头。"),
    "+852": (r"[4-9][0-9]{7}", "请检查香港手机号：+852之后应为8位数字，以4至9开头。"),
    "+853": (r"6[0-9]{7}", "请检查澳门手机号：+853之后应为8位数字，以6开头。"),
    "+886": (r"9[0-9]{8}", "请检查台湾手机号：+886之后应为9位数字，以9开头。"),
}


def normalise(text: str) -> str:
    """The number as E.164; a bare number of 11 digits is one of mainland China. Raises FormatError."""
    number = _international(fold(text))
    for country, (pattern, hint) in _REGIONS.items():
        if number.startswith(country):
            return _matching(number, re.escape(country) + pattern, hint)
    return _matching(number, r"\+[1-9][0-9]{6,14}", _GENERAL)


def mask(number: str) -> str:
    """An E.164 number with four digits hidden: 138****8000, +852****4567; a short one shows only two."""
    shown = number.removeprefix("+86")
    if len(number) < 12:
        return f"+****{tail(number)[-2:]}"
    return f"{shown[:-8]}****{tail(number)}"


def tail(number: str) -> str:
    """The last four digits, by which a person recognises a number."""
    return number[-4:]


def _international(number: str) -> str:
    number = re.sub(r"^00", "+", number)
    if re.fullmatch(r"[0-9]{11}", number):
        return "+86" + number
    return re.sub(r"^\+8860", "+886", number)  # Taiwan's numbers are often written with their domestic 0


def _matching(number: str, pattern: str, hint: str) -> str:
    if not re.fullmatch(pattern, number):
        raise FormatError("phone_invalid", hint)
    return number
