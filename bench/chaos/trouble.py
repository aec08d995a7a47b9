"""What goes wrong in a chaos run: Telegram's refusals and failures, the bot's sudden deaths, a database that
freezes."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from bench.processes import DidNotStartError, Program
from bench.stalling import StallingProxy
from sim.control_client import ControlClient
from store.patience import SERVING

_STARTS = 20
STORMS: tuple[tuple[float, tuple[dict[str, Any], ...]], ...] = (
    (3.0, ({"kind": "too_many_requests", "probability": 0.5, "retry_after": 1},)),
    (4.0, ({"kind": "server_error", "probability": 0.3, "code": 502},)),
    (5.0, ({"kind": "drop_after", "probability": 0.25},)),
    (3.0, ({"kind": "too_many_requests", "method": "send*", "probability": 0.7, "retry_after": 2},)),
    (5.0, ({"kind": "drop_after", "method": "c*", "probability": 0.4},)),
    (4.0, ({"kind": "drop_before", "probability": 0.3},)),
    (4.0, ({"kind": "latency", "probability": 0.4, "seconds": 0.5},)),
    (4.0, ({"kind": "hang", "method": "send*", "probability": 0.03, "seconds": 20},)),
    (6.0, ({"kind": "drop_after", "method": "edit*", "probability": 0.4},
           {"kind": "server_error", "method": "answerCallbackQuery", "probability": 0.4, "code": 500})),
    (3.0, ({"kind": "drop_after", "method": "getUpdates", "probability": 0.5},)),
    (4.0, ({"kind": "not_telegram", "code": 403, "probability": 0.3},)),
    (4.0, ({"kind": "not_telegram", "code": 200, "form": "cut", "applied": True, "probability": 0.25},)),
    (3.0, ({"kind": "not_telegram", "code": 302, "probability": 0.2},
           {"kind": "not_telegram", "code": 200, "form": "page", "method": "getUpdates", "probability": 0.5},
           {"kind": "not_telegram", "code": 404, "form": "bare_no", "probability": 0.2})),
)  # fmt: skip
"""Seconds, and the faults in force meanwhile."""


async def storms(control: ControlClient, dice: random.Random, pause: float) -> None:
    """One storm after another, all kinds in turn, with calm of about `pause` seconds between; until
    cancelled. The faults end by themselves."""
    while True:
        for seconds, faults in dice.sample(STORMS, len(STORMS)):
            for fault in faults:
                await control.add_fault(for_seconds=seconds, seed=dice.randrange(2**31), **fault)
            await asyncio.sleep(seconds + dice.uniform(0.2, 1.8) * pause)


async def deaths(bot: Program, dice: random.Random, times: int, seconds: float) -> list[float]:
    """Kill the bot and start it again so many times within about so many seconds of its service. One death in
    five comes while it is still starting. Where starting takes so long that half that time again has passed,
    the rest follow quickly. Gives the moments (Unix time)."""
    killed: list[float] = []
    late = time.monotonic() + 1.5 * seconds
    for number in range(times):
        if dice.random() < 0.2 and number:
            await asyncio.sleep(dice.uniform(0.1, 3.0))
        else:
            await serving(bot)
            longest = 2 * seconds / times if time.monotonic() < late else 1.5
            await asyncio.sleep(dice.uniform(0.3, longest))
        killed.append(time.time())
        await bot.kill()
        await bot.start()
    await serving(bot)
    return killed


async def serving(bot: Program) -> None:
    """Wait until the bot serves. One that ends at its start, because the database is frozen just then, is
    started again, as a service manager does. Raises DidNotStartError when it keeps ending."""
    for _ in range(_STARTS):
        with suppress(DidNotStartError):
            await bot.until_serving()
            return
        if bot.ended:
            await asyncio.sleep(1.0)
            await bot.start()
    await bot.until_serving()


async def frosts(proxy: StallingProxy, dice: random.Random, times: int, seconds: float) -> int:
    """Connections to PostgreSQL freeze so many times within about so many seconds, each for longer or shorter
    than the bot waits. What was on its way then goes on. Gives how often."""
    for number in range(times):
        await asyncio.sleep(dice.uniform(0.3, 1.2) * seconds / times)
        proxy.flowing.clear()
        await asyncio.sleep(_frost(number, dice))
        proxy.flowing.set()
    return times


async def locks(file: Path, dice: random.Random, times: int, seconds: float) -> int:
    """Somebody else has the file of SQLite for themselves, as often and as long. Gives how often."""
    for number in range(times):
        await asyncio.sleep(dice.uniform(0.3, 1.2) * seconds / times)
        with closing(_open(file)) as other:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            await asyncio.sleep(_frost(number, dice))
    return times


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)


def _frost(number: int, dice: random.Random) -> float:
    """Seconds: every other time so long that the bot gives up and drops its connections."""
    return SERVING + dice.uniform(1, 4) if number % 2 == 0 else dice.uniform(0.5, 3)
