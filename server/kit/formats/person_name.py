"""Names of persons, in every script; lengths are counted in code points, so rare characters count once."""

import unicodedata

from server.kit.formats.errors import FormatError

_MAX_CODE_POINTS = 100
_TO_MIDDLE_DOT = str.maketrans("\u2022\u30fb", "\u00b7\u00b7")
_JOINERS = "\u200c\u200d"  # invisible, but part of how some scripts are spelled
# Not "needs a letter": there are names with characters newer than Python's Unicode tables, or private ones.
_NOT_A_NAME_ALONE = ("N", "P", "S", "Z", "M")


def normalise(text: str) -> str:
    """The name in Unicode NFKC with one kind of middle dot and single spaces. Raises FormatError."""
    decomposed = unicodedata.normalize("NFKD", text).translate(_TO_MIDDLE_DOT).strip()
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in decomposed):
        raise FormatError("person_name_control_character", "姓名中有无法显示的字符，请删去后重新填写。")
    visible = "".join(char for char in decomposed if not _invisible(char))
    name = " ".join(unicodedata.normalize("NFC", visible).split())
    if not name:
        raise FormatError("person_name_empty", "请填写姓名。")
    if len(name) > _MAX_CODE_POINTS:
        raise FormatError("person_name_too_long", "姓名最多100个字，请缩短后重新填写。")
    if all(unicodedata.category(char)[0] in _NOT_A_NAME_ALONE for char in name):
        raise FormatError("person_name_no_letter", "请填写证件上的姓名，不能只有数字或符号。")
    return name


def mask(name: str) -> str:
    """The first character and one star, whatever the length: 张*."""
    return f"{name[:1]}*"


def _invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" and char not in _JOINERS
