"""What the administrator does to people, units and groups, by the names everyone knows them by."""

from typing import Any

from tests.support.school import School


async def staff_id(school: School, username: str) -> str:
    """The id behind a user name."""
    page = await (await school.staff("admin")).get("admin/staff", q=username)
    return str(next(row["id"] for row in page["items"] if row["username"] == username))


async def unit_id(school: School, name: str) -> str:
    """The id of the unit called `name`."""
    units = await (await school.staff("admin")).get("admin/departments")
    return str(next(row["id"] for row in units["items"] if row["name"] == name))


async def set_head(school: School, unit: str, username: str | None) -> None:
    """This person heads the unit from now on; None leaves it without a head."""
    head = await staff_id(school, username) if username else None
    admin = await school.staff("admin")
    await admin.patch(f"admin/departments/{await unit_id(school, unit)}", {"head_id": head})


async def set_members(school: School, key: str, *usernames: str) -> None:
    """Exactly these people belong to the approval group from now on."""
    admin = await school.staff("admin")
    groups = (await admin.get("admin/groups"))["items"]
    group = next(row["id"] for row in groups if row["key"] == key)
    members = [await staff_id(school, username) for username in usernames]
    await admin.patch(f"admin/groups/{group}", {"member_ids": members})


async def disable(school: School, username: str) -> None:
    """Close the account."""
    admin = await school.staff("admin")
    await admin.post(f"admin/staff/{await staff_id(school, username)}/disable")


async def change_staff(school: School, username: str, **changes: Any) -> None:
    """Give the account other roles, another name, another unit; or switch it back on."""
    admin = await school.staff("admin")
    await admin.patch(f"admin/staff/{await staff_id(school, username)}", changes)


async def hire(school: School, username: str, name: str, unit: str, *roles: str) -> str:
    """A new member of staff with the demo's password; the id."""
    body = {"username": username, "name": name, "password": "Demo-2026!", "roles": list(roles or ["staff"])}
    admin = await school.staff("admin")
    added = await admin.post(
        "admin/staff", {**body, "department_id": await unit_id(school, unit)}, status=201
    )
    return str(added["id"])
