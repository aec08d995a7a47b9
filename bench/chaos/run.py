"""One chaos run from an empty database to the verdict."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from bench.chaos import trouble
from bench.chaos.agents import Desk
from bench.chaos.customers import Customer
from bench.chaos.evidence import Evidence, gather
from bench.chaos.plan import Plan
from bench.processes import Program, local_telegram
from bench.serve import READY
from bench.stalling import StallingProxy, stalling
from bot.app import load_demo
from bot.team import roles
from bot.team.roles import Role
from sim.people import People
from sim.server import DEFAULT_TOKEN
from store import migrate
from store.database import Database

_WAITING = """
SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'pending')
     + (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'sending'))
     + (SELECT COUNT(*) FROM timers WHERE kind IN ('burst', 'album', 'desk_album', 'watchdog', 'which'))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What was done, how long it took, and what it left."""

    evidence: Evidence
    messages: int
    edits: int
    presses: int
    agents_lines: int
    claims: int
    seconds: float
    caught_up: float
    faults: dict[str, int]
    frosts: int


@dataclass(frozen=True, slots=True)
class _Scene:
    """Everybody in a run."""

    plan: Plan
    people: People
    desk: Desk
    bot: Program
    database: Database
    dice: random.Random
    proxy: StallingProxy | None  # between the bot and PostgreSQL
    say: Callable[[str], None]


async def run(plan: Plan, database_url: str, folder: Path, say: Callable[[str], None]) -> Run:
    """Play the plan. `folder` takes logs; `say` tells about progress."""
    database = Database(database_url)
    migrate.upgrade(database)
    load_demo(database)
    dice = random.Random(plan.seed)
    async with AsyncExitStack() as stack:
        stack.callback(database.close)
        address = await stack.enter_async_context(local_telegram(folder / "telegram.log"))
        people = People(address)
        stack.push_async_callback(people.close)
        group = await people.group("Поддержка", [f"Агент-{number}" for number in range(1, plan.agents + 1)])
        _employ(database, [agent.id for agent in group.agents])
        proxy = None if database.is_sqlite else await stack.enter_async_context(stalling(database_url))
        bot = Program(
            ["-m", "bench.serve"],
            READY,
            folder / "bot.log",
            env=_settings(address, proxy.url if proxy else database_url, folder, group.chat_id),
        )
        await bot.start()
        stack.push_async_callback(_stop, bot)
        say(f"{plan.customers} customers, {plan.messages} messages, {plan.kills} kills, seed {plan.seed}")
        return await _play(_Scene(plan, people, Desk(group, dice), bot, database, dice, proxy, say))


def _employ(database: Database, agents: list[int]) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        for external_id in agents:
            roles.set_role(session, roles.add(session, external_id, now), Role.AGENT, now, granted=True)


def _settings(address: str, database_url: str, folder: Path, desk: int) -> dict[str, str]:
    return {
        "LINEZERO_TELEGRAM_TOKEN": DEFAULT_TOKEN,
        "LINEZERO_TELEGRAM_API_URL": address,
        "LINEZERO_DATABASE_URL": database_url,
        "LINEZERO_DESK_CHAT_ID": str(desk),
        "LINEZERO_DATA_DIR": str(folder),
        "LINEZERO_SUPPORT_HOURS": "24/7",
        "LINEZERO_ENCODER": "lexical",
        "LINEZERO_LOG_LEVEL": "WARNING",
        "LINEZERO_MODE": "polling",
    }


async def _stop(bot: Program) -> None:
    if not bot.ended:
        await bot.stop()


async def _play(scene: _Scene) -> Run:
    plan, people, bot, desk, say = scene.plan, scene.people, scene.bot, scene.desk, scene.say
    await bot.until_serving()
    begun = time.monotonic()
    customers = await _customers(plan, people, scene.dice)
    working = asyncio.create_task(desk.work())
    storming = asyncio.create_task(trouble.storms(people, random.Random(plan.seed + 1), plan.calm))
    dying = asyncio.create_task(trouble.deaths(bot, random.Random(plan.seed + 2), plan.kills, plan.seconds))
    freezing = asyncio.create_task(_frosts(scene))
    await asyncio.gather(*(customer.live() for customer in customers))
    say(f"all written after {time.monotonic() - begun:.0f} s")
    deaths = await dying
    frosts = await freezing
    storming.cancel()
    await people.lift_faults()
    say(f"the last kill after {time.monotonic() - begun:.0f} s; catching up")
    await trouble.serving(bot)
    before = time.monotonic()
    await _caught_up(scene)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    caught_up = time.monotonic() - before
    await bot.stop()
    evidence = await gather(
        people,
        scene.database,
        desk=desk.group.chat_id,
        customers=[c.person.id for c in customers],
        deaths=deaths,
    )
    if desk.failures:
        raise ExceptionGroup("agents broke off", desk.failures)  # type: ignore[type-var]
    return Run(
        evidence=evidence,
        messages=sum(customer.written for customer in customers),
        edits=sum(customer.edits for customer in customers),
        presses=sum(customer.presses for customer in customers),
        agents_lines=desk.lines,
        claims=desk.claims,
        seconds=time.monotonic() - begun,
        caught_up=caught_up,
        faults=(await people.stats())["faults"],
        frosts=frosts,
    )


async def _frosts(scene: _Scene) -> int:
    plan, dice = scene.plan, random.Random(scene.plan.seed + 3)
    if scene.proxy is not None:
        return await trouble.frosts(scene.proxy, dice, plan.frosts, plan.seconds)
    return await trouble.locks(Path(scene.database.url.database or ""), dice, plan.frosts, plan.seconds)


async def _customers(plan: Plan, people: People, dice: random.Random) -> list[Customer]:
    made = []
    for number in range(plan.customers):
        person = await people.customer(f"Клиент-{number}", language_code="ru")
        share = plan.messages // plan.customers + (number < plan.messages % plan.customers)
        made.append(Customer(person, number, share, plan.seconds, random.Random(dice.random())))
    return made


async def _caught_up(scene: _Scene) -> None:
    """Wait until nothing waits at Telegram's, in the inbox, in the outbox, for the end of a burst or for an
    agent, four times in a row; give up when patience ends, which the verdict will show."""
    deadline, calm, told = time.monotonic() + scene.plan.patience, 0, time.monotonic()
    while calm < 4 and time.monotonic() < deadline:
        waiting = _waiting(scene.database) + (await scene.people.stats())["updates"]["pending"]
        calm = calm + 1 if not waiting and scene.desk.idle else 0
        if time.monotonic() - told > 10:
            told = time.monotonic()
            scene.say(f"{waiting} things to do ({datetime.now(UTC):%H:%M:%S})")
        await asyncio.sleep(0.3)


def _waiting(database: Database) -> int:
    with database.read() as session:
        return int(session.execute(text(_WAITING)).scalar_one())
