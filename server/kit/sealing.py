"""Personal data at rest: AES-256-GCM with the key's id in the data, and a keyed hash for exact look-up."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.kit.errors import Misconfigured

_NONCE = 12


class SealBroken(Exception):
    """The sealed text was changed, moved to another field, or its key is not on the ring."""


@dataclass(frozen=True)
class KeyRing:
    """The keys in use: `sealing` by id (the `current` one seals, all open), and one `index` key for look-up hashes."""

    current: str
    sealing: Mapping[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)


class Vault:
    """Seals and opens single values. The field's name is authenticated with the value."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._derived: dict[str, bytes] = {}
        self._ciphers = {key_id: AESGCM(key) for key_id, key in ring.sealing.items()}

    def seal(self, field_name: str, text: str) -> str:
        """`text` as `<key id>:<base64 of nonce and ciphertext>`."""
        nonce = os.urandom(_NONCE)
        sealed = self._ciphers[self._ring.current].encrypt(nonce, text.encode(), field_name.encode())
        return f"{self._ring.current}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, field_name: str, sealed: str) -> str:
        """The text behind `sealed`. Raises SealBroken."""
        key_id, _, encoded = sealed.partition(":")
        try:
            raw = base64.b64decode(encoded, validate=True)
            return self._ciphers[key_id].decrypt(raw[:_NONCE], raw[_NONCE:], field_name.encode()).decode()
        except (KeyError, ValueError, InvalidTag) as error:
            raise SealBroken(field_name) from error

    def index(self, field_name: str, text: str) -> str:
        """A keyed hash (HMAC-SHA-256, 128 bits kept) that finds equal values without opening any."""
        message = f"{field_name}\0{text}".encode()
        return hmac.new(self._ring.index, message, hashlib.sha256).hexdigest()[:32]

    def derive(self, purpose: str, length: int = 32) -> bytes:
        """A secret for `purpose`, `length` bytes of at most 32, reproducible from the index key alone."""
        if purpose not in self._derived:
            message = f"derive\0{purpose}".encode()
            self._derived[purpose] = hmac.new(self._ring.index, message, hashlib.sha256).digest()
        return self._derived[purpose][:length]


def fresh_ring() -> KeyRing:
    """A ring with one random key."""
    return KeyRing(current="k1", sealing={"k1": secrets.token_bytes(32)}, index=secrets.token_bytes(32))


def parse_ring(text: str) -> KeyRing:
    """A ring from its JSON form `{"current", "sealing": {id: base64}, "index": base64}`. Raises Misconfigured."""
    try:
        data = json.loads(text)
        sealing = {key_id: base64.b64decode(key, validate=True) for key_id, key in data["sealing"].items()}
        ring = KeyRing(data["current"], sealing, base64.b64decode(data["index"], validate=True))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Misconfigured(
            'key ring: needs the form {"current", "sealing": {id: base64}, "index"}'
        ) from None
    if ring.current not in sealing or any(len(key) != 32 for key in [*sealing.values(), ring.index]):
        raise Misconfigured("key ring: needs 32-byte keys and a current key that is on it")
    return ring


def dump_ring(ring: KeyRing) -> str:
    """The JSON form that `parse_ring` reads."""
    sealing = {key_id: base64.b64encode(key).decode() for key_id, key in ring.sealing.items()}
    return json.dumps(
        {"current": ring.current, "sealing": sealing, "index": base64.b64encode(ring.index).decode()},
        indent=2,
    )


def ring_from_file(path: Path, create: bool) -> KeyRing:
    """The ring in `path`; with `create`, a fresh one is written there first (mode 600) if there is none."""
    if create and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path, dump_ring(fresh_ring()))
    return parse_ring(path.read_text())


def _create(path: Path, text: str) -> None:
    """Whole or not at all: of processes that start together one names its file `path`, and the others read it."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 600
    with os.fdopen(handle, "w") as file:
        file.write(text)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()


_vault: Vault | None = None


def configure(ring: KeyRing) -> None:
    """Set the process's vault; called once by whatever composes the process."""
    global _vault
    _vault = Vault(ring)


def vault() -> Vault:
    """The process's vault. Raises RuntimeError before `configure`."""
    if _vault is None:
        raise RuntimeError("sealing.configure() was not called")
    return _vault
