"""What people of the school see: the visitor's screens, the to-do lists, the messages on the phones."""

from typing import Any

from server.wechat.sandbox.accounts import Kind
from server.wechat.sandbox.mailbox import Message
from tests.support.school import School

Visit = dict[str, Any]


async def by_visitor(school: School, visit: Visit, visitor: str = "liuyang") -> Visit:
    """The visit as its visitor sees it now."""
    return dict(await (await school.phone(visitor)).get(f"visitor/visits/{visit['id']}"))


async def by_staff(school: School, visit: Visit, username: str = "sunli") -> Visit:
    """The visit as a member of staff sees it now; the security office sees every visit."""
    return dict(await (await school.staff(username)).get(f"staff/visits/{visit['id']}"))


async def tab(school: School, name: str, visitor: str = "liuyang") -> list[str]:
    """Ids of the visits in one tab of 我的预约申请."""
    page = await (await school.phone(visitor)).get("visitor/visits", tab=name)
    return [card["id"] for card in page["items"]]


async def waiting_for(school: School, username: str) -> list[str]:
    """Ids of the visits that wait for this person."""
    page = await (await school.staff(username)).get("staff/approvals", box="todo")
    return [row["visit"]["id"] for row in page["items"]]


async def chain_of(school: School, visit: Visit, visitor: str = "liuyang") -> list[tuple[str, str]]:
    """Step and status of every line of the flow."""
    return [(line["step"], line["status"]) for line in (await by_visitor(school, visit, visitor))["flow"]]


async def history_of(school: School, visit: Visit, visitor: str = "liuyang") -> list[tuple[str, str]]:
    """Who did what, oldest first."""
    lines = (await by_visitor(school, visit, visitor))["history"]
    return [(line["actor"], line["event"]) for line in lines]


async def holders(school: School, visit: Visit, visitor: str = "liuyang") -> list[str]:
    """Names of those the visit waits for."""
    return list((await by_visitor(school, visit, visitor))["current"]["holders"])


async def agrees_to_messages(school: School, visitor: str = "liuyang") -> None:
    """The visitor accepts every message the form asks about, five times over."""
    phone = await school.phone(visitor)
    templates = (await phone.get("visitor/form"))["subscribe_templates"]
    openid = school.world.person(visitor).openid(school.world.first(Kind.MP))
    for template in templates:
        school.world.credits.of(openid, template).count += 5
        for _ in range(5):
            await phone.post("visitor/subscriptions", {"results": {template: "accept"}})


async def messages_to(school: School, person: str) -> list[Message]:
    """What has reached this person's phone once the worker has sent what is due, oldest first."""
    await school.deliver()
    return school.world.mailbox.find({"person": person})
