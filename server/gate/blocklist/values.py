"""From what was typed to what is compared: the same keyed hashes that visits carry."""

from dataclasses import dataclass
from datetime import date

from server.gate.blocklist.schemas import BlockIn
from server.gate.blocklist.states import BlockKind
from server.kit.errors import invalid
from server.kit.formats import documents, phone, plate
from server.kit.formats.errors import FormatError
from server.kit.sealing import vault


@dataclass(frozen=True)
class Value:
    """One checked value: `text` as stored, `masked` as shown, `index` to find by."""

    text: str
    masked: str
    index: str


def read_value(body: BlockIn, today: date) -> Value:
    """The document, phone or plate that was typed. Raises InvalidInput."""
    if body.kind is BlockKind.DOCUMENT and body.document_kind is None:
        raise invalid("document_kind", "required", "请选择证件类型。")
    try:
        return _read(body, today)
    except FormatError as error:
        raise invalid("value", error.code, error.message) from error


def _read(body: BlockIn, today: date) -> Value:
    if body.kind is BlockKind.PHONE:
        number = phone.normalise(body.value)
        return Value(number, phone.mask(number), vault().index("phone", number))
    if body.kind is BlockKind.PLATE:
        checked = plate.check(body.value)
        return Value(checked.text, _masked_plate(checked.text), plate_index(checked.key))
    kind = body.document_kind or ""
    number = documents.check(kind, body.value, today).number
    return Value(number, documents.mask(number), document_index(kind, number))


def document_index(kind: str, number: str) -> str:
    """The look-up hash of a document; the same one that visits store."""
    return vault().index("document", f"{kind}:{number}")


def plate_index(key: str) -> str:
    """The look-up hash of a plate's folded key."""
    return vault().index("plate", key)


def _masked_plate(text: str) -> str:
    """Province and letter, and the last two characters: 京A***45."""
    return f"{text[:2]}{'*' * max(len(text) - 4, 1)}{text[-2:] if len(text) > 4 else ''}"
