"""The real gateway to WeChat."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from server.kit.clock import now
from server.wechat.error_table import Table
from server.wechat.errors import Reaction, WeChatError
from server.wechat.gateway import AccountTemplate, BindQr, Follower, Login, TextVerdict
from server.wechat.options import Account, Release, WeChatOptions
from server.wechat.token_stores import TokenStore
from server.wechat.tokens import Tokens
from server.wechat.wire import Answer, Request, Wire

T = TypeVar("T")

_TABLES = {Account.MINI_PROGRAM: Table.MINI_PROGRAM, Account.SERVICE: Table.SERVICE}
_ENV_VERSIONS = {Release.FORMAL: "release", Release.TRIAL: "trial", Release.DEVELOPER: "develop"}
_COUNTRY = re.compile(r"[1-9][0-9]{0,2}")
_NUMBER = re.compile(r"[0-9]{4,14}")
_KEYWORD = re.compile(r"\{\{\s*(\w+)\.DATA\s*\}\}")
_COMMENT_SCENE = 2
"""评论, the nearest of the kinds of text that the content check knows."""


class WeChatClient:
    """Implements WeChatGateway over HTTP; see there for what each call promises."""

    def __init__(self, options: WeChatOptions, store: TokenStore) -> None:
        self._options = options
        self._wire = Wire(options)
        self._tokens = Tokens(self._wire, store)

    def close(self) -> None:
        """Let go of threads and connections; call once, at the end."""
        self._wire.close()

    async def login(self, code: str) -> Login:
        """§2.1; see WeChatGateway."""
        app = self._options.credentials(Account.MINI_PROGRAM)
        params = {
            "appid": app.app_id,
            "secret": app.secret,
            "js_code": code,
            "grant_type": "authorization_code",
        }
        request = Request("/sns/jscode2session", Table.MINI_PROGRAM, params=params)
        answer = await self._wire.json(request)
        return Login(_text(request, answer, "openid"), answer.get("unionid"))

    async def phone_number(self, code: str, openid: str) -> str:
        """§3.2; see WeChatGateway. A number stamped for another mini-program is refused."""
        request = _post(
            Account.MINI_PROGRAM, "/wxa/business/getuserphonenumber", {"code": code, "openid": openid}
        )
        info = _part(request, await self._call(Account.MINI_PROGRAM, request), "phone_info")
        if _part(request, info, "watermark").get("appid") != self._options.mini_app_id:
            raise WeChatError(request.path, None, "the watermark names another mini-program", Reaction.CONFIG)
        country, number = str(info.get("countryCode")), str(info.get("purePhoneNumber"))
        # Each by itself: without its country, 13800138000 would pass for a number in America.
        if not (_COUNTRY.fullmatch(country) and _NUMBER.fullmatch(number)):
            raise request.failure("the answer holds no phone number", outcome_unknown=True)
        return f"+{country}{number}"

    async def send_template(
        self, openid: str, template_id: str, data: Mapping[str, str], page: str | None, client_msg_id: str
    ) -> str | None:
        """§4.2; see WeChatGateway."""
        body = _message(openid, template_id, data) | {"client_msg_id": client_msg_id}
        if page and self._options.link_mini_program:
            body["miniprogram"] = {"appid": self._options.mini_app_id, "pagepath": page}
        return await self._send(
            Account.SERVICE, _post(Account.SERVICE, "/cgi-bin/message/template/send", body)
        )

    async def send_subscribe(
        self,
        openid: str,
        template_id: str,
        data: Mapping[str, str],
        page: str | None,
        state: str | None = None,
    ) -> str | None:
        """§5.3; see WeChatGateway."""
        body = _message(openid, template_id, data)
        body |= {"miniprogram_state": state or self._options.mini_program_state, "lang": "zh_CN"}
        if page:
            body["page"] = page
        request = _post(Account.MINI_PROGRAM, "/cgi-bin/message/subscribe/send", body)
        return await self._send(Account.MINI_PROGRAM, request)

    async def account_templates(self, account: Account) -> list[AccountTemplate]:
        """§4.5, §5.7; see WeChatGateway."""
        path, rows, key = {
            Account.SERVICE: ("/cgi-bin/template/get_all_private_template", "template_list", "template_id"),
            Account.MINI_PROGRAM: ("/wxaapi/newtmpl/gettemplate", "data", "priTmplId"),
        }[account]
        answer = await self._call(account, Request(path, _TABLES[account]))
        return [
            AccountTemplate(row[key], row.get("title", ""), tuple(_KEYWORD.findall(row.get("content", ""))))
            for row in answer.get(rows, [])
        ]

    async def create_bind_qr(self, scene: str, seconds: int) -> BindQr:
        """§6.4; see WeChatGateway."""
        body = {
            "expire_seconds": seconds,
            "action_name": "QR_STR_SCENE",
            "action_info": {"scene": {"scene_str": scene}},
        }
        request = _post(Account.SERVICE, "/cgi-bin/qrcode/create", body)
        answer = await self._call(Account.SERVICE, request)
        return BindQr(_text(request, answer, "ticket"), _text(request, answer, "url"))

    async def user_info(self, openid: str) -> Follower:
        """§6.2; see WeChatGateway."""
        params = {"openid": openid, "lang": "zh_CN"}
        answer = await self._call(
            Account.SERVICE, Request("/cgi-bin/user/info", Table.SERVICE, params=params)
        )
        return Follower(openid, answer.get("subscribe") == 1, answer.get("unionid"))

    async def url_link(self, page: str, query: str, lifetime: timedelta) -> str:
        """§7.2; see WeChatGateway."""
        body = {
            "path": page,
            "query": query,
            "expire_type": 0,
            "expire_time": int((now() + lifetime).timestamp()),
            "env_version": self._env_version(),
        }
        request = _post(Account.MINI_PROGRAM, "/wxa/generate_urllink", body)
        return _text(request, await self._call(Account.MINI_PROGRAM, request), "url_link")

    async def mini_program_code(self, scene: str, page: str) -> bytes:
        """§7.1; see WeChatGateway. Only for a released mini-program does WeChat check that the page exists."""
        release = self._options.mini_program_state is Release.FORMAL
        body = {"scene": scene, "page": page, "check_path": release, "env_version": self._env_version()}
        request = _post(Account.MINI_PROGRAM, "/wxa/getwxacodeunlimit", body)
        return await self._with_token(Account.MINI_PROGRAM, request, self._wire.binary)

    async def check_text(self, openid: str, text: str) -> TextVerdict:
        """§8.5; see WeChatGateway."""
        body = {"version": 2, "openid": openid, "scene": _COMMENT_SCENE, "content": text}
        request = _post(Account.MINI_PROGRAM, "/wxa/msg_sec_check", body)
        result = _part(request, await self._call(Account.MINI_PROGRAM, request), "result")
        suggestion = _text(request, result, "suggest")
        # An opinion we do not know is for a person to judge.
        return TextVerdict(suggestion) if suggestion in set(TextVerdict) else TextVerdict.REVIEW

    async def _send(self, account: Account, request: Request) -> str | None:
        answer = await self._call(account, request)
        if "errcode" not in answer:
            raise request.failure("the answer says neither sent nor refused", outcome_unknown=True)
        # Text, because the number does not fit a JavaScript number and only serves to be compared.
        return str(answer["msgid"]) if "msgid" in answer else None

    async def _call(self, account: Account, request: Request) -> Answer:
        return await self._with_token(account, request, self._wire.json)

    async def _with_token(
        self, account: Account, request: Request, ask: Callable[[Request, str], Awaitable[T]]
    ) -> T:
        """Ask, and once more with another token if WeChat refuses the first: exactly once."""
        app = self._options.credentials(account)
        token = await self._tokens.current(app)
        try:
            return await ask(request, token)
        except WeChatError as error:
            if error.reaction is not Reaction.REFRESH:
                raise
        return await ask(request, await self._tokens.instead_of(token, app))

    def _env_version(self) -> str:
        return _ENV_VERSIONS[self._options.mini_program_state]


def _post(account: Account, path: str, body: Mapping[str, Any]) -> Request:
    return Request(path, _TABLES[account], body=body)


def _message(openid: str, template_id: str, data: Mapping[str, str]) -> dict[str, Any]:
    values = {keyword: {"value": value} for keyword, value in data.items()}
    return {"touser": openid, "template_id": template_id, "data": values}


def _text(request: Request, answer: Answer, name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise request.failure(f"no {name} in the answer", outcome_unknown=True)
    return value


def _part(request: Request, answer: Answer, name: str) -> Answer:
    value = answer.get(name)
    if not isinstance(value, dict):
        raise request.failure(f"no {name} in the answer", outcome_unknown=True)
    return value
