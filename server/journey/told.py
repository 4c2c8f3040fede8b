"""What desks tell later of what they decided alone: checked, and read as claims about the past."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.accounts.actor import Actor
from server.devices import queries as devices
from server.devices.models import Device
from server.gate import service as gate
from server.gate.rules import CLOCKS_DIFFER, TURN_AWAY
from server.gate.schemas import TurnedAwayIn, UploadIn, UploadsIn
from server.gate.verdict import Asked, Reason
from server.kit.errors import FieldProblem, InvalidInput
from server.organisation import queries as organisation
from server.passes import code


@dataclass(frozen=True)
class Told:
    """One upload, read: the claim about the past, what the device answered, and what it had read."""

    claim: gate.Claim
    reason: Reason | None
    read: code.Read | None
    number: str | None
    ahead: bool
    turned_away: str | None


async def check(actor: Actor, items: Sequence[UploadIn]) -> None:
    """Raise InvalidInput for what cannot be a passage.

    A gate that was closed since, or a tablet enrolled as another, is no reason to forget who went through.
    """
    known = await organisation.gate_names({item.gate_id for item in items})
    others = await _recorders(actor, items)
    problems = [
        FieldProblem(f"items.{place}.{field}", flaw, message)
        for place, item in enumerate(items)
        for field, flaw, message in _flaws(actor, item, known, others)
    ]
    if problems:
        raise InvalidInput(*problems)


def _flaws(
    actor: Actor, item: UploadIn, known: Collection[str], others: Mapping[str, Device]
) -> Iterator[tuple[str, str, str]]:
    """Field, code and sentence of each."""
    recorder = others.get(item.recorded_by or "")
    if item.recorded_by not in (None, actor.id) and recorder is None:
        yield "recorded_by", "device_unknown", "没有这台设备。"
    elif item.gate_id not in known or not _serves(actor, recorder, item.gate_id):
        yield "gate_id", "gate_unknown", "这个校门不存在。"
    if (item.reason is None) is (item.verdict == "refuse"):
        yield "reason", "reason_mismatch", "拒绝放行要写明原因，放行则不写原因。"
    if item.turned_away and not _just_entered(item, item.turned_away):
        yield "turned_away", "turned_away_mismatch", "只有刚刚放行入校的记录才能改为不放行。"


def _serves(actor: Actor, recorder: Device | None, gate_id: str) -> bool:
    return gate_id in recorder.gate_ids if recorder else actor.serves(gate_id)


async def _recorders(actor: Actor, items: Sequence[UploadIn]) -> dict[str, Device]:
    """The other devices for which a device speaks. People speak for themselves only."""
    named = {item.recorded_by for item in items if item.recorded_by} - {actor.id}
    return {row.id: row for row in await devices.devices(named)} if actor.device_id and named else {}


def _just_entered(item: UploadIn, end: TurnedAwayIn) -> bool:
    """The device's clock may have been put right in between."""
    entered = (item.verdict, item.direction) == ("admit", "in")
    return entered and end.at - item.scanned_at <= TURN_AWAY + CLOCKS_DIFFER


def read_all(actor: Actor, body: UploadsIn, now: datetime) -> list[Told]:
    """What they claim, as told at `now`."""
    slow = now - body.sent_at if body.sent_at else timedelta(0)
    # What a fast clock puts into the future happened before now, and in the order it is told in.
    ends = [now - timedelta(microseconds=left) for left in range(len(body.items), 0, -1)]
    return [_read(actor, item, slow, now, end) for item, end in zip(body.items, ends, strict=True)]


def _read(actor: Actor, item: UploadIn, slow: timedelta, now: datetime, end: datetime) -> Told:
    read = code.read(item.code) if item.code else None
    by_short_code = item.short or bool(read and read.short_code)
    happened = item.scanned_at + slow
    claim = gate.Claim(
        device_id=item.recorded_by or actor.id,
        nonce=item.nonce,
        asked=Asked(
            item.direction,
            item.gate_id,
            item.companions_present,
            item.companions,
            override=item.override is not None,
        ),
        method="manual" if item.manual else "short" if by_short_code else "code",
        scanned_at=item.scanned_at,
        recorded_at=min(happened, end),
        guard_reason=item.override.reason if item.override else item.manual_reason,
        uploaded_at=now,
    )
    number = item.pass_number or (read.number if read else None)
    return Told(
        claim,
        item.reason,
        read,
        number,
        ahead=happened > now + CLOCKS_DIFFER,
        turned_away=item.turned_away.reason if item.turned_away else None,
    )
