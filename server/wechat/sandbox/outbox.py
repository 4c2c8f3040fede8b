"""Delivers callbacks to the product: signed, encrypted, in order, three tries in all (§6.5)."""

import asyncio
import secrets
import time
from collections import deque
from dataclasses import dataclass, field

import requests

from server.wechat.sandbox.accounts import CallbackSecrets
from server.wechat.sandbox.crypto import Crypt, signature
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.faults import FaultKind

TRIES = 3
TIMEOUT = 5.0  # seconds the product has to answer
DELAY = 0.05  # seconds after the answer to the call, so that events normally come second
HOLD = 3.0  # seconds an event waits at most for a later one to overtake it


@dataclass
class Delivery:
    """One event on its way; `outcomes` has one word per try."""

    event: Event
    due: float = 0.0
    bad_signature: bool = False
    outcomes: list[str] = field(default_factory=list)


class Outbox:
    """One queue for all accounts; `url` None means that nobody listens."""

    def __init__(self, shared: CallbackSecrets) -> None:
        self.url: str | None = None
        self.timeout = TIMEOUT
        self.records: deque[Delivery] = deque(maxlen=500)
        self._shared = shared
        self._queue: asyncio.Queue[Delivery] = asyncio.Queue()
        self._held: list[Delivery] = []
        self._early: asyncio.Task[None] | None = None
        self._http = requests.Session()
        # A proxy of the machine must not get between two programs of the same desk.
        self._http.trust_env = False

    async def take(self, events: list[Event], fault: FaultKind | None = None) -> None:
        """Queue the events of one call, in the way `fault` says; `EVENT_EARLY` delivers before returning."""
        for event in events:
            delivery = Delivery(event, time.monotonic() + DELAY, fault is FaultKind.EVENT_BAD_SIGNATURE)
            self.records.append(delivery)
            await self._route(delivery, fault)

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            delivery = await self._queue.get()
            await asyncio.sleep(max(0.0, delivery.due - time.monotonic()))
            await self._try(delivery)
            if delivery.outcomes[-1] == "failed" and len(delivery.outcomes) < TRIES:
                self._queue.put_nowait(delivery)

    async def verify(self) -> bool:
        """Ask the product to prove it knows the token: the GET with echostr (§6.5)."""
        echo = secrets.token_hex(10)
        params = {**self._signed(), "echostr": echo}
        response = await asyncio.to_thread(
            self._http.get, self._target(), params=params, timeout=self.timeout
        )
        return response.status_code == 200 and response.text == echo

    async def _route(self, delivery: Delivery, fault: FaultKind | None) -> None:
        if self.url is None or fault is FaultKind.EVENT_LOST:
            delivery.outcomes.append("lost" if self.url else "nobody listens")
        elif fault is FaultKind.EVENT_EARLY:
            # A client that gives up on its call must not stop the event that the call has caused.
            self._early = asyncio.create_task(self._try(delivery))
            await asyncio.shield(self._early)
        elif fault is FaultKind.EVENT_OUT_OF_ORDER:
            self._held.append(delivery)
            asyncio.get_running_loop().call_later(HOLD, self._release)
        else:
            self._queue.put_nowait(delivery)
            if fault is FaultKind.EVENT_DUPLICATE:
                self._queue.put_nowait(delivery)
            self._release()

    def _release(self) -> None:
        for delivery in self._held:
            self._queue.put_nowait(delivery)
        self._held.clear()

    async def _try(self, delivery: Delivery) -> None:
        try:
            response = await asyncio.to_thread(self._post, delivery)
        except requests.RequestException:
            delivery.outcomes.append("failed")
            return
        delivery.outcomes.append(_judge(response))

    def _post(self, delivery: Delivery) -> requests.Response:
        event = delivery.event
        encrypted = Crypt(self._shared.aes_key, event.account.appid).encrypt(event.body())
        params = self._signed(encrypted)
        if delivery.bad_signature:
            params["msg_signature"] = signature("somebody", "else")
        return self._http.post(
            self._target(),
            params={**params, "openid": event.openid, "encrypt_type": "aes"},
            data=event.envelope(encrypted).encode(),
            headers={"Content-Type": event.content_type},
            timeout=self.timeout,
        )

    def _signed(self, encrypted: str | None = None) -> dict[str, str]:
        # Real time, not the sandbox's: the product compares it with its own clock.
        timestamp, nonce = str(int(time.time())), str(secrets.randbelow(10**9))
        token = self._shared.token
        params = {"signature": signature(token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce}
        if encrypted is not None:
            params["msg_signature"] = signature(token, timestamp, nonce, encrypted)
        return params

    def _target(self) -> str:
        if self.url is None:
            raise LookupError("no callback address is configured")
        return self.url


def _judge(response: requests.Response) -> str:
    # `success`, nothing, or an encrypted reply are answers; the user sees any other body as trouble (§6.5).
    if response.status_code != 200:
        return "failed"
    body = response.text.strip()
    return "delivered" if body in ("", "success") or "Encrypt" in body else "bad reply"
