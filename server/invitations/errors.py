"""Refusals about invitations."""

from typing import Any

from server.kit.errors import FieldProblem, Refusal


class InvitationRefused(Refusal):
    """An invitation that cannot be used any more; the problem names the field it was typed in."""

    status = 409

    def __init__(self, **context: Any) -> None:
        super().__init__(**context)
        self.problems = [FieldProblem("invitation_code", self.code, self.detail)]


class InvitationUnknown(InvitationRefused):
    """Not there, not sent, for another phone, or someone else's: they must look alike."""

    status = 422
    code = "invitation_not_found"
    detail = "没有找到这个邀请码，请核对，或请邀请您的老师重新发送。"


class InvitationUsedUp(InvitationRefused):
    code = "invitation_used_up"
    detail = "这个邀请码的使用次数已用完，请联系邀请您的老师。"


class InvitationExpired(InvitationRefused):
    code = "invitation_expired"
    detail = "这个邀请码已过期，请联系邀请您的老师重新邀请。"


class InvitationRevoked(InvitationRefused):
    code = "invitation_revoked"
    detail = "这个邀请码已被撤销，请联系邀请您的老师。"


class InvitationTaken(InvitationRefused):
    status = 422
    code = "invitation_foreign"
    detail = "这个邀请码已由其他微信使用，请联系邀请您的老师。"


class InvitationMoved(Refusal):
    """Sending or revoking what is past that; `context` says its status."""

    code = "invitation_not_in_state"
    detail = "邀请的状态已经变化，现在不能这样操作，请刷新查看。"


class PhoneNotProven(Refusal):
    status = 403
    code = "phone_not_proven"
    detail = "请先用微信验证手机号，再查询邀请码。"
