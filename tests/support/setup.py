"""Makes sure this machine has the programs the tests start: `python3 -m tests.support.setup`.

Installs Debian packages where it may (root, apt-get); elsewhere names what is missing and fails.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec

from tests.support.programs import chinese_font, chromium, postgres_bin, redis_server


@dataclass(frozen=True)
class Need:
    """A program, the Debian package that has it, and how to tell that it is there."""

    name: str
    package: str
    found: Callable[[], object]


NEEDS = (
    Need("Python's venv", "python3-venv", lambda: find_spec("ensurepip")),
    Need("PostgreSQL", "postgresql", postgres_bin),
    Need("Redis", "redis-server", redis_server),
    Need("Chromium", "chromium", chromium),
    Need("a Chinese font", "fonts-noto-cjk", chinese_font),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those of `needs` that are not on this machine."""
    return [need for need in needs if not need.found()]


def install(packages: list[str]) -> None:
    """Ask apt-get for `packages`; whether it worked shows when the programs are looked for again."""
    # RUNLEVEL=1 keeps Debian from starting its own PostgreSQL and Redis: the tests start theirs.
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    print("Installing", *packages, file=sys.stderr)
    nothing = subprocess.DEVNULL
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, stdin=nothing, stdout=nothing)


def main() -> int:
    """0 when everything is there, at the latest after installing it."""
    lacking = missing(NEEDS)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        install([need.package for need in lacking])
        lacking = missing(lacking)
    for need in lacking:
        print(f"Missing: {need.name}. Install the Debian package {need.package}.", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
