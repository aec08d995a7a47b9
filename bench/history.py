"""A past to look at: N cases as a support team would have had them, the same ones for the same seed.

    python -m bench.history --cases 2000 --days 30 --database sqlite:///var/history.db

Every log is a possible one (`handoff.case.fold` has agreed to it). Written in bulk, about 10,000 cases a
second, so that a million of them is a matter of minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select

from bench.batches import batched
from handoff.calendar import Calendar
from handoff.case import BOT, CLOCK, CUSTOMER, Actor, Event, EventType, fold
from store import migrate
from store.database import Database
from store.schema import Case, CaseEvent, Customer, Person

AGENTS = ("Ирина", "Павел", "Светлана", "Олег", "Марат", "Юлия")
TOPICS = ("billing", "internet", "equipment", "mobile", "tv", "outages")
HOURS = Calendar.parse("09:00-21:00", "Europe/Moscow")
BY_HOUR = (2, 1, 1, 1, 1, 2, 4, 8, 14, 20, 24, 25, 23, 22, 22, 21, 20, 21, 23, 24, 20, 14, 8, 4)
_BY_WEEKDAY = (1.25, 1.1, 1.05, 1.0, 1.0, 0.7, 0.6)
_SERVED = 0.58  # of the cases end with line zero
_BATCH = 2_000


class _Story:
    """One case as it happens; every method lets time pass and something happen."""

    def __init__(self, dice: random.Random, at: datetime, agents: list[int]) -> None:
        self.dice, self.at, self.agents = dice, at, agents
        self.topic = dice.choice(TOPICS)
        self.log: list[Event] = []
        self.happens(EventType.OPENED, CUSTOMER, language=dice.choices(("ru", "en"), (92, 8))[0])
        self.happens(EventType.CUSTOMER_WROTE, CUSTOMER)

    def happens(self, kind: EventType, actor: Actor, after: float = 0.0, **payload: Any) -> None:
        """One more event, `after` so many seconds."""
        self.at += timedelta(seconds=after)
        self.log.append(Event(kind, self.at, actor, payload))

    def about(self, median: float, spread: float = 0.8) -> float:
        """Seconds around a median, with the long tail that waits have."""
        return median * self.dice.lognormvariate(0, spread)

    def chance(self, share: float) -> bool:
        return self.dice.random() < share


def stories(
    cases: int, *, first_day: datetime, days: int, agents: list[int], seed: int = 1
) -> Iterator[list[Event]]:
    """Logs of so many cases, opened over so many days from a midnight on."""
    dice = random.Random(seed)
    slots = [(day, hour) for day in range(days) for hour in range(24)]
    weights = [
        _BY_WEEKDAY[(first_day + timedelta(days=day)).weekday()] * BY_HOUR[hour] for day, hour in slots
    ]
    chosen = sorted(dice.choices(slots, weights, k=cases))
    for day, hour in chosen:
        at = first_day + timedelta(days=day, hours=hour, seconds=dice.uniform(0, 3599))
        yield _told(_Story(dice, at.astimezone(UTC), agents))


def _told(story: _Story) -> list[Event]:
    if _line_zero_serves(story):
        return story.log
    _hand_off(story)
    if story.chance(0.01):
        story.happens(EventType.CUSTOMER_BLOCKED, CLOCK, story.about(120))
    _people_work(story)
    if story.chance(0.05):
        story.happens(EventType.REOPENED, CUSTOMER, story.about(20_000))
        story.happens(EventType.CUSTOMER_WROTE, CUSTOMER)
        _people_work(story)
    return story.log


def _line_zero_serves(story: _Story) -> bool:
    """Line zero's part; True when that was all."""
    served = story.chance(_SERVED)
    if served or story.chance(0.35):
        if story.chance(0.15):
            story.happens(EventType.CLARIFIED, BOT, story.about(2.4, 0.2))
            story.happens(EventType.CANDIDATE_CHOSEN, CUSTOMER, story.about(15))
            story.happens(EventType.ANSWERED, BOT, 0.1, topic=story.topic)
        else:
            story.happens(EventType.ANSWERED, BOT, story.about(2.4, 0.2), topic=story.topic)
    if served:
        if story.chance(0.55):
            story.happens(EventType.HELPED, CUSTOMER, story.about(40))
            story.happens(EventType.SELF_SERVED, CUSTOMER, confirmed=True)
        else:
            story.happens(EventType.SELF_SERVED, CLOCK, 12 * 3600, confirmed=False)
        return True
    if len(story.log) > 2:
        story.happens(EventType.NOT_HELPED, CUSTOMER, story.about(40))
    if story.chance(0.3):
        story.happens(EventType.DETAIL_ASKED, BOT, 1, detail="contract_number")
        story.happens(EventType.DETAIL_GIVEN, CUSTOMER, story.about(30), detail="contract_number", value="1")
    return False


def _hand_off(story: _Story) -> None:
    at = story.at + timedelta(seconds=2)
    reason = story.dice.choices(("asked", "unknown", "rejected", "danger"), (40, 40, 15, 5))[0]
    story.happens(
        EventType.HANDED_OFF,
        BOT,
        2,
        reason=reason,
        topic=story.topic if story.chance(0.8) else "",
        priority=50 if reason == "danger" else 0,
        promised_at=(HOURS.next_opening(at) + timedelta(minutes=15)).isoformat(),
    )


def _people_work(story: _Story) -> None:
    agent = _claim(story)
    story.happens(EventType.AGENT_WROTE, agent, story.about(90))
    for _ in range(story.dice.choices((0, 1, 2, 4), (30, 35, 25, 10))[0]):
        story.happens(EventType.CUSTOMER_WROTE, CUSTOMER, story.about(150, 1.2))
        story.happens(EventType.AGENT_WROTE, agent, story.about(120))
        if story.chance(0.01):
            story.happens(EventType.UNDELIVERED, CLOCK, 1, key="bench", reason="bench")
    if story.chance(0.06):
        kind = EventType.RELEASED if story.chance(0.6) else EventType.LEASE_EXPIRED
        story.happens(kind, agent if kind is EventType.RELEASED else CLOCK, story.about(900, 0.4))
        agent = _claim(story)
        story.happens(EventType.AGENT_WROTE, agent, story.about(120))
    story.happens(EventType.SOLVED, agent, story.about(200))
    if story.chance(0.07):
        story.happens(EventType.CUSTOMER_WROTE, CUSTOMER, story.about(600))
        story.happens(EventType.REJECTED, CUSTOMER)
        agent = _claim(story)
        story.happens(EventType.SOLVED, agent, story.about(600))
    if story.chance(0.35):
        story.happens(EventType.UNCONFIRMED, CLOCK, 24 * 3600)
        return
    story.happens(EventType.CONFIRMED, CUSTOMER, story.about(600, 1.2))
    if story.chance(0.45):
        rating = story.dice.choices((1, 2, 3, 4, 5), (4, 3, 8, 25, 60))[0]
        story.happens(EventType.RATED, CUSTOMER, story.about(10), rating=rating)


def _claim(story: _Story) -> Actor:
    opening = HOURS.next_opening(story.at)
    waited = (opening - story.at).total_seconds() + story.about(300, 1.0)
    until = story.at + timedelta(seconds=waited, minutes=30)
    agent = Actor("agent", story.dice.choice(story.agents))
    story.happens(EventType.CLAIMED, agent, waited, lease_until=until.isoformat())
    return agent


def fill(database: Database, cases: int, *, first_day: datetime, days: int, seed: int = 1) -> int:
    """Write that past into a database that may hold one already. Returns how many events it has."""
    with database.write() as session:
        agents = _team(session, first_day)
        customers = _customers(session, max(cases // 3, 1), first_day)
    told = stories(cases, first_day=first_day, days=days, agents=agents, seed=seed)
    return write(database, told, customers, seed=seed)


def write(database: Database, told: Iterator[list[Event]], customers: Sequence[int], *, seed: int) -> int:
    """Write logs as cases of these customers, picked by lot. Returns how many events they have."""
    dice = random.Random(seed)
    events = 0
    for batch in batched(told, _BATCH):
        with database.write() as session:
            newest = session.scalar(select(func.max(Case.id))) or 0
            rows: list[dict[str, Any]] = []
            states = []
            for number, log in enumerate(batch, newest + 1):
                state = asdict(fold(log)) | {"id": number, "customer_id": dice.choice(customers)}
                states.append(state | {"state": str(state["state"])})
                rows += [_row(number, seq, event) for seq, event in enumerate(log, 1)]
            session.execute(insert(Case), states)
            session.execute(insert(CaseEvent), rows)
            events += len(rows)
    return events


def _row(case_id: int, seq: int, event: Event) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "seq": seq,
        "type": str(event.type),
        "at": event.at,
        "actor_kind": event.actor.kind,
        "actor_id": event.actor.id,
        "payload": event.payload,
    }


def _team(session: Any, now: datetime) -> list[int]:
    people = [
        Person(external_id=610_000_000 + number, name=name, roles=["agent"], created_at=now)
        for number, name in enumerate(AGENTS)
    ]
    known = {row.external_id: row.id for row in session.execute(select(Person.external_id, Person.id))}
    new = [person for person in people if person.external_id not in known]
    session.add_all(new)
    session.flush()
    return [known.get(person.external_id) or person.id for person in people]


def _customers(session: Any, count: int, now: datetime) -> list[int]:
    newest = session.scalar(select(func.max(Customer.external_id))) or 700_000_000
    rows = [
        {"external_id": newest + number, "name": f"Клиент {number}", "created_at": now}
        for number in range(1, count + 1)
    ]
    session.execute(insert(Customer), rows)
    return list(session.scalars(select(Customer.id).where(Customer.external_id > newest)))


def main() -> None:
    """Fill the database that the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--from", dest="first", default="2026-11-01", help="first day, like 2026-11-01")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="sqlite:///var/history.db")
    options = parser.parse_args()
    database = Database(options.database)
    migrate.upgrade(database)
    begun = time.monotonic()
    first_day = datetime.fromisoformat(options.first).replace(tzinfo=ZoneInfo("Europe/Moscow"))
    events = fill(database, options.cases, first_day=first_day, days=options.days, seed=options.seed)
    database.close()
    print(
        f"{options.cases:,} cases, {events:,} events in {time.monotonic() - begun:.1f} s: {options.database}"
    )


if __name__ == "__main__":
    main()
