"""Opaque identifiers: random, so they reveal neither count nor order."""

import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


# Every byte of randomness is a digit, but for the few left over when 256 is divided by the digits there are.
_DIGITS = bytes(ord(_ALPHABET[byte % len(_ALPHABET)]) for byte in range(256))
_LEFT_OVER = bytes(range(256 - 256 % len(_ALPHABET), 256))


def new_id() -> str:
    """A fresh identifier of 24 characters (about 119 random bits), safe in URLs and file names."""
    digits = b""
    while len(digits) < 24:
        digits += secrets.token_bytes(32).translate(_DIGITS, _LEFT_OVER)
    return digits[:24].decode()


def readable_code(length: int) -> str:
    """A random code a person can read aloud: upper-case, without 0/O, 1/I/L; about 4.95 bits a character."""
    return _written(secrets.randbelow(len(_READABLE) ** length), _READABLE, length)


def token() -> str:
    """A bearer secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def _written(number: int, alphabet: str, length: int) -> str:
    """`number` with `length` digits of `alphabet`; one draw of randomness is much cheaper than one a digit."""
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(alphabet))
        digits.append(alphabet[digit])
    return "".join(digits)
