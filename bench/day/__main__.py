"""`make day`: 2,000 customers and 12 agents on shifts, one simulated day and the morning after."""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time as clock_time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as day_time
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import func, select

import bot.logs
from bench.day.agents import Agent, Desk, Shift
from bench.day.customers import Customer
from bench.day.machine import Machine
from bench.day.recount import compared
from bench.day.time import Agenda
from bench.history import HOURS
from bench.report import Table, machine, publish, show
from bot.app import App, load_demo, open_database
from bot.reporting import table
from bot.settings import Settings
from handoff.case import State
from handoff.metrics import Period, Report, Targets, logs, measure
from kb import demo_company
from sim import groups
from sim.clock import VirtualClock
from sim.limits import Mode
from sim.server import LocalTelegram
from store.database import Database
from store.schema import Case, Person
from store.staff import AgentProfile

MIDNIGHT = datetime(2026, 11, 23, tzinfo=HOURS.zone)  # a Monday
_BY_HOUR = (2, 1, 1, 1, 1, 2, 4, 8, 14, 20, 24, 25, 23, 22, 22, 21, 20, 21, 23, 24, 20, 14, 8, 4)
_NAMES = ("Ирина", "Павел", "Светлана", "Олег", "Марат", "Юлия",
          "Антон", "Вера", "Глеб", "Дарья", "Егор", "Жанна")  # fmt: skip
_SLA = "30/60/1440"
_AFTERMATH = timedelta(hours=18)
"""How long after the day the last cases may take."""


@dataclass(slots=True)
class People:
    """Everybody of the day."""

    desk: Desk = field(default_factory=Desk)
    agents: list[Agent] = field(default_factory=list)
    customers: dict[int, Customer] = field(default_factory=dict)
    seen: int = 0  # the last event looked at


def parse() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.day", description=__doc__)
    parser.add_argument("--customers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--publish", action="store_true", help="write the tables into docs/figures.md")
    return parser.parse_args()


async def live(customers: int, seed: int, folder: Path) -> tuple[list[Table | str], Report]:
    """One day; what it came to, and the report of it."""
    clock = VirtualClock(MIDNIGHT.timestamp())
    agenda = Agenda(clock)
    async with LocalTelegram(clock=clock) as telegram:
        telegram.limits.set_mode(Mode.ENFORCE)
        desks = [
            groups.add(telegram.world, {"title": title, "agents": names, "forum": True}).id
            for title, names in (("Поддержка 1", _NAMES[::2]), ("Поддержка 2", _NAMES[1::2]))
        ]
        settings = _settings(telegram, folder, desks)
        database = open_database(settings)
        load_demo(database)
        app = App(settings, clock=agenda.moment)
        people = _people(telegram, agenda, customers, random.Random(seed))
        _hire(database, people.agents, agenda.moment())
        engine = Machine(
            app,
            database,
            updates=telegram.world.updates,
            clock=clock,
            agenda=agenda,
            look=lambda: _look(telegram, people),
        )
        began = clock_time.monotonic()
        ends = MIDNIGHT + timedelta(days=1) + _AFTERMATH
        await engine.run(ends.timestamp())
        took = clock_time.monotonic() - began
        await engine.close()
        await app.close()
        parts, report = _told(database, telegram, ends, took)
        database.close()
    return parts, report


def _settings(telegram: LocalTelegram, folder: Path, desks: list[int]) -> Settings:
    return Settings(
        _env_file=None,
        telegram_token=SecretStr(telegram.token),
        telegram_api_url=telegram.base_url,
        desk_chat_id=",".join(map(str, desks)),
        database_url=f"sqlite:///{folder / 'day.db'}",
        data_dir=folder,
        encoder="lexical",
        sla=_SLA,
    )


def _people(telegram: LocalTelegram, agenda: Agenda, customers: int, dice: random.Random) -> People:
    """Agents at the tables of their groups, customers with the moments at which they first write."""
    people, world = People(), telegram.world
    members = [
        (chat.id, member.user)
        for chat in world.chats.values()
        for member in chat.members.values()
        if not member.user.is_bot
    ]
    for number, (group, user) in enumerate(members):
        begins = (9, 10, 12)[number % 3]
        shift = Shift(day_time(begins), day_time(begins + 9), day_time(begins + 4))
        agent = Agent(world, user, people.desk, agenda, seed=dice.random(), shift=shift, group=group)
        agent.begins()
        people.agents.append(agent)
    agenda.after(14 * 3600, people.agents[1].calls_in_sick)
    questions = [phrasing.text for entry in demo_company.entries() for phrasing in entry.phrasings]
    for number, hour in enumerate(dice.choices(range(24), _BY_HOUR, k=customers)):
        user = world.add_user(f"Клиент {number + 1}", language_code="ru")
        customer = Customer(world, user, agenda, random.Random(dice.random()), questions)
        people.customers[user.id] = customer
        agenda.after(hour * 3600 + dice.uniform(0, 3599), customer.begins)
    return people


def _hire(database: Database, agents: list[Agent], now: datetime) -> None:
    """Roles, shifts, limits; two of each three take the first line only, every third one also line 2."""
    with database.write() as session:
        for number, agent in enumerate(agents):
            person = Person(
                external_id=agent.user.id, name=agent.user.first_name, roles=["agent"], created_at=now
            )
            session.add(person)
            session.flush()
            shift = f"{agent.shift.begins:%H:%M}-{agent.shift.ends:%H:%M}"
            lines = [1, 2] if number % 3 == 2 else [1]
            session.add(AgentProfile(person_id=person.id, lines=lines, case_limit=6, shifts=shift))


def _look(telegram: LocalTelegram, people: People) -> None:
    """Everybody looks at what is new in his chats."""
    hub = telegram.world.events
    for event in hub.since(people.seen):
        people.seen = event.seq
        if event.kind not in ("message", "edit") or event.chat_id is None:
            continue
        message = event.data()
        if event.chat_id in people.customers:
            if event.kind == "message" and message["from"]["is_bot"]:
                people.customers[event.chat_id].sees(message)
        elif message["from"]["is_bot"] and (place := people.desk.sees(message)) is not None:
            for agent in people.agents:
                agent.sees_line(place)


def _told(
    database: Database, telegram: LocalTelegram, ends: datetime, took: float
) -> tuple[list[Table | str], Report]:
    targets = Targets.parse(_SLA, HOURS)
    period = Period.of_days(MIDNIGHT.date(), ends.date(), HOURS.zone)
    with database.read() as session:
        all_logs = [list(log) for log in logs(session, period)]
        open_cases = session.execute(
            select(Case.state, func.count()).where(Case.state != State.CLOSED).group_by(Case.state)
        ).all()
    report = measure(all_logs, period, targets=targets)
    rows = tuple(
        (name, _number(said), _number(counted), "yes" if _equal(said, counted) else "NO")
        for name, said, counted in compared(all_logs, report.total)
    )
    calls = telegram.journal
    limits = telegram.limits
    parts: list[Table | str] = [
        Table(("figure", "report", "recount", "equal"), rows),
        Table(
            ("calls made", "calls over a limit of Telegram", "refused with 429", "took, s"),
            (
                tuple(
                    str(each)
                    for each in (
                        sum(calls.calls.values()),
                        limits.violations,
                        calls.errors.get(429, 0),
                        round(took),
                    )
                ),
            ),
        ),
        "Open at the end: " + (", ".join(f"{state} {count}" for state, count in open_cases) or "nothing"),
        machine(),
    ]
    return parts, report


def _equal(said: float | None, counted: float | None) -> bool:
    if said is None or counted is None:
        return said is counted
    return abs(said - counted) < 1e-6


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}" if float(value).is_integer() else f"{value:.1f}"


def main() -> None:
    """Live through the day, print the report and its check."""
    options = parse()
    bot.logs.set_up("WARNING", as_json=False, token="")
    with tempfile.TemporaryDirectory(prefix="day-") as made:
        parts, report = asyncio.run(live(options.customers, options.seed, Path(made)))
    table.show(report, {}, "en", Console())
    show(parts)
    if options.publish:
        publish("day", "A simulated day", parts)


if __name__ == "__main__":
    main()
