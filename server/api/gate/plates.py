"""车牌识别: a camera at a gate."""

from server.accounts.permissions import Permission
from server.api.endpoints import Call, Routes
from server.api.gate.scans import ScanOut, for_machine
from server.gate.schemas import PlateIn
from server.journey import admit

routes = Routes("/api/v1/gate/plates", "gate")


@routes.post(
    "", Permission.GATE_PLATES, "车牌识别放行", body=PlateIn, answer=ScanOut, remembers=False, refuses=(422,)
)
async def read(call: Call[PlateIn, None]) -> ScanOut:
    """The same verdict as for a code."""
    passage, _ = await admit.by_plate(call.actor, call.body)
    return for_machine(passage)
