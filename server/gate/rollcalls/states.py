"""What a roll-call knows of a visitor."""

from enum import StrEnum


class Mark(StrEnum):
    UNMARKED = "unmarked"
    SAFE = "safe"
    MISSING = "missing"
