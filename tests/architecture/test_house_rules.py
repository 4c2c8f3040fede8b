"""Rules of the house that a linter does not know: one writer of a status, doors that say who may enter, short files."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from server.accounts.permissions import Permission
from server.api import wechat_callback
from server.api.endpoints import Anyone, Endpoint
from server.app import ROUTES
from server.runtime import wechat_options
from server.settings import CONFIG, ROOT, load

Function = ast.FunctionDef | ast.AsyncFunctionDef

SERVER = sorted(path for path in (ROOT / "server").rglob("*.py") if "migrations" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# Who may knock without having signed in, and what everybody may do who has.
SIGNED_OUT = {
    "POST /api/v1/session/password",
    "POST /api/v1/session/wechat",
    "GET /api/v1/school",
    "POST /api/v1/session/device",
    "GET /wechat/callback",
    "POST /wechat/callback",
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",
}
SIGNED_IN = {"GET /api/v1/session", "DELETE /api/v1/session"}


def test_a_status_has_one_writer_in_each_capability() -> None:
    """A second one would forget a condition of the first: who comes second must lose, on every path."""
    writers = defaultdict(set)
    for path in SERVER:
        for function in _functions(path):
            if "api" not in path.parts and any(_writes_status(call) for call in _calls(function)):
                writers[path.parts[-2]].add(function.name)
    assert set(writers) == {"visits", "invitations", "approvals", "notifications"}
    assert {capability: names for capability, names in writers.items() if len(names) > 1} == {}


def test_no_status_is_assigned_to_a_row_and_saved() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SERVER
        if not {"api", "wechat"} & set(path.parts)  # theirs is HTTP's
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Assign | ast.AugAssign) and "status" in _assigned(node)
    ]
    assert found == []


def test_every_endpoint_says_who_may_call_it() -> None:
    open_to = defaultdict(set)
    for endpoint in _endpoints():
        assert isinstance(endpoint.may, Permission | Anyone), endpoint.path
        open_to[endpoint.may].add(f"{endpoint.method} {endpoint.path}")
    assert open_to[Anyone.SIGNED_OUT] == SIGNED_OUT
    assert open_to[Anyone.SIGNED_IN] == SIGNED_IN


def test_every_permission_opens_a_door_or_widens_a_view() -> None:
    """One that nothing asks for would be granted for nothing."""
    asked = "\n".join(path.read_text() for path in SERVER if path.name != "permissions.py")
    assert [
        permission.name for permission in Permission if f"Permission.{permission.name}" not in asked
    ] == []


def test_no_file_is_long() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in [*SERVER, *TESTS]}
    assert {str(path): lines for path, lines in lengths.items() if lines > 300} == {}


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in [*SERVER, *TESTS]
        for function in _functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path) for path in [*SERVER, *TESTS] if path.read_text() and not ast.get_docstring(_tree(path))
    ]
    assert silent == []


def test_every_message_of_the_story_has_its_template_and_every_template_its_message() -> None:
    told = {kind for path in (ROOT / "server" / "journey").glob("*.py") for kind in _kinds(path)}
    templates = tomllib.loads((CONFIG / "wechat_templates.toml").read_text(encoding="utf-8"))
    assert told == set(templates["messages"])


def _endpoints() -> Iterator[Endpoint]:
    callback = wechat_callback.routes_for(wechat_options(load({})))
    for part in [*ROUTES, callback]:
        yield from part.endpoints


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, Function))


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (call for call in ast.walk(node) if isinstance(call, ast.Call))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _writes_status(call: ast.Call) -> bool:
    """`.update(status=...)`; a new row begins with a status of its own."""
    return _name(call) == "update" and any(keyword.arg == "status" for keyword in call.keywords)


def _assigned(node: ast.Assign | ast.AugAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {target.attr for target in targets if isinstance(target, ast.Attribute)}


def _kinds(path: Path) -> Iterator[str]:
    """The kinds named where something is told: `tell_visitor(visit, kind)`, `_tell_staff(kind)`, `Notice(kind=)`."""
    for call in _calls(_tree(path)):
        place = {"tell_visitor": 1, "_tell_staff": 0}.get(_name(call))
        said: list[ast.expr] = [call.args[place]] if place is not None else []
        said += [keyword.value for keyword in call.keywords if keyword.arg == "kind"]
        yield from (str(word.value) for word in said if isinstance(word, ast.Constant))
