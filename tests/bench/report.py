"""What `make bench` prints."""

from collections.abc import Mapping, Sequence

from tests.bench.measure import Figures

SCAN = "scan"
LISTS = "list of 50"
SCAN_TO_FLOOR = 0.5
SCAN_STATEMENTS = 6
SCAN_CPU_MS = 6
SCAN_P99_MS = 100
GATE_LISTS = ("inside now", "expected today", "gate search")
PICTURES = 500
LIST_GROWTH = 1.5
MEMORY_MB = 200

_HEADER = f"{'':28}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'SQL':>5}{'x floor':>9}"

Table = Mapping[str, Figures]


def table(visits: int, rows: Table, statements: Mapping[str, int]) -> str:
    """One line a kind for one size of database."""
    lines = [_line(name, figures, statements.get(name)) for name, figures in rows.items()]
    return "\n".join([f"\n{visits:,} visits", _HEADER, *lines])


def _line(name: str, said: Figures, statements: int | None) -> str:
    figures = f"{said.per_second:8.0f}{said.p50_ms:9.1f}{said.p99_ms:9.1f}{said.cpu_ms:9.2f}"
    return f"{name:28}{figures}{statements or '-':>5}{said.to_floor:9.2f}"


def aims(
    small: Table, large: Table, memory_mb: Sequence[float], counted: Mapping[str, int], pictures: float
) -> str:
    """Every aim beside what was measured; `pictures`: codes drawn a second by one core."""
    scans = (small[SCAN], large[SCAN])
    to_floor = min(scan.to_floor for scan in scans)
    lines = [
        _aim("scan, to the floor", to_floor, SCAN_TO_FLOOR, at_least=True),
        _aim("scan, statements", counted[SCAN], SCAN_STATEMENTS),
        _aim("scan, ms of processor", max(scan.cpu_ms for scan in scans), SCAN_CPU_MS),
        _aim("scan, p99 in ms at 16 connections", max(scan.p99_ms for scan in scans), SCAN_P99_MS),
        _aim("codes drawn as PNG a second", pictures, PICTURES, at_least=True),
    ]
    for name in large:
        if name.startswith((LISTS, *GATE_LISTS)):
            growth = large[name].p50_ms / small[name].p50_ms
            lines.append(_aim(f"{name}: p50, large to small", growth, LIST_GROWTH))
    lines.append(_aim("memory of a worker, MB", max(memory_mb), MEMORY_MB))
    return "\n".join(["\nAims", *lines])


def _aim(what: str, measured: float, wanted: float, *, at_least: bool = False) -> str:
    met = measured >= wanted if at_least else measured <= wanted
    sign = ">=" if at_least else "<="
    return f"{'PASS' if met else 'short':6}{what:50}{measured:9.2f}  ({sign} {wanted:g})"
