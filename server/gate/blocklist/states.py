"""What a blocklist entry names."""

from enum import StrEnum


class BlockKind(StrEnum):
    DOCUMENT = "document"
    PHONE = "phone"
    PLATE = "plate"
