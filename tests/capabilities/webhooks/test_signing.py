"""Signatures that any Standard Webhooks library accepts, and what becomes of a delivery."""

from datetime import UTC, datetime, timedelta

import pytest

from server.webhooks.addresses import AddressRefused, is_private, target, well_formed
from server.webhooks.rules import Outcome, Step, after
from server.webhooks.signing import headers, secret_text, signature
from server.webhooks.states import DeliveryState

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
# The example that the Standard Webhooks libraries test themselves with.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}'


def test_the_published_example() -> None:
    assert signature(SECRET, MESSAGE, AT, BODY) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_secret_in_force_signs() -> None:
    secrets = [SECRET, secret_text(b"k" * 32)]
    said = headers(secrets, MESSAGE, datetime.fromtimestamp(AT, UTC), BODY)
    assert (said["webhook-id"], said["webhook-timestamp"]) == (MESSAGE, str(AT))
    assert said["webhook-signature"].split() == [signature(one, MESSAGE, AT, BODY) for one in secrets]


@pytest.mark.parametrize(
    "status, attempts, expected",
    [
        (200, 1, Step(DeliveryState.DELIVERED)),
        (204, 9, Step(DeliveryState.DELIVERED)),
        (301, 1, Step(DeliveryState.QUEUED, NOW + timedelta(seconds=1))),
        (500, 2, Step(DeliveryState.QUEUED, NOW + timedelta(seconds=30))),
        (None, 7, Step(DeliveryState.QUEUED, NOW + timedelta(seconds=30))),
    ],
)
def test_what_becomes_of_a_delivery(status: int | None, attempts: int, expected: Step) -> None:
    retries = [timedelta(seconds=1), timedelta(seconds=30)]
    assert after(Outcome(status, ""), attempts, NOW, NOW + timedelta(hours=1), retries) == expected
    gone = after(Outcome(status, ""), attempts, NOW, NOW + timedelta(seconds=1), retries)
    assert gone.state is (DeliveryState.DELIVERED if expected.due_at is None else DeliveryState.FAILED)


@pytest.mark.parametrize(
    "url, fits",
    [
        ("https://gate.example/told?key=1", True),
        ("http://10.0.0.7:8080", True),
        ("ftp://gate.example/", False),
        ("https:///told", False),
        ("https://user:word@gate.example/", False),
        ("https://gate.example/#part", False),
        ("https://gate.example:99999/", False),
        ("https://校门.example/", False),
        ("https://gate.example/a b", False),
        ("https://[::1", False),
    ],
)
def test_which_addresses_are_taken(url: str, fits: bool) -> None:
    assert (well_formed(url) is not None) == fits


@pytest.mark.parametrize(
    "host, private",
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("0.0.0.0", True),  # noqa: S104
        ("224.0.1.1", True),
        ("::1", True),
        ("fd00::1", True),
        ("::ffff:10.0.0.1", True),
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
        ("gate.example", False),
    ],
)
def test_which_addresses_are_private(host: str, private: bool) -> None:
    assert is_private(host) == private


async def test_a_name_is_held_to_where_it_leads() -> None:
    with pytest.raises(AddressRefused, match="private_address"):
        await target("http://localhost:8000/told", allow_private=False)
    found = await target("http://localhost:8000/told?a=1", allow_private=True)
    assert found.url in ("http://127.0.0.1:8000/told?a=1", "http://[::1]:8000/told?a=1")
    assert (found.host, found.header) == ("localhost", "localhost:8000")
