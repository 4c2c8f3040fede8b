"""Finding the person somebody at the gate asks for; a school does not let its staff list be leafed through."""

from tortoise.expressions import Q

from server.accounts.models import Staff
from server.accounts.service import phone_index
from server.kit.formats import phone
from server.kit.formats.errors import FormatError

MOST = 10
# Who may not decide is left out after reading: roles are JSON, which SQLite cannot ask about.
_READ = 5 * MOST


async def contacts(text: str) -> list[Staff]:
    """At most ten people who could receive a visitor: part of the name is `text`, or it is their whole number."""
    wanted = Q(name__contains=text)
    if number := _number(text):
        wanted |= Q(phone_index=phone_index(number))
    rows = Staff.filter(wanted, active=True).order_by("name", "id").limit(_READ)
    return [one for one in await rows.select_related("department") if one.may_decide][:MOST]


def _number(text: str) -> str | None:
    try:
        return phone.normalise(text)
    except FormatError:
        return None
