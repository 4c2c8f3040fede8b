"""Reads of devices, for those who manage them."""

from collections.abc import Collection

from server.db.keyset import page
from server.devices.models import Device
from server.kit.errors import NotFound
from server.kit.paging import Page


async def device(device_id: str) -> Device:
    """A device in any state. Raises NotFound."""
    found = await Device.get_or_none(id=device_id)
    if found is None:
        raise NotFound
    return found


async def devices(ids: Collection[str]) -> list[Device]:
    """Those of them that exist, in any state."""
    return await Device.filter(id__in=list(ids))


async def device_page(limit: int, after: str | None) -> Page[Device]:
    """All devices, the latest first."""
    return await page(Device.all(), "created_at", limit, after)
