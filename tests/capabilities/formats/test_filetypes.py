"""Files told apart by their content."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from server.kit.filetypes import HEAD_BYTES, sniff


def _picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(file, kind)
    return file.getvalue()


def _iso_media(*brands: bytes) -> bytes:
    """The file type box with its major brand, a version and the compatible brands, then another box."""
    box = b"ftyp" + brands[0] + bytes(4) + b"".join(brands[1:])
    return (len(box) + 4).to_bytes(4, "big") + box + b"\0\0\0\x08meta"


ACCEPTED = [
    (_picture("PNG"), "image/png"),
    (_picture("JPEG"), "image/jpeg"),
    (_picture("WEBP"), "image/webp"),
    (_iso_media(b"heic", b"mif1", b"heic"), "image/heic"),
    (_iso_media(b"mif1", b"mif1", b"heic"), "image/heic"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
    (b"%PDF-2.0\n", "application/pdf"),
]


@pytest.mark.parametrize(("content", "media_type"), ACCEPTED)
def test_accepted(content: bytes, media_type: str) -> None:
    assert sniff(content[:HEAD_BYTES]) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        _picture("GIF"),
        _picture("BMP"),
        _picture("TIFF"),
        _iso_media(b"avif", b"mif1", b"avif"),
        _iso_media(b"isom", b"mp42"),
        _iso_media(b"isom", b"mp42") + b"heic",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>1</script>",
        b"<script>1</script>%PDF-1.7\n",
        b" " + _picture("PNG"),
        b"PK\x03\x04" + _picture("JPEG"),
        b"\x89PNG\r\n\x1a\n<script>",
        b"\xff\xd8\xff",
        b"RIFF\0\0\0\0WAVEfmt ",
        b"%PDF",
    ],
)
def test_refused(content: bytes) -> None:
    assert sniff(content[:HEAD_BYTES]) is None


@given(st.sampled_from(ACCEPTED), st.integers(0, 40))
def test_a_cut_off_file_is_never_taken_for_another_type(accepted: tuple[bytes, str], length: int) -> None:
    content, media_type = accepted
    assert sniff(content[:length]) in (None, media_type)


@given(st.binary(max_size=64))
def test_no_bytes_break_it(content: bytes) -> None:
    assert sniff(b"\0\0\0\x40ftyp" + content) in (None, "image/heic")
