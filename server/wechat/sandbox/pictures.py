"""Real pictures of codes, so that a client's image handling meets real bytes."""

import io

import qrcode
from PIL import Image


def qr_png(text: str, width: int) -> bytes:
    """A square PNG of `width` pixels holding `text`."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    matrix = code.get_matrix()
    small = Image.new("1", (len(matrix), len(matrix)), 1)
    small.putdata([0 if dark else 1 for row in matrix for dark in row])
    output = io.BytesIO()
    small.resize((width, width), Image.Resampling.NEAREST).save(output, format="PNG")
    return output.getvalue()
