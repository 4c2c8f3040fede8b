"""What stands at a gate."""

from enum import StrEnum


class DeviceKind(StrEnum):
    """A guard's tablet or PC, a plate camera, a turnstile."""

    DESK = "desk"
    CAMERA = "camera"
    TURNSTILE = "turnstile"
