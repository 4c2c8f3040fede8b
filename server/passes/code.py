"""The rotating code: RFC 6238 with HMAC-SHA-256, 8 digits, under a secret of its own for every pass and day.

What the phone shows as a QR code is `V1` + pass number (10) + code (8): 20 characters, all of QR's alphanumeric set,
so the symbol stays small and is read fast. Everything here is values in, value out.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

DIGITS = 8
_QR = re.compile(r"V1([0-9A-Z]{10})([0-9]{8})")
_SHORT = re.compile(r"[0-9A-Z]{8}")


@dataclass(frozen=True)
class Read:
    """What a scanner read: a pass number with a code, or a short code a person typed."""

    number: str | None
    code: str | None
    short_code: str | None


def hotp(secret: bytes, counter: int) -> str:
    """RFC 4226 section 5.3 with SHA-256, as RFC 6238 allows: 8 digits."""
    digest = hmac.digest(secret, counter.to_bytes(8, "big"), "sha256")
    offset = digest[-1] & 0x0F
    binary = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(binary % 10**DIGITS).zfill(DIGITS)


def step_of(moment: datetime, step_seconds: int) -> int:
    """The number of the time step that `moment` lies in, counted from the Unix epoch."""
    return int(moment.timestamp()) // step_seconds


def day_secret(pass_key: bytes, number: str, day: date) -> bytes:
    """The pass's secret for one day in the school's zone: 20 bytes the phone may hold for that day only."""
    return hmac.digest(pass_key, f"{number}|{day.isoformat()}".encode(), "sha256")[:20]


def as_text(secret: bytes) -> str:
    """A secret as base32, the form authenticator apps and the phone use."""
    return base64.b32encode(secret).decode().rstrip("=")


def qr_text(number: str, code: str) -> str:
    """What the QR code says."""
    return f"V1{number}{code}"


@lru_cache(maxsize=64)  # asked twice about each scan
def read(text: str) -> Read | None:
    """What was scanned or typed, or None when it is neither of our forms."""
    if match := _QR.fullmatch(text):  # as a scanner reads it
        return Read(match.group(1), match.group(2), None)
    folded = re.sub(r"[\s-]", "", text).upper()
    if _SHORT.fullmatch(folded):
        return Read(None, None, folded)
    return read(folded) if folded != text else None


def matching_step(secrets: list[bytes], code: str, step: int, skew: int) -> int | None:
    """The step at most `skew` away whose code is `code`, or None. `secrets` are the days that the steps may fall in."""
    for away in range(skew + 1):
        for candidate in (step - away, step + away) if away else (step,):
            if any(hmac.compare_digest(hotp(secret, candidate), code) for secret in secrets):
                return candidate
    return None


def was_once_valid(secrets: list[bytes], code: str, step: int, steps_back: int) -> bool:
    """Whether `code` was right at some step within the last `steps_back`: an old picture rather than an invention."""
    return any(
        hmac.compare_digest(hotp(secret, step - n), code) for n in range(steps_back) for secret in secrets
    )
