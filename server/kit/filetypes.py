"""What an uploaded file is, by its content: names and declared types are the sender's claims."""

HEAD_BYTES = 512  # as much of a file's beginning as `sniff` ever looks at

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}


def sniff(head: bytes) -> str | None:
    """The media type of an accepted file (PNG, JPEG, WebP, HEIC, PDF) from its first HEAD_BYTES, else None.

    Each must begin at the first byte: what carries something before it (an archive, a page with a script)
    could be read as that too. GIF is left out: phones and scanners do not produce it.
    """
    return next((media_type for media_type, fits in _TYPES.items() if fits(head)), None)


def _is_png(head: bytes) -> bool:
    return head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR"


def _is_jpeg(head: bytes) -> bool:
    # Start of image, then the first byte of a marker and its code: a frame, a table or application data.
    return head.startswith(b"\xff\xd8\xff") and len(head) > 3 and 0xC0 <= head[3] <= 0xFE


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP" and head[12:16] in (b"VP8 ", b"VP8L", b"VP8X")


def _is_heic(head: bytes) -> bool:
    """An ISO media file with HEVC still images among its brands (phones write `mif1` first, then `heic`)."""
    size = int.from_bytes(head[:4], "big")
    brands = {head[start : start + 4] for start in (8, *range(16, min(size, len(head)), 4))}
    return head[4:8] == b"ftyp" and not brands.isdisjoint(_HEIC_BRANDS)


def _is_pdf(head: bytes) -> bool:
    return head.startswith((b"%PDF-1.", b"%PDF-2."))


_TYPES = {
    "image/png": _is_png,
    "image/jpeg": _is_jpeg,
    "image/webp": _is_webp,
    "image/heic": _is_heic,
    "application/pdf": _is_pdf,
}
