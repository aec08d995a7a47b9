"""One simulated day and the morning after: who is there, what they do, what is left of it at the end."""

from __future__ import annotations

import random
import time as clock_time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as day_time
from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bench.day.agents import Agent, Work
from bench.day.customers import Customer
from bench.day.desk import Desk
from bench.day.machine import Machine
from bench.day.recount import Compared, compared
from bench.day.time import Agenda
from bench.history import BY_HOUR, HOURS
from bot.app import App, load_demo, open_database
from bot.settings import Settings
from handoff.metrics import Period, Report, Targets, logs, measure
from kb import demo_company
from sim import groups
from sim.clock import VirtualClock
from sim.limits import Mode
from sim.server import LocalTelegram
from store.database import Database
from store.schema import IS_UNCLAIMED, Base, Case, Message, Outbox, Person
from store.staff import AgentProfile

MIDNIGHT = datetime(2026, 11, 23, tzinfo=HOURS.zone)  # a Monday
_NAMES = ("Ирина", "Павел", "Светлана", "Олег", "Марат", "Юлия",
          "Антон", "Вера", "Глеб", "Дарья", "Егор", "Жанна")  # fmt: skip
_SHIFTS = (9, 10, 12)  # hours at which the nine hours of a shift begin
_SKILLS: tuple[tuple[str, ...], ...] = (
    (),
    ("contract", "billing", "security", "moving"),
    (),
    ("mobile", "roaming", "tv", "equipment", "outages"),
)
_SLA = "30/60/1440"
_ENDS = timedelta(days=1)
_AFTERMATH = timedelta(hours=18)
"""How long after the day the last cases may take."""
Routing = Literal["pull", "push"]


@dataclass(slots=True)
class People:
    """Everybody of the day."""

    desk: Desk = field(default_factory=Desk)
    agents: dict[int, Agent] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)
    seen: int = 0  # the last event looked at


@dataclass(frozen=True, slots=True)
class Day:
    """What a day came to. `for_the_morning` are cases that waited at midnight and whose customers had been
    told a time of the next day; `forgotten` waited then without one, or still at the very end; `unanswered`
    are customers' lines that line zero never took up; `unsent` are calls that were never made."""

    report: Report
    compared: Sequence[Compared]
    calls: int
    over_limits: int
    refused: int
    for_the_morning: int
    forgotten: int
    unanswered: int
    unsent: int
    open_at_end: dict[str, int]
    seconds: float
    cpu: float

    def wrong(self) -> list[str]:
        """What must not be; empty after a good day."""
        differing = [one.name for one in self.compared if not one.equal]
        counted = {
            "calls over a limit": self.over_limits,
            "cases forgotten": self.forgotten,
            "lines unanswered": self.unanswered,
            "calls never made": self.unsent,
        }
        return [f"{name}: the recount differs" for name in differing] + [
            f"{name}: {count}" for name, count in counted.items() if count
        ]


async def live(customers: int, seed: int, folder: Path, routing: Routing = "pull") -> Day:
    """Live through one day; its database stays in `folder`."""
    clock = VirtualClock(MIDNIGHT.timestamp())
    agenda = Agenda(clock)
    async with LocalTelegram(clock=clock) as telegram:
        telegram.limits.set_mode(Mode.ENFORCE)
        desks = [
            groups.add(telegram.world, {"title": title, "agents": names, "forum": True}).id
            for title, names in (("Поддержка 1", _NAMES[::2]), ("Поддержка 2", _NAMES[1::2]))
        ]
        settings = _settings(telegram, folder, desks, routing)
        database = open_database(settings)
        load_demo(database)
        app = App(settings, clock=agenda.moment)
        people = _people(telegram, agenda, customers, random.Random(seed))
        _hire(database, people.agents.values(), agenda.moment())
        engine = Machine(
            app,
            database,
            updates=telegram.world.updates,
            clock=clock,
            agenda=agenda,
            look=lambda: _look(telegram, people),
        )
        began, cpu = clock_time.monotonic(), clock_time.process_time()
        await engine.run((MIDNIGHT + _ENDS).timestamp())
        promised, forgotten = _waiting(database, agenda.moment())
        await engine.run((MIDNIGHT + _ENDS + _AFTERMATH).timestamp())
        took = clock_time.monotonic() - began, clock_time.process_time() - cpu
        await engine.close()
        await app.close()
        day = _told(database, telegram, promised, forgotten, took)
        database.close()
    return day


def _settings(telegram: LocalTelegram, folder: Path, desks: list[int], routing: Routing) -> Settings:
    return Settings(
        _env_file=None,
        telegram_token=SecretStr(telegram.token),
        telegram_api_url=telegram.base_url,
        desk_chat_id=",".join(map(str, desks)),
        database_url=f"sqlite:///{folder / 'day.db'}",
        data_dir=folder,
        encoder="lexical",
        routing=routing,
        sla=_SLA,
        board_seconds=180,
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
        work = _work(number)
        agent = Agent(world, user, people.desk, agenda, seed=dice.random(), work=work, group=group)
        agent.begins()
        people.agents[user.id] = agent
    agenda.after(14 * 3600, list(people.agents.values())[1].calls_in_sick)
    questions = [phrasing.text for entry in demo_company.entries() for phrasing in entry.phrasings]
    for number, hour in enumerate(dice.choices(range(24), BY_HOUR, k=customers)):
        user = world.add_user(f"Клиент {number + 1}", language_code="ru")
        customer = Customer(world, user, agenda, random.Random(dice.random()), questions)
        people.customers[user.id] = customer
        agenda.after(hour * 3600 + dice.uniform(0, 3599), customer.begins)
    return people


def _work(number: int) -> Work:
    """Two of each three take the first line only, every third one also line 2."""
    begins = _SHIFTS[number % len(_SHIFTS)]
    return Work(
        day_time(begins),
        day_time(begins + 9),
        lunch=day_time(begins + 4),
        lines=frozenset({1, 2} if number % 3 == 2 else {1}),
        skills=_SKILLS[number % len(_SKILLS)],
    )


def _hire(database: Database, agents: Iterable[Agent], now: datetime) -> None:
    with database.write() as session:
        for agent in agents:
            name, work = agent.user.first_name, agent.work
            person = Person(external_id=agent.user.id, name=name, roles=["agent"], created_at=now)
            session.add(person)
            session.flush()
            profile = AgentProfile(
                person_id=person.id,
                lines=sorted(work.lines),
                skills=list(work.skills),
                case_limit=6,
                shifts=f"{work.begins:%H:%M}-{work.ends:%H:%M}",
            )
            session.add(profile)


def _look(telegram: LocalTelegram, people: People) -> None:
    """Everybody looks at what is new in his chats."""
    for event in telegram.world.events.since(people.seen):
        people.seen = event.seq
        if event.kind not in ("message", "edit") or event.chat_id is None:
            continue
        message = event.data()
        if not message["from"]["is_bot"]:
            continue
        if event.chat_id < 0:
            place = people.desk.sees(message)
            if place is not None:
                for agent in people.agents.values():
                    agent.sees_line(place)
        elif event.kind == "message" and event.chat_id in people.customers:
            people.customers[event.chat_id].sees(message)
        elif event.kind == "message" and event.chat_id in people.agents:
            people.agents[event.chat_id].sees_private(message)


# -- what is left of it


def _waiting(database: Database, midnight: datetime) -> tuple[int, int]:
    """Cases that wait for people: those with a promise for later, and those without."""
    with database.read() as session:
        promises = session.scalars(select(Case.promised_at).where(IS_UNCLAIMED)).all()
    later = sum(promise is not None and promise > midnight for promise in promises)
    return later, len(promises) - later


def _told(
    database: Database,
    telegram: LocalTelegram,
    promised: int,
    forgotten: int,
    took: tuple[float, float],
) -> Day:
    targets = Targets.parse(_SLA, HOURS)
    ends = MIDNIGHT + _ENDS + _AFTERMATH
    period = Period.of_days(MIDNIGHT.date(), ends.date(), HOURS.zone)
    with database.read() as session:
        all_logs = [list(log) for log in logs(session, period)]
        states = Counter(session.scalars(select(Case.state).where(Case.state != "closed")))
        left = len(
            session.scalars(select(Case.id).where(IS_UNCLAIMED, Case.queued_at < MIDNIGHT + _ENDS)).all()
        )
        unanswered = len(session.scalars(select(Message.id).where(~Message.answered)).all())
        unsent = len(session.scalars(select(Outbox.id).where(Outbox.state.in_(("pending", "sending")))).all())
    report = measure(all_logs, period, targets=targets)
    return Day(
        report=report,
        compared=compared(all_logs, report.total),
        calls=sum(telegram.journal.calls.values()),
        over_limits=telegram.limits.violations,
        refused=telegram.journal.errors.get(429, 0),
        for_the_morning=promised,
        forgotten=forgotten + left,
        unanswered=unanswered,
        unsent=unsent,
        open_at_end=dict(states),
        seconds=took[0],
        cpu=took[1],
    )


def _count(session: Session, table: type[Base], *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*which)) or 0
