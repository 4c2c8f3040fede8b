"""An endpoint declares its path, who may call it, what comes in, what goes out and which refusals to expect."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel
from sanic import Request

from server.accounts.actor import Actor
from server.accounts.permissions import Permission
from server.api.services import Services
from server.db.along import Along

Body = TypeVar("Body")
Query = TypeVar("Query")


class Anyone(Enum):
    """Marks what needs no permission; written out, so that leaving it out is not a way to open a door."""

    SIGNED_OUT = "signed_out"
    SIGNED_IN = "signed_in"


May = Permission | Anyone


@dataclass(frozen=True)
class Call(Generic[Body, Query]):
    """One request, checked: who is asking and what was sent; the row with what was read `along` with the caller."""

    request: Request
    services: Services
    actor_or_none: Actor | None
    path: dict[str, str]
    body: Body
    query: Query
    along: Any = None

    @property
    def actor(self) -> Actor:
        """Who is asking. Raises RuntimeError on an endpoint for people who are not signed in."""
        if self.actor_or_none is None:
            raise RuntimeError("this endpoint lets in callers who are not signed in")
        return self.actor_or_none

    @property
    def id(self) -> str:
        """The id in the path."""
        return self.path["id"]


@dataclass(frozen=True)
class Raw:
    """An answer that is not JSON."""

    content: bytes
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Streamed:
    """An answer sent piece by piece. The pieces end early when the caller hangs up: hold resources inside them."""

    pieces: AsyncGenerator[bytes, None]
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)


def download_as(name: str) -> str:
    """A Content-Disposition that saves the answer under `name`, in any script (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


Handler = Callable[[Call[Any, Any]], Awaitable[BaseModel | Raw | Streamed | None]]


@dataclass(frozen=True)
class Endpoint:
    """One method on one path. `answer` None means 204, a text the content type of a `Raw` or `Streamed` one.

    For what is asked often and waits for nothing but the database: `one_connection` keeps one connection to it from the
    caller's token to the answer, and `along` names, from the body, what is read in the statement that finds the caller.
    """

    method: str
    path: str
    may: May
    summary: str
    handler: Handler
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    answer: type[BaseModel] | str | None = None
    status: int = 200
    refuses: Sequence[int] = ()
    multipart: Sequence[str] = ()
    remembers: bool = True
    calls_out: bool = False
    one_connection: bool = False
    along: Callable[[Any], Along] | None = None

    @property
    def writes(self) -> bool:
        """Whether the request may change something."""
        return self.method in {"POST", "PUT", "PATCH", "DELETE"}

    @property
    def name(self) -> str:
        """A unique name, from the handler's module and function."""
        return f"{self.handler.__module__.removeprefix('server.api.')}.{self.handler.__name__}"


class Routes:
    """The endpoints of one part of the API, all below `prefix`."""

    def __init__(self, prefix: str, tag: str) -> None:
        self.prefix = prefix
        self.tag = tag
        self.endpoints: list[Endpoint] = []

    def add(
        self, method: str, path: str, may: May, summary: str, **declared: Any
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated handler as the endpoint `method prefix+path`; the rest as in Endpoint."""

        def register(handler: Handler) -> Handler:
            self.endpoints.append(
                Endpoint(method, self.prefix + path, may, summary, handler, **_with_status(declared))
            )
            return handler

        return register

    def get(self, path: str, may: May, summary: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a read."""
        return self.add("GET", path, may, summary, **declared)

    def post(self, path: str, may: May, summary: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a write."""
        return self.add("POST", path, may, summary, **declared)

    def patch(self, path: str, may: May, summary: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a change of some fields."""
        return self.add("PATCH", path, may, summary, **declared)

    def delete(self, path: str, may: May, summary: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a removal."""
        return self.add("DELETE", path, may, summary, **declared)


def _with_status(declared: dict[str, Any]) -> dict[str, Any]:
    default = 200 if declared.get("answer") else 204
    return {"status": default, **declared}
