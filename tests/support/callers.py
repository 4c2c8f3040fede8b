"""Someone who calls the API."""

import ssl
from datetime import UTC, datetime
from typing import Any

import httpx

# All calls are plain HTTP: without this every client reads the machine's certificates, which takes 20 ms.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Caller:
    """An HTTP client that expects success unless told which refusal to expect."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.me: dict[str, Any] = {}
        self.since = datetime.min.replace(tzinfo=UTC)

    async def get(self, path: str, *, status: int = 200, **query: Any) -> Any:
        """GET; the answer's JSON. Fails the test on any other status."""
        return _read(await self.http.get(path, params=_named(query)), status)

    async def post(
        self, path: str, body: Any = None, *, status: int | None = None, key: str | None = None
    ) -> Any:
        """POST; the answer's JSON. Without `status` any success will do."""
        headers = {"Idempotency-Key": key} if key else {}
        return _read(
            await self.http.post(path, json=body if body is not None else {}, headers=headers), status
        )

    async def patch(self, path: str, body: Any, *, status: int = 200) -> Any:
        """PATCH; the answer's JSON."""
        return _read(await self.http.patch(path, json=body), status)

    async def upload(self, path: str, content: bytes, *, status: int = 201, **form: str) -> Any:
        """POST a file as multipart form data."""
        answer = await self.http.post(path, files={"file": ("upload", content)}, data=form)
        return _read(answer, status)

    @property
    def id(self) -> str:
        """The staff id, or a visitor's identity id."""
        part = self.me["staff"] or self.me["visitor"]
        return str(part["id"])


def _named(query: dict[str, Any]) -> dict[str, Any]:
    """`from_=` stands for the query's `from`; what is None is left out."""
    return {key.rstrip("_"): value for key, value in query.items() if value is not None}


def _read(answer: httpx.Response, status: int | None) -> Any:
    expected = answer.is_success if status is None else answer.status_code == status
    assert expected, f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None
