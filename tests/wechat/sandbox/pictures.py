"""Opening pictures from bytes."""

import io

from PIL import Image


def opened(raw: bytes) -> Image.Image:
    """The decoded picture; Pillow raises when the bytes are none."""
    return Image.open(io.BytesIO(raw)).convert("L")
