"""扫码核验: scans, who is expected, who is inside."""

from typing import Literal

from pydantic import BaseModel

from server.accounts import staff_service
from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.throttle import throttle
from server.gate.models import Passage
from server.gate.schemas import ManualScanIn, ScanIn
from server.gate.verdict import MAY_OVERRIDE, Reason
from server.gate.words import ADMITTED, FOR_GUARD, FOR_VISITOR, NEEDS_PHONE_TAIL, WELCOME, other_gates
from server.journey import admit
from server.organisation import queries as organisation
from server.reporting import visit_answers
from server.reporting.visit_answers import Ref, VisitCard
from server.visits.models import Visit

routes = Routes("/api/v1/gate", "gate")


class CompanionOut(BaseModel):
    index: int
    name: str


class ScanOut(BaseModel):
    """The verdict. A refused scan is an answer too, and is stored.

    `message` is for the guard, `message_visitor` for the visitor. `needs` says what would have to be typed beside the
    code, `override_allowed` whether the guard may let pass all the same by giving a reason. `companions` are the people
    on the visit's list, to be ticked; `contact_phone` is there if the school knows it.
    """

    passage_id: str
    verdict: str
    reason: str | None
    message: str
    message_visitor: str
    needs: Literal["phone_tail"] | None
    override_allowed: bool
    visit: VisitCard | None
    contact_phone: str | None
    companions: list[CompanionOut]
    inside: bool


class GatesOut(BaseModel):
    items: list[Ref]


@routes.post(
    "/scans",
    Permission.GATE_SCAN,
    "核验访客码",
    body=ScanIn,
    answer=ScanOut,
    remembers=False,
    one_connection=True,
    along=admit.asks,
    refuses=(422, 429),
)
async def scan(call: Call[ScanIn, None]) -> ScanOut:
    limit = call.services.settings.gate.code_guesses_per_minute
    passage, visit = await admit.scan(call.actor, call.body, call.along)
    if passage.reason in (Reason.UNKNOWN, Reason.MALFORMED):
        await throttle(call.services.store, "guess", call.actor.id, limit)
    if not call.actor.may(Permission.GATE_READ):
        return for_machine(passage)
    untold = passage.method == "short" and call.body.phone_tail is None
    return await _directed(answer(passage, visit, needs="phone_tail" if untold else None), visit)


@routes.post(
    "/manual-scans",
    Permission.GATE_DESK,
    "凭证件放行（按姓名等查到的预约）",
    body=ManualScanIn,
    answer=ScanOut,
    remembers=False,
    one_connection=True,
    refuses=(422,),
)
async def scan_by_hand(call: Call[ManualScanIn, None]) -> ScanOut:
    passage, visit = await admit.by_hand(call.actor, call.body)
    return await _directed(answer(passage, visit), visit)


@routes.get("/gates", Permission.GATE_READ, "校门列表", answer=GatesOut)
async def gates(call: Call[None, None]) -> GatesOut:
    own = [gate for gate in await organisation.gates() if call.actor.serves(gate.id)]
    return GatesOut(items=[Ref(id=gate.id, name=gate.name) for gate in own])


def answer(passage: Passage, visit: Visit | None, needs: Literal["phone_tail"] | None = None) -> ScanOut:
    """What the guard's screen shows."""
    reason, direction = _reason(passage), passage.direction
    shown = None if reason is Reason.UNKNOWN else visit
    card = visit_answers.card(shown) if shown else None
    return ScanOut(
        passage_id=passage.id,
        verdict=passage.verdict,
        reason=reason,
        message=NEEDS_PHONE_TAIL if needs else message(passage),
        message_visitor=FOR_VISITOR[reason] if reason else WELCOME[direction],
        needs=needs,
        override_allowed=reason in MAY_OVERRIDE,
        visit=card,
        contact_phone=staff_service.phone_of(shown.contact) if shown else None,
        companions=[
            CompanionOut(index=place, name=companion.name)
            for place, companion in enumerate(card.companions if card else [])
        ],
        inside=passage.inside_after and shown is not None,
    )


async def _directed(said: ScanOut, visit: Visit | None) -> ScanOut:
    """At a wrong gate, and only there, it takes one more statement to name the right ones."""
    if said.reason != Reason.WRONG_GATE or visit is None:
        return said
    names = [gate.name for gate in await organisation.gates() if gate.id in (visit.gate_ids or [])]
    if not names:
        return said
    message, message_visitor = other_gates(names)
    return said.model_copy(update={"message": message, "message_visitor": message_visitor})


def for_machine(passage: Passage) -> ScanOut:
    """What a camera or a turnstile is told: the verdict, and nothing of whom it is about."""
    inside = passage.inside_after and _reason(passage) is not Reason.UNKNOWN
    return answer(passage, None).model_copy(update={"inside": inside})


def message(passage: Passage) -> str:
    """What the guard read."""
    reason = _reason(passage)
    return FOR_GUARD[reason] if reason else ADMITTED[passage.direction]


def _reason(passage: Passage) -> Reason | None:
    return Reason(passage.reason) if passage.reason else None
