"""The demo's people, units, groups and gates. Screens, tests and documents use the same ones."""

from dataclasses import dataclass

PASSWORD = "Demo-2026!"  # noqa: S105 (the demo's only, printed at start)


@dataclass(frozen=True)
class Person:
    """A member of staff; `heads` is the unit this person heads."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]
    does: str
    heads: str | None = None
    bound: bool = True


ROOT = "校长办公室"
UNITS = ("计算机学院", "外国语学院", "后勤处", "保卫处", "信息中心")
GATES = {
    "东门": "学院路 1 号，地铁 2 号线学院路站 C 口出站向北步行 200 米。访客车辆走最右侧车道。",
    "西门": "西环路 88 号，公交“示范大学西门”站旁。货车和大巴请走此门，由南侧辅路进入。",
}
GROUPS = {
    "materials_support": ("物资保障组", ("wangfang", "zhaolei")),
    "information_reporting": ("信息报送组", ("chenjing", "heyu")),
}
VISITORS = {"刘洋": "13800138000", "买买提·艾力": "13900139000", "𠮷田花子": "18600186000"}

_STAFF = ("staff",)

STAFF = (
    Person("zhangwei", "张伟", "计算机学院", _STAFF, "教师：邀请人、对接人"),
    Person("lina", "李娜", "计算机学院", _STAFF, "计算机学院负责人", heads="计算机学院"),
    Person("wangfang", "王芳", "后勤处", _STAFF, "物资保障组"),
    Person("zhaolei", "赵磊", "后勤处", _STAFF, "物资保障组"),
    Person("chenjing", "陈静", "信息中心", _STAFF, "信息报送组"),
    Person("heyu", "何宇", "信息中心", _STAFF, "信息报送组（尚未绑定微信）", bound=False),
    Person("sunli", "孙丽", "保卫处", ("security_office", "staff"), "保卫处"),
    Person("zhouqiang", "周强", "保卫处", ("guard",), "东门、西门门岗"),
    Person("admin", "系统管理员", "信息中心", ("system_administrator",), "系统管理员"),
    Person("auditor", "审计管理员", ROOT, ("audit_administrator",), "审计管理员"),
)


def openid(kind: str, username: str) -> str:
    """How the WeChat sandbox names a person: kind `MP` (mini-program), `SA` (service account) or `UN` (unionid)."""
    return f"o{kind}_{username}".ljust(28, "_")
