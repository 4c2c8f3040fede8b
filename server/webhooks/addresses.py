"""Where we may send: http(s) only, and not into our own network unless the school says so.

A name is resolved once, checked, and the connection made to that very address: a name that changes its mind between
check and call would otherwise lead to a machine behind the firewall.
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_PORTS = {"http": 80, "https": 443}


class AddressRefused(Exception):
    """The text says why, in a word."""


@dataclass(frozen=True)
class Target:
    """One checked address. `url` names it by number; `host` is what the receiver is called."""

    url: str
    host: str
    header: str


def well_formed(url: str) -> SplitResult | None:
    """The parts of an http(s) address without user name, password and fragment; None for anything else."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in _PORTS and parts.hostname and parts.port != 0
    except ValueError:
        return None
    plain = parts.username is None and parts.password is None and not parts.fragment
    readable = url.isascii() and url.isprintable() and " " not in url
    return parts if sound and plain and readable else None


def is_private(host: str) -> bool:
    """Whether `host` is written as an address that is not of one machine in the public internet."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    inner = getattr(address, "ipv4_mapped", None) or address
    return not inner.is_global or inner.is_multicast


async def target(url: str, *, allow_private: bool) -> Target:
    """The address to connect to. Raises AddressRefused, or OSError where the name is not known."""
    parts = well_formed(url)
    if parts is None or parts.hostname is None:
        raise AddressRefused("malformed")
    port = parts.port or _PORTS[parts.scheme]
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise AddressRefused("malformed") from error
    numbers = [str(entry[4][0]) for entry in found]
    if not allow_private and any(is_private(number) for number in numbers):
        raise AddressRefused("private_address")
    shown = f"[{numbers[0]}]" if ":" in numbers[0] else numbers[0]
    numeric = parts._replace(netloc=f"{shown}:{port}").geturl()
    return Target(numeric, parts.hostname, parts.netloc)
