"""The 18-character citizen identity number (GB 11643) and the cards that share its shape."""

import re
from datetime import date

from server.kit.formats.errors import FormatError
from server.kit.formats.folding import fold

# As GB/T 2260 numbers the provinces; residence permits of Hong Kong and Macao begin with 81 and 82 too.
_PROVINCES = {
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for code in range(first, last + 1)
}
_TAIWAN_RESIDENCE_PERMIT = "830000"
_FOREIGNER = "9"  # foreign permanent residents' cards issued since December 2023
_FIRST_BIRTH_DATE = date(1900, 1, 1)

# ISO 7064 MOD 11-2
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


def normalise(text: str, today: date) -> str:
    """The number with digits and X as they are printed; birth dates run to `today`. Raises FormatError."""
    number = fold(text)
    if re.fullmatch(r"[0-9]{15}", number):
        raise FormatError("resident_id_first_generation", "15位的第一代身份证已停用，请填写18位身份证号。")
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        raise FormatError("resident_id_malformed", "请填写18位身份证号：前17位是数字，最后一位是数字或X。")
    if not _known_issuer(number):
        raise FormatError("resident_id_region", "请核对号码的前6位，没有这样的地区代码。")
    if not _possible_birth_date(number[6:14], today):
        raise FormatError("resident_id_birth_date", "请核对号码的第7至14位，应是出生年月日。")
    if number[17] != check_character(number[:17]):
        raise FormatError("resident_id_check_digit", "号码有误，请逐位核对后重新填写。")
    return number


def check_character(first_seventeen: str) -> str:
    """The eighteenth character that belongs to seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _known_issuer(number: str) -> bool:
    return number[:2] in _PROVINCES or number.startswith((_TAIWAN_RESIDENCE_PERMIT, _FOREIGNER))


def _possible_birth_date(digits: str, today: date) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _FIRST_BIRTH_DATE <= born <= today
