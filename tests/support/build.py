"""What browsers are shown is built by make, by one test process at a time."""

import fcntl
import shutil
import subprocess

from server.settings import ROOT


def build(target: str) -> None:
    """`make target`; whoever comes second finds it done. Fails when make or npm is missing, or the build fails."""
    make = shutil.which("make")
    assert make and shutil.which("npm"), "the pages are built with make and Node.js 20.19 or newer"
    with (ROOT / "Makefile").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        subprocess.run([make, "-s", target], cwd=ROOT, check=True)
