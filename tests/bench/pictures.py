"""How fast one core draws the code as a picture, for a visitor's browser that cannot draw it itself."""

import time

from server.api.visitor.passes import png
from server.passes import code

_SECONDS = 2.0


def per_second() -> float:
    """Pictures a second, each of a code of its own."""
    drawn, began = 0, time.process_time()
    while time.process_time() - began < _SECONDS:
        png(code.qr_text("23456789AB", f"{drawn:08}"))
        drawn += 1
    return drawn / (time.process_time() - began)
