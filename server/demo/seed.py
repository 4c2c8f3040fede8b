"""Puts the demo's people into an empty database; a second run changes nothing."""

from server.accounts import passwords, staff_service
from server.accounts.models import Staff, WeChatIdentity
from server.db.transaction import transaction
from server.demo import cast
from server.kit import clock
from server.kit.formats import phone
from server.organisation import service as organisation
from server.organisation.models import Department


async def seed() -> bool:
    """Seed if there is no staff at all; whether it did."""
    if await Staff.exists():
        return False
    await _seed(await passwords.hash_password(cast.PASSWORD))
    return True


@transaction
async def _seed(password_hash: str) -> None:
    units = await _units()
    people = {person.username: await _person(person, units, password_hash) for person in cast.STAFF}
    for person in cast.STAFF:
        if person.heads:
            await organisation.change_department(units[person.heads], {"head_id": people[person.username].id})
    for key, (name, members) in cast.GROUPS.items():
        group = await organisation.add_group(key, name)
        await organisation.set_members(group, {people[username].id for username in members})
    for gate, directions in cast.GATES.items():
        await organisation.add_gate(gate, directions)


async def _units() -> dict[str, Department]:
    root = await organisation.add_department(cast.ROOT, None, None)
    below = {name: await organisation.add_department(name, root, None) for name in cast.UNITS}
    return {cast.ROOT: root, **below}


async def _person(person: cast.Person, units: dict[str, Department], password_hash: str) -> Staff:
    staff = await staff_service.create(
        person.username,
        person.name,
        units[person.unit].id,
        person.roles,
        password_hash,
        must_change_password=False,
        phone=_phone(person.username),
    )
    if person.bound:
        await WeChatIdentity.create(
            mp_openid=cast.openid("MP", person.username),
            sa_openid=cast.openid("SA", person.username),
            unionid=cast.openid("UN", person.username),
            sa_subscribed=True,
            staff_id=staff.id,
            created_at=clock.now(),
        )
    return staff


def _phone(username: str) -> str:
    """The sandbox's people have these numbers too: 13800001001 and on, in the order of the cast."""
    place = [person.username for person in cast.STAFF].index(username)
    return phone.normalise(f"1380000{1001 + place}")
