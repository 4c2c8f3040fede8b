"""Figures for Prometheus: requests by endpoint and status, and the time they took."""

from collections import Counter
from collections.abc import Iterator

# Upper bounds in seconds.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_requests: Counter[tuple[str, int]] = Counter()
_seconds: Counter[str] = Counter()
_buckets: Counter[tuple[str, float]] = Counter()


def observe(endpoint: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _requests[(endpoint, status)] += 1
    _seconds[endpoint] += seconds  # type: ignore[assignment]
    for bound in BUCKETS:
        if seconds <= bound:
            _buckets[(endpoint, bound)] += 1


def exposition() -> str:
    """This process's figures in Prometheus' text format."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# TYPE visitor_requests_total counter"
    for (endpoint, status), number in sorted(_requests.items()):
        yield f'visitor_requests_total{{endpoint="{endpoint}",status="{status}"}} {number}'
    yield "# TYPE visitor_request_seconds histogram"
    for endpoint in sorted(_seconds):
        for bound in BUCKETS:
            yield (
                f'visitor_request_seconds_bucket{{endpoint="{endpoint}",le="{bound}"}} {_buckets[(endpoint, bound)]}'
            )
        total = sum(number for (name, _), number in _requests.items() if name == endpoint)
        yield f'visitor_request_seconds_bucket{{endpoint="{endpoint}",le="+Inf"}} {total}'
        yield f'visitor_request_seconds_sum{{endpoint="{endpoint}"}} {_seconds[endpoint]:.6f}'
        yield f'visitor_request_seconds_count{{endpoint="{endpoint}"}} {total}'
