"""The server serves the built admin web, and only to those who ask for a page."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from server import serving
from server.api import admin_web
from server.api.admin_web import DESK_POLICY, POLICY
from server.app import create_app
from server.kit.ids import new_id
from tests.support.callers import PLAIN
from tests.support.school import School

_PAGE = """<!doctype html>
<meta name="school" content="学校" data-color="#000000" data-timezone="UTC" />
<script type="module" src="/assets/index-abc.js"></script>"""
_SCRIPT = "console.info('示范')" * 100


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What `make web` would have left."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "gate").mkdir()
    (dist / "gate" / "worker.js").write_text("// keeps the page\n", encoding="utf-8")
    (dist / "index.html").write_text(_PAGE, encoding="utf-8")
    (dist / "gate.html").write_text(_PAGE.replace("index-", "gate-"), encoding="utf-8")
    (dist / "assets" / "index-abc.js").write_text(_SCRIPT, encoding="utf-8")
    return dist


@pytest.fixture
async def browser(sqlite_school: School, built: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server that has the built page."""
    sock = serving.bind("127.0.0.1", 0)
    app = create_app(sqlite_school.settings, sqlite_school.services, name=f"web_{new_id()}", web=built)
    async with (
        serving.listening(app, sock),
        httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{sock.getsockname()[1]}",
            headers={"Accept": "text/html,*/*;q=0.8"},
            trust_env=False,
            verify=PLAIN,
        ) as client,
    ):
        yield client


@pytest.mark.parametrize("path", ["/", "/visits", "/visits/abc", "/no-such-page"])
async def test_every_page_of_the_app_is_the_one_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"] == POLICY
    assert 'content="示范大学" data-color="#0052D9" data-timezone="Asia/Shanghai" />' in answer.text
    assert "index-abc.js" in answer.text


def test_the_policy_lets_no_other_host_and_no_inline_script_in() -> None:
    assert "default-src 'self'" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


async def test_the_gate_desk_has_a_page_and_a_policy_of_its_own(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/gate")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == DESK_POLICY
    assert "gate-abc.js" in answer.text and 'content="示范大学"' in answer.text
    assert "unsafe-eval'" not in DESK_POLICY.replace("'wasm-unsafe-eval'", "")


async def test_its_worker_may_look_after_it_and_is_never_old(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/gate/worker.js")
    assert answer.headers["service-worker-allowed"] == "/gate"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.text.startswith("// keeps the page\n\n// ")
    assert (await browser.get("/gate/other.js")).status_code == 404


def test_its_worker_changes_with_the_page(built: Path) -> None:
    marks = {admin_web.desk_files(built / "gate", page)["worker.js"].content for page in ("a", "b", "b")}
    assert len(marks) == 2


async def test_assets_are_cached_for_a_year_and_compressed(browser: httpx.AsyncClient) -> None:
    small = await browser.get("/assets/index-abc.js")
    assert small.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(_SCRIPT) / 10
    assert "javascript" in small.headers["content-type"]
    plain = await browser.get("/assets/index-abc.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == small.text == _SCRIPT


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nope",
        "/config/default.toml",
        "/assets/other.js",
        "/assets/..%2Findex.html",
        "/health/nope",
        "/wechat/nope",
    ],
)
async def test_what_is_not_a_page_stays_a_problem(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_only_a_browser_is_answered_with_the_page(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/visits", headers={"Accept": "application/json"})).status_code == 404


async def test_only_a_get_is_answered_with_the_page(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/visits")).status_code == 404


async def test_a_reloaded_page_is_told_its_csrf_token(sqlite_school: School) -> None:
    person = sqlite_school.nobody()
    signed_in = await person.post("session/password", {"username": "zhangwei", "password": "Demo-2026!"})
    assert (await person.get("session"))["csrf_token"] == signed_in["csrf_token"]
    by_token = await sqlite_school.staff("lina")
    by_token.http.cookies.clear()
    assert (await by_token.get("session"))["csrf_token"] is None


async def test_without_a_build_the_page_says_what_to_do(sqlite_school: School, tmp_path: Path) -> None:
    sock = serving.bind("127.0.0.1", 0)
    app = create_app(sqlite_school.settings, sqlite_school.services, name=f"web_{new_id()}", web=tmp_path)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    async with serving.listening(app, sock), httpx.AsyncClient(trust_env=False) as client:
        assert "make web" in (await client.get(url)).text
