"""Vehicle plates (GA 36-2018), and a key under which a camera's or a guard's reading still finds them."""

import re
import unicodedata
from dataclasses import dataclass

from server.kit.formats.errors import FormatError, Remark
from server.kit.formats.folding import fold

_P = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_L = "[A-HJ-NP-Z]"
_A = "[A-HJ-NP-Z0-9]"

# In this order: the first that fits decides.
_KINDS = [
    (re.compile(pattern), kind)
    for pattern, kind in (
        (f"{_P}{_L}[A-HJK]{_A}[0-9]{{4}}", "new-energy-small"),
        (f"{_P}{_L}[0-9]{{5}}[A-HJK]", "new-energy-large"),
        (f"粤Z{_A}{{4}}[港澳]", "hk-macao"),
        (f"{_P}{_L}{_A}{{4}}警", "police"),
        (f"{_P}{_L}{_A}{{4}}学", "trainer"),
        (f"{_P}{_L}{_A}{{4}}挂", "trailer"),
        ("[0-9]{6}使|使[0-9]{6}", "embassy"),
        (f"{_P}[0-9]{{5}}领|{_P}{_L}[0-9]{{4}}领", "consulate"),
        (f"{_P}[XS][0-9]{{4}}应急", "emergency"),
        (f"WJ{_P}?[0-9]{{4}}{_A}", "armed-police"),
        (f"{_L}{_L}[0-9]{{5}}", "military"),
        (f"{_P}{_L}{_A}{{5}}", "ordinary"),
    )
]
# Whoever begins like this means a mainland plate, so a slip is told rather than taken for a foreign plate.
_MEANT_AS_MAINLAND = re.compile(f"({_P}|[港澳台])[A-Z]")
_OTHER_MAX = 12

_MANY_LETTERS = Remark("plate_many_letters", "车牌中的字母较多，请再核对一遍。")
_GUARD_CHECKS = Remark("plate_other", "这不是常见的车牌格式，到校时门岗会核对车辆。")


@dataclass(frozen=True)
class Plate:
    """`text` as shown, `kind` of plate, `key` to compare by."""

    text: str
    kind: str
    key: str
    warnings: tuple[Remark, ...] = ()


def check(text: str) -> Plate:
    """The plate in `text`; what belongs to no mainland series is of kind `other`. Raises FormatError."""
    plate = fold(text)
    kind = next((kind for pattern, kind in _KINDS if pattern.fullmatch(plate)), None)
    if kind is None:
        return _other(plate)
    warnings = (_MANY_LETTERS,) if kind == "ordinary" and _letters(plate[2:]) > 2 else ()
    return Plate(plate, kind, match_key(plate), warnings)


def match_key(text: str) -> str:
    """The same for plates that look alike (O and Q as 0, I as 1): to find by at the gate, never to refuse."""
    return fold(text).translate(str.maketrans("OQI", "001"))


def _other(plate: str) -> Plate:
    if _MEANT_AS_MAINLAND.match(plate):
        raise FormatError(
            "plate_malformed", "请核对车牌号：例如京A12345，新能源车为8位；车牌中没有字母I和O。"
        )
    if not 0 < len(plate) <= _OTHER_MAX:
        raise FormatError("plate_length", "请填写车牌号，最多12个字。")
    controls = any(unicodedata.category(char) in ("Cc", "Cs") for char in plate)
    if controls or not any(char.isalnum() for char in plate):
        raise FormatError("plate_unreadable", "请用字母、数字或汉字填写车牌号。")
    return Plate(plate, "other", match_key(plate), (_GUARD_CHECKS,))


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)
