"""PostgreSQL's advisory locks share one number space: two purposes with one number would wait for each other."""

import re

from server.settings import ROOT


def test_every_advisory_lock_has_a_number_of_its_own() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "server").rglob("*.py"))
    numbers = re.findall(r"^_\w+_LOCK = ([\d_]+)$", sources, re.MULTILINE)
    assert len(numbers) == sources.count("advisory_lock($1)") + sources.count("advisory_xact_lock($1)")
    assert len(set(numbers)) == len(numbers)
