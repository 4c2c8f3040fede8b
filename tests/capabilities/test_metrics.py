"""What Prometheus reads of the time that requests took: each bucket counts all that were as fast."""

import re

from server.api.metrics import exposition, observe


def test_every_bucket_counts_what_was_as_fast() -> None:
    for seconds in (0.001, 0.005, 0.02, 3.0, 60.0):
        observe("some.endpoint", 200, seconds)
    lines = [line for line in exposition().splitlines() if 'endpoint="some.endpoint"' in line]
    buckets = dict(re.findall(r'le="(.+?)"} (\d+)', "\n".join(lines)))
    assert {bound: int(count) for bound, count in buckets.items()} == {
        "0.005": 2,
        "0.01": 2,
        **dict.fromkeys(("0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5"), 3),
        "5.0": 4,
        "+Inf": 5,
    }
    assert 'visitor_requests_total{endpoint="some.endpoint",status="200"} 5' in lines
    assert 'visitor_request_seconds_count{endpoint="some.endpoint"} 5' in lines
