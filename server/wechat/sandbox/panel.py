"""The subscription panel, as wx.requestSubscribeMessage meets it (§5.2, §5.8)."""

from dataclasses import dataclass, field
from typing import Literal

from server.wechat.sandbox.accounts import Kind, Person, Template
from server.wechat.sandbox.actions import tell
from server.wechat.sandbox.events import Event
from server.wechat.sandbox.world import World

Answer = Literal["accept", "reject"]
Choice = Literal["accept", "reject", "always_accept", "always_reject"]
MOST = 3  # templates in one request; some pages say 5, the strict reading is 3 (§5.2)


class PanelRefused(Exception):
    """The panel does not open; `errcode` is the one wx.requestSubscribeMessage reports (§5.2)."""

    def __init__(self, errcode: int) -> None:
        super().__init__(errcode)
        self.errcode = errcode


@dataclass
class Panel:
    """The request sorted: what is already settled, and what the person must be asked."""

    settled: dict[str, str] = field(default_factory=dict)
    ask: list[Template] = field(default_factory=list)


def open_panel(world: World, person: Person, template_ids: list[str]) -> Panel:
    """Sort the templates of one request; raises PanelRefused."""
    templates = _templates(world, person, template_ids)
    openid = person.openid(world.first(Kind.MP))
    panel, titles = Panel(), set[str]()
    for template in templates:
        stored = world.credits.of(openid, template.id).always
        if template.id in world.banned_templates:
            panel.settled[template.id] = "ban"
        elif template.title in titles:
            panel.settled[template.id] = "filter"
        elif stored:
            panel.settled[template.id] = stored
        else:
            panel.ask.append(template)
        titles.add(template.title)
    return panel


async def answer_panel(world: World, person: Person, panel: Panel, choice: Choice) -> dict[str, str]:
    """Give the one answer to every asked template; returns what `success` gets, by template id."""
    answer: Answer = "accept" if choice.endswith("accept") else "reject"
    result = {**panel.settled, **{each.id: answer for each in panel.ask}}
    for template_id, given in result.items():
        _record(world, person, template_id, given)
    if choice.startswith("always"):
        _remember(world, person, panel, answer)
    await _tell_popup(world, person, panel, answer)
    return result


async def change_setting(world: World, person: Person, template_id: str, status: Answer) -> None:
    """Change the stored answer in WeChat's settings; only a reject is pushed (§5.8)."""
    account = world.first(Kind.MP)
    openid = person.openid(account)
    world.credits.of(openid, template_id).always = status
    world.changed()
    if status == "reject":
        item = {"TemplateId": template_id, "SubscribeStatusString": "reject"}
        await tell(
            world, Event(account, openid, "subscribe_msg_change_event", world.clock.now(), items=(item,))
        )


def main_switch(world: World, person: Person, on: bool) -> None:
    """Allow or refuse all subscribe messages of the mini-program (§5.2, 20004; §5.6, 43101)."""
    openid = person.openid(world.first(Kind.MP))
    (world.credits.switched_off.discard if on else world.credits.switched_off.add)(openid)
    world.changed()


def _templates(world: World, person: Person, template_ids: list[str]) -> list[Template]:
    account = world.first(Kind.MP)
    if not template_ids:
        raise PanelRefused(10001)
    if len(template_ids) > MOST:
        raise PanelRefused(20003)
    templates = [each for each in map(account.template, template_ids) if each]
    if len(templates) < len(template_ids):
        raise PanelRefused(20001)
    if len({each.type for each in templates}) > 1:
        raise PanelRefused(20002)
    if person.openid(account) in world.credits.switched_off:
        raise PanelRefused(20004)
    return templates


def _record(world: World, person: Person, template_id: str, answer: str) -> None:
    # A stored accept adds a credit as well, each time it is asked for (§5.2).
    account = world.first(Kind.MP)
    template = account.template(template_id)
    credit = world.credits.of(person.openid(account), template_id)
    if template and answer == "accept":
        credit.accept(template)
    elif template and answer == "reject":
        credit.reject(template)


def _remember(world: World, person: Person, panel: Panel, answer: Answer) -> None:
    openid = person.openid(world.first(Kind.MP))
    for template in panel.ask:
        world.credits.of(openid, template.id).always = answer


async def _tell_popup(world: World, person: Person, panel: Panel, answer: Answer) -> None:
    # Only choices made in the panel are pushed, silent ones are not (§5.4).
    world.changed()
    if not panel.ask:
        return
    account = world.first(Kind.MP)
    items = tuple(
        {"TemplateId": each.id, "SubscribeStatusString": answer, "PopupScene": "0"} for each in panel.ask
    )
    openid = person.openid(account)
    await tell(world, Event(account, openid, "subscribe_msg_popup_event", world.clock.now(), items=items))
