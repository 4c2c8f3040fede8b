"""Followers of the service account and the QR codes that win them (§6.2, §6.4)."""

from sanic import HTTPResponse, Request
from sanic.response import empty

from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.calls import Call, Endpoint, SandboxApp
from server.wechat.sandbox.fields import Body, mapping, only, text, whole
from server.wechat.sandbox.pictures import qr_png
from server.wechat.sandbox.replies import Refused, reply
from server.wechat.sandbox.world import World

LONGEST = 2_592_000  # seconds: thirty days
DEFAULT = 60  # seconds
_PERMANENT = ("QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE")
_BY_NUMBER = {"QR_SCENE": 2**32 - 1, "QR_LIMIT_SCENE": 100_000}
_BY_TEXT = ("QR_STR_SCENE", "QR_LIMIT_STR_SCENE")


async def create(call: Call) -> HTTPResponse:
    """POST /cgi-bin/qrcode/create: no errcode when it succeeds (§6.4)."""
    only(call.body, "expire_seconds", "action_name", "action_info")
    action = text(call.body, "action_name")
    seconds = whole(call.body, "expire_seconds", DEFAULT)
    scene = _scene(action, mapping(mapping(call.body, "action_info"), "scene"))
    if not 1 <= seconds <= LONGEST:
        raise Refused(40097)
    permanent = action in _PERMANENT
    code = call.world.qr.create(call.account.appid, scene, None if permanent else seconds)
    answer: Body = {"ticket": code.ticket, "url": code.url}
    return reply(answer if permanent else {**answer, "expire_seconds": seconds})


def _scene(action: str, scene: Body) -> str:
    if action in _BY_TEXT:
        value = text(scene, "scene_str")
        fits = 1 <= len(value) <= 64
    elif action in _BY_NUMBER:
        number = whole(scene, "scene_id", 0)
        value, fits = str(number), 1 <= number <= _BY_NUMBER[action]
    else:
        raise Refused(40052)
    if not fits:
        raise Refused(40053)
    return value


async def info(call: Call) -> HTTPResponse:
    """GET /cgi-bin/user/info; somebody who does not follow has no more than ids (§6.2)."""
    openid = call.arg("openid")
    person = call.world.owner(openid, call.account)
    if person is None:
        raise Refused(40003)
    follow = call.world.follows.of(openid)
    ids = {"openid": openid, "unionid": person.unionid()}
    if not follow.subscribed:
        return reply({"subscribe": 0, **ids})
    return reply(
        {
            "subscribe": 1,
            **ids,
            "language": "zh_CN",
            "subscribe_time": int(follow.since),
            "remark": "",
            "groupid": 0,
            "tagid_list": [],
            "subscribe_scene": follow.scene,
            "qr_scene": 0,
            "qr_scene_str": follow.qr_scene,
        }
    )


def add_pictures(app: SandboxApp, world: World) -> None:
    """GET /cgi-bin/showqrcode: a picture, or 404 for a bad ticket (§6.4)."""

    async def show(request: Request) -> HTTPResponse:
        code = world.qr.scan(request.args.get("ticket") or "")
        if code is None:
            return empty(404)
        return HTTPResponse(qr_png(code.url, 430), content_type="image/png")

    app.add_route(show, "/cgi-bin/showqrcode")


ENDPOINTS = [
    Endpoint("/cgi-bin/qrcode/create", create, kinds=(Kind.SA,)),
    Endpoint("/cgi-bin/user/info", info, method="GET", kinds=(Kind.SA,)),
]
