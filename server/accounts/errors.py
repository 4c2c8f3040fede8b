"""Refusals about accounts."""

from server.kit.errors import Refusal


class WrongPassword(Refusal):
    """Also for a user name that does not exist: the two must look alike."""

    status = 401
    code = "wrong_credentials"
    detail = "用户名或密码不正确。"


class AccountLocked(Refusal):
    """Raised with `retry_after` in seconds."""

    status = 429
    code = "account_locked"
    detail = "密码错误次数过多，账号已暂时锁定，请稍后再试或联系管理员。"


class PasswordMustChange(Refusal):
    status = 403
    code = "password_must_change"
    detail = "请先修改初始密码，再使用其他功能。"


class WeChatRefused(Refusal):
    status = 422
    code = "wechat_code_refused"
    detail = "微信登录凭证已失效，请重新进入小程序再试。"


class WeChatUnavailable(Refusal):
    status = 503
    code = "wechat_unavailable"
    detail = "暂时连不上微信，请稍后再试。"


class UserNameTaken(Refusal):
    status = 422
    code = "username_taken"
    detail = "这个用户名已被使用，请换一个。"


class StillNeeded(Refusal):
    """Disabling someone the organisation still stands on; `context` says what for."""

    code = "still_needed"
    detail = "该人员仍有未移交的职责，请先移交。"


class NothingToConfirm(Refusal):
    code = "binding_not_scanned"
    detail = "二维码还没有被扫描，或已过期，请重新生成后用微信扫码。"


class AlreadyBound(Refusal):
    code = "identity_already_bound"
    detail = "这个微信号已绑定其他账号，请先解绑。"
