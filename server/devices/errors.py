"""Refusals about devices."""

from server.kit.errors import Refusal


class EnrolmentRefused(Refusal):
    """Also for a code that was used or has expired: the three must look alike."""

    status = 422
    code = "enrolment_code_refused"
    detail = "登记码不正确或已过期，请在管理端重新生成。"


class DeviceRevoked(Refusal):
    code = "device_revoked"
    detail = "这台设备已停用，请新增设备重新登记。"
