"""Signing and encrypting callbacks as the platform does (§6.5)."""

import base64
import hashlib
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32  # PKCS#7 over 32 bytes, not the cipher's 16


def signature(*parts: str) -> str:
    """SHA-1 of the parts, sorted as bytes and joined: WeChat's choice, and no secret depends on it alone."""
    joined = b"".join(sorted(part.encode() for part in parts))
    return hashlib.sha1(joined).hexdigest()  # noqa: S324 - the protocol demands SHA-1


class Crypt:
    """Encrypts for one account: random(16) + length(4, big-endian) + message + appid, AES-256-CBC."""

    def __init__(self, aes_key: str, appid: str) -> None:
        self._key = base64.b64decode(aes_key + "=")
        self._appid = appid.encode()

    def encrypt(self, message: str, prefix: bytes | None = None) -> str:
        """Base64 of the cipher text; `prefix` (16 bytes) is random unless a published vector fixes it."""
        body = message.encode()
        plain = (prefix or secrets.token_hex(8).encode()) + struct.pack(">I", len(body)) + body + self._appid
        pad = _BLOCK - len(plain) % _BLOCK
        encryptor = self._cipher().encryptor()
        raw = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(raw).decode()

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))
