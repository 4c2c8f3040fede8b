"""One line of the log for every answered request: no address, no query, no body."""

import logging
import os
from contextlib import suppress

from pydantic_core import to_json

from server.kit import clock

log = logging.getLogger("server.access")
_STANDARD_ERROR = 2


def note(endpoint: str, method: str, status: int, seconds: float, request_id: str) -> None:
    """Write the line as runtime.JsonLines would, but in one piece: a record and handlers cost several times as much."""
    if not log.isEnabledFor(logging.INFO):
        return
    said = {
        "at": clock.now().isoformat(timespec="milliseconds"),
        "level": "INFO",
        "logger": log.name,
        "message": "request",
        "endpoint": endpoint,
        "method": method,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "request_id": request_id,
    }
    # Where nobody reads the log the answer goes out all the same, as the logging module has it, too.
    with suppress(OSError):
        os.write(_STANDARD_ERROR, to_json(said) + b"\n")
