"""Refusals about the school's structure."""

from server.kit.errors import Refusal


class NameTaken(Refusal):
    code = "name_taken"
    detail = "这个名称已被使用，请换一个。"


class WouldLoop(Refusal):
    status = 422
    code = "department_loop"
    detail = "不能把单位移到它自己或它的下级单位之下。"


class StillInUse(Refusal):
    code = "still_in_use"
    detail = "仍有下级单位或在职人员，请先移走再停用。"
