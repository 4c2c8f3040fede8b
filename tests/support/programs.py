"""Where the programs stand that the tests start.

Standard library only: setup imports it before anything is installed.
"""

import shutil
from pathlib import Path

_DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


def postgres_bin() -> Path | None:
    """The folder with initdb and postgres: from PATH, else Debian's newest version, else None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = [initdb.parent for initdb in _DEBIAN_POSTGRES.glob("*/bin/initdb")]
    return max(installed, key=_version, default=None)


def redis_server() -> str | None:
    """The redis-server program, or None."""
    return shutil.which("redis-server")


def chromium() -> str | None:
    """The Chromium program, or None."""
    return shutil.which("chromium")


def chinese_font() -> Path | None:
    """A font in which screenshots show Chinese, or None."""
    return next(Path("/usr/share/fonts").glob("**/NotoSansCJK*"), None)


def _version(bin_folder: Path) -> float:
    return float(bin_folder.parent.name)
