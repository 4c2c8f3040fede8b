"""Figures for Prometheus: requests by endpoint and status, and the time they took."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

# Upper bounds in seconds.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_requests: Counter[tuple[str, int]] = Counter()
_seconds: Counter[str] = Counter()
# Each request in the narrowest bucket that holds it, the last one being without bound.
_buckets: dict[str, list[int]] = {}


def observe(endpoint: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _requests[(endpoint, status)] += 1
    _seconds[endpoint] += seconds  # type: ignore[assignment]
    _buckets.setdefault(endpoint, [0] * (len(BUCKETS) + 1))[bisect_left(BUCKETS, seconds)] += 1


def exposition() -> str:
    """This process's figures in Prometheus' text format."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# TYPE visitor_requests_total counter"
    for (endpoint, status), number in sorted(_requests.items()):
        yield f'visitor_requests_total{{endpoint="{endpoint}",status="{status}"}} {number}'
    yield "# TYPE visitor_request_seconds histogram"
    for endpoint in sorted(_seconds):
        *counts, total = accumulate(_buckets[endpoint])
        for bound, count in zip((*BUCKETS, "+Inf"), (*counts, total), strict=True):
            yield f'visitor_request_seconds_bucket{{endpoint="{endpoint}",le="{bound}"}} {count}'
        yield f'visitor_request_seconds_sum{{endpoint="{endpoint}"}} {_seconds[endpoint]:.6f}'
        yield f'visitor_request_seconds_count{{endpoint="{endpoint}"}} {total}'
