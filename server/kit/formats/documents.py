"""Identity documents a visitor may show. Only the form is checked: whether it is genuine, the guard sees."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from server.kit.formats import resident_id
from server.kit.formats.errors import FormatError, Remark
from server.kit.formats.folding import fold

_OLD_BOOKLET = Remark(
    "taiwan_permit_old_booklet", "这像是旧版台胞证本式证件号，请核对；新版证件号为8位数字。"
)
_STATE_MISSING = Remark("passport_issuing_state", "请补充护照的签发国家或地区，便于门岗核对。")


class DocumentKind(StrEnum):
    """The kinds accepted, as the API spells them."""

    RESIDENT_ID = "resident_id"
    HK_MACAO_PERMIT = "hk_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGN_PERMANENT_RESIDENT = "foreign_permanent_resident"
    PASSPORT = "passport"


@dataclass(frozen=True)
class Checked:
    """A number in the one form it is stored and compared in; `issuing_state` for passports only."""

    number: str
    warnings: tuple[Remark, ...] = ()
    issuing_state: str | None = None


def check(kind: str, number: str, today: date, issuing_state: str | None = None) -> Checked:
    """The number of a document of `kind`, normalised. Raises FormatError."""
    if kind == DocumentKind.RESIDENT_ID:
        return Checked(resident_id.normalise(number, today))
    if kind == DocumentKind.FOREIGN_PERMANENT_RESIDENT:
        return _foreign_permanent_resident(number, today)
    if kind == DocumentKind.PASSPORT:
        return _passport(number, issuing_state)
    if kind in _PERMITS:
        return _PERMITS[kind](fold(number))
    raise FormatError("document_kind_unknown", "请选择证件类型。")


def mask(number: str) -> str:
    """At most four characters at each end, never more than half: 1101**********0010, E1*****78."""
    shown = min(4, len(number) // 4)
    return number[:shown] + "*" * (len(number) - 2 * shown) + number[len(number) - shown :]


def _hk_macao_permit(number: str) -> Checked:
    # The last two of eleven characters count how often an old card was renewed; they are not the person.
    if re.fullmatch(r"[HM]([0-9]{8}|[0-9]{10})", number):
        return Checked(number[:9])
    # HA and MA: permanent residents without Chinese nationality, since July 2024.
    if re.fullmatch(r"[HM]A[0-9]{7}", number):
        return Checked(number)
    raise FormatError(
        "hk_macao_permit_malformed", "请填写来往内地通行证号：字母H或M加8位数字，或HA、MA加7位数字。"
    )


def _taiwan_permit(number: str) -> Checked:
    if re.fullmatch(r"[0-9]{8}", number):
        return Checked(number)
    if re.fullmatch(r"[A-Z0-9]{10,12}", number):
        return Checked(number, (_OLD_BOOKLET,))
    raise FormatError("taiwan_permit_malformed", "请填写台湾居民来往大陆通行证号：8位数字。")


def _foreign_permanent_resident(text: str, today: date) -> Checked:
    number = fold(text)
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):  # issued before December 2023, valid until it expires
        return Checked(number)
    if re.fullmatch(r"9[0-9]{16}[0-9X]", number):
        return Checked(resident_id.normalise(number, today))
    raise FormatError(
        "foreign_permanent_resident_malformed",
        "请填写外国人永久居留证号：以9开头的18位号码，或旧版的3个字母加12位数字。",
    )


def _passport(text: str, issuing_state: str | None) -> Checked:
    number, state = fold(text), fold(issuing_state or "")
    if not re.fullmatch(r"(?=.*[0-9])[A-Z0-9]{5,9}", number):
        raise FormatError("passport_malformed", "请填写护照号：5至9位字母或数字，不含其他符号。")
    if not state:
        return Checked(number, (_STATE_MISSING,))
    if not re.fullmatch(r"[A-Z]{2,3}", state):
        raise FormatError("passport_issuing_state", "请选择护照的签发国家或地区。")
    return Checked(number, issuing_state=state)


_PERMITS: dict[str, Callable[[str], Checked]] = {
    DocumentKind.HK_MACAO_PERMIT: _hk_macao_permit,
    DocumentKind.TAIWAN_PERMIT: _taiwan_permit,
}
