"""Keyword values: pure rules (§5.5, §4.4)."""

import pytest

from server.wechat.sandbox.keywords import fits

FITTING = [
    ("thing", "计算机学院 A-1 ☆"),
    ("thing", "𠮷" * 20),
    ("thing", "阿卜杜热西提·阿卜杜拉"),
    ("number", "-12.50"),
    ("letter", "Abc"),
    ("symbol", "#!"),
    ("character_string", "A-2026 #1~"),
    ("time", "09:00"),
    ("time", "23:59:59"),
    ("time", "2026-11-23 09:00"),
    ("time", "2026年11月23日 09:00"),
    ("time", "2026年11月23日 09:00~11:30"),
    ("time", "2026-11-23 09:00~2026-11-24 18:00"),
    ("date", "2026年11月23日"),
    ("date", "2026年11月"),
    ("date", "11月23日"),
    ("date", "2026-11-23"),
    ("date", "2026/11/23 09:00"),
    ("date", "11-23"),
    ("date", "2026-11-23~2026-11-30"),
    ("amount", "¥100.50"),
    ("amount", "100元"),
    ("phone_number", "+86-0766-66888866"),
    ("car_number", "粤A8Z888挂"),
    ("car_number", "粤AD12345"),
    ("name", "买买提·艾力"),
    ("name", "John Smith"),
    ("phrase", "审核不通过"),
    ("short_thing", "东门一号"),
]
UNFIT = [
    ("thing", ""),
    ("thing", "   "),
    ("thing", "长" * 21),
    ("thing", "两\n行"),
    ("thing", "制表\t符"),
    ("number", "12个"),
    ("number", "1" * 33),
    ("letter", "abc1"),
    ("symbol", "#a"),
    ("symbol", "######"),
    ("character_string", "编号1"),
    ("character_string", "a" * 33),
    ("time", "2026-11-23"),
    ("time", "24:00"),
    ("time", "9:00"),
    ("time", "2026-13-01 09:00"),
    ("time", "09:00~10:00~11:00"),
    ("time", "09:00~"),
    ("date", "明天"),
    ("date", "2026-11-32"),
    ("amount", "100.123"),
    ("phone_number", "13800138000转分机"),
    ("phone_number", "1" * 18),
    ("car_number", "粤A8Z888挂挂"),
    ("car_number", "京A·12345"),
    ("name", "阿卜杜热西提·阿卜杜拉"),
    ("name", "张三2"),
    ("phrase", "审核未能通过"),
    ("phrase", "通过!"),
    ("short_thing", "六个汉字太长"),
]


@pytest.mark.parametrize(("kind", "value"), FITTING)
def test_fits(kind: str, value: str) -> None:
    assert fits(kind, value)


@pytest.mark.parametrize(("kind", "value"), UNFIT)
def test_does_not_fit(kind: str, value: str) -> None:
    assert not fits(kind, value)


@pytest.mark.parametrize("kind", ["const", "enum", "enum_string"])
def test_enumerations_take_their_own_values_only(kind: str) -> None:
    """§4.4."""
    assert fits(kind, "待审批", ["待审批", "已审批"])
    assert not fits(kind, "审批中", ["待审批", "已审批"])


def test_unknown_type_is_an_error_not_a_pass() -> None:
    with pytest.raises(KeyError):
        fits("first", "您好")
