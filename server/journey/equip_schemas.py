"""What those who equip the gates send."""

from typing import Annotated

from pydantic import Field

from server.devices.states import DeviceKind
from server.kit.incoming import Incoming, OpaqueId, Paragraph, Short


class DeviceIn(Incoming):
    name: Short
    kind: DeviceKind
    gate_ids: Annotated[list[OpaqueId], Field(min_length=1, max_length=50)]


class RevokeIn(Incoming):
    reason: Paragraph


class EnrolIn(Incoming):
    """`code` is what the QR code says or a person types: case and dashes do not matter."""

    code: Short
