"""What the gate says to the guard and to the visitor, in sentences a layman can act on."""

from collections.abc import Sequence

from server.gate.late import CLOCK, REFUSED_THERE
from server.gate.verdict import Reason

# What the guard reads, in large type.
FOR_GUARD: dict[Reason, str] = {
    Reason.UNKNOWN: "查无此码，请核对是否为本校访客码。",
    Reason.MALFORMED: "无法识别，请扫描访客码，或输入8位短码。",
    Reason.STALE: "访客码已过期，请访客刷新后再扫。",
    Reason.REPLAYED: "这个码刚刚用过，请访客等待刷新后再扫。",
    Reason.NOT_YET: "未到预约时间。",
    Reason.OVER: "预约时间已过。",
    Reason.WRONG_HOURS: "今天或现在不在允许来访的时段内。",
    Reason.WRONG_GATE: "该预约不能从这个校门进校，请指引到指定校门。",
    Reason.REVOKED: "预约已撤销或撤回，不能进校。",
    Reason.ALREADY_INSIDE: "记录显示访客已在校内。",
    Reason.NOT_INSIDE: "没有入校记录，请核实后登记。",
    Reason.BLOCKLISTED: "在限制进校名单中，请联系保卫处。",
    Reason.TOO_MANY_ENTRIES: "允许的进校次数已用完。",
    Reason.COMPANION_NOT_LISTED: "随行人员未登记，或超过登记人数。",
}
# What the visitor may be shown or told. Nobody is accused at the gate: whoever must stay out learns whom to ask.
FOR_VISITOR: dict[Reason, str] = {
    Reason.UNKNOWN: "没有找到您的预约，请打开小程序出示访客码。",
    Reason.MALFORMED: "没有识别到访客码，请打开小程序出示访客码。",
    Reason.STALE: "访客码已过期，请刷新后再出示。",
    Reason.REPLAYED: "这个码已经用过，请等待刷新后再出示。",
    Reason.NOT_YET: "还没有到您的预约时间，请稍后再来。",
    Reason.OVER: "您的预约时间已过，请联系对接人。",
    Reason.WRONG_HOURS: "现在不在您的来访时段内，请按预约的时段来校。",
    Reason.WRONG_GATE: "请从访客码上列出的校门进校。",
    Reason.REVOKED: "请联系对接人或保卫处。",
    Reason.ALREADY_INSIDE: "记录显示您已进校，请向保安说明情况。",
    Reason.NOT_INSIDE: "没有您的入校记录，请向保安说明情况。",
    Reason.BLOCKLISTED: "请联系对接人或保卫处。",
    Reason.TOO_MANY_ENTRIES: "您的进校次数已用完，请联系对接人。",
    Reason.COMPANION_NOT_LISTED: "同行的人没有全部登记，请联系对接人。",
}
ADMITTED: dict[str, str] = {"in": "放行，已登记入校。", "out": "放行，已登记离校。"}
WELCOME: dict[str, str] = {"in": "欢迎来校。", "out": "再见，一路平安。"}
NEEDS_PHONE_TAIL = "请再输入访客登记手机号的后4位。"

# How what a desk decided without network differs from the record, for the security office.
CONFLICT: dict[str, str] = {
    Reason.UNKNOWN: "离线放行的码查无记录，或与访客码对不上。",
    Reason.STALE: "离线放行时访客码已过期。",
    Reason.REPLAYED: "离线放行用的码，在别处已经用过。",
    Reason.NOT_YET: "离线放行时还没有到预约时间。",
    Reason.OVER: "离线放行时预约时间已过。",
    Reason.WRONG_HOURS: "离线放行的时间不在允许来访的时段内。",
    Reason.WRONG_GATE: "离线放行的校门不在预约允许的校门之内。",
    Reason.REVOKED: "离线放行之前，预约已经撤销或撤回。",
    Reason.ALREADY_INSIDE: "离线登记入校，但记录显示访客当时已在校内。",
    Reason.NOT_INSIDE: "离线登记离校，但记录显示访客当时不在校内。",
    Reason.BLOCKLISTED: "离线放行的访客在限制进校名单中。",
    Reason.TOO_MANY_ENTRIES: "离线放行时，允许的进校次数已用完。",
    Reason.COMPANION_NOT_LISTED: "离线放行的随行人员未登记，或超过登记人数。",
    CLOCK: "设备时间比服务器快很多，进出时间以收到时为准。",
    REFUSED_THERE: "系统已放行，但门岗没有收到，当时拒绝了访客。",
}


def other_gates(names: Sequence[str]) -> tuple[str, str]:
    """What the guard and the visitor read at a wrong gate, where the right ones are known."""
    gates = "、".join(names)
    return (
        f"该预约不能从这个校门进校，请到 {gates} 入校。",
        f"您的预约不能从这个校门进校，请到 {gates} 入校。",
    )
