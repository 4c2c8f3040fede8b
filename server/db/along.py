"""What is read in the statement that finds out who is asking, because every statement costs a round trip."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Along:
    """More to read of one row `caller`, whose id is `caller.caller_id`.

    `listed` goes before the caller's own columns, `joins` behind the caller; `values` are $3, $4, ..., and $2 is now.
    """

    listed: str
    joins: str
    values: tuple[Any, ...]
