"""What a typed-in value can be answered with: a refusal, or acceptance with a remark."""

from dataclasses import dataclass


class FormatError(ValueError):
    """The text is not of the form asked for.

    `code` is stable; `message` tells a person what to do and never repeats what was typed.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Remark:
    """The value is accepted; this is shown beside it so that a slip can still be mended."""

    code: str
    message: str
