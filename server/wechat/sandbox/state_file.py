"""Keeps follows, credits and sent messages in a file, so that a demonstration survives a restart."""

import asyncio
import json
from pathlib import Path

from server.wechat.sandbox.world import World

EVERY = 0.5  # seconds between looks


def restore(world: World, path: Path) -> None:
    """Read the file into the world, when there is one; raises ValueError when it is damaged."""
    if not path.exists():
        return
    data = json.loads(path.read_text(encoding="utf-8"))
    world.clock.skipped = data["skipped"]
    world.follows.load(data["follows"])
    world.credits.load(data["credits"])
    world.mailbox.load(data["messages"])


def save(world: World, path: Path) -> None:
    """Write the file in one step: a crash leaves the old or the new one, never half."""
    data = {
        "skipped": world.clock.skipped,
        "follows": world.follows.dump(),
        "credits": world.credits.dump(),
        "messages": world.mailbox.dump(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


async def keep_saving(world: World, path: Path) -> None:
    """Save whenever something changed, and once more when cancelled."""
    saved = world.revision
    try:
        while True:
            await asyncio.sleep(EVERY)
            if world.revision != saved:
                saved = world.revision
                save(world, path)
    finally:
        save(world, path)
