"""What a device may call, by its kind: a desk what a guard may but for the account, the others one endpoint each."""

from server.accounts.permissions import Permission
from server.devices.states import DeviceKind

_P = Permission

DEVICE_PERMISSIONS: dict[DeviceKind, frozenset[Permission]] = {
    DeviceKind.DESK: frozenset({_P.GATE_DESK, _P.GATE_READ, _P.GATE_SCAN, _P.GATE_SELF}),
    DeviceKind.CAMERA: frozenset({_P.GATE_PLATES, _P.GATE_SELF}),
    DeviceKind.TURNSTILE: frozenset({_P.GATE_SCAN, _P.GATE_SELF}),
}
