"""Mini-program codes (§7.1)."""

import re
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from sanic import HTTPResponse

from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.calls import Call, Endpoint
from server.wechat.sandbox.fields import flag, mapping, only, text, whole
from server.wechat.sandbox.pictures import qr_png
from server.wechat.sandbox.qr import Link
from server.wechat.sandbox.replies import Refused

ENVIRONMENTS = ("release", "trial", "develop")
_FIELDS = (
    "scene",
    "page",
    "check_path",
    "env_version",
    "width",
    "auto_color",
    "line_color",
    "is_hyaline",
)
_SCENE = re.compile(r"[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+")
_ADDRESS = "weixin://dl/wxacode"


async def create(call: Call) -> HTTPResponse:
    """POST /wxa/getwxacodeunlimit: picture bytes, or JSON when refused (§7.1)."""
    body = call.body
    only(body, *_FIELDS)
    flag(body, "auto_color", False)
    flag(body, "is_hyaline", False)
    mapping(body, "line_color")
    scene, page = text(body, "scene"), text(body, "page")
    width = whole(body, "width", 430)
    _check_scene(scene)
    if text(body, "env_version", "release") not in ENVIRONMENTS or not 280 <= width <= 1280:
        raise Refused(40097)
    _check_page(call, page, flag(body, "check_path", True))
    address = f"{_ADDRESS}?{urlencode({'appid': call.account.appid, 'page': page, 'scene': scene})}"
    return HTTPResponse(qr_png(address, width), content_type="image/png")


def opened_by(address: str) -> Link | None:
    """Where a mini-program code leads: its page, with the scene URL-encoded in the query (§7.1)."""
    parts = urlsplit(address)
    if not address.startswith(_ADDRESS + "?"):
        return None
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    page = asked.get("page", "pages/home/index")
    return Link(asked["appid"], f"{page}?scene={quote(asked['scene'], safe='')}")


def _check_scene(scene: str) -> None:
    if not 1 <= len(scene) <= 32:
        raise Refused(40169)
    if not _SCENE.fullmatch(scene):
        raise Refused(40129)
    if "scancode_time" in scene:
        raise Refused(85096)


def _check_page(call: Call, page: str, check_path: bool) -> None:
    # No leading slash and no query, ever; released unless check_path is false (§7.1).
    if page.startswith("/") or "?" in page:
        raise Refused(41030)
    if page and check_path and page not in call.world.released[call.account.appid]:
        raise Refused(41030)


ENDPOINTS = [Endpoint("/wxa/getwxacodeunlimit", create, kinds=(Kind.MP,))]
