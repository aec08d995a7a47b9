"""`python -m bench.queue`: how long the desk takes with a million closed and 10,000 waiting cases."""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from pydantic import SecretStr
from sqlalchemy import func, select

from bench.postgres import temporary_postgres
from bench.queue.fill import fill
from bench.report import Table, machine, publish, show
from bot.app import build_index, build_services, load_demo
from bot.customer import status
from bot.desk.cases import ownership
from bot.services import Services
from bot.settings import Settings
from bot.step import Step
from handoff import ledger, roster, routing
from handoff.board import look
from handoff.case import EventType
from handoff.words import find
from kb import demo_company
from store import migrate
from store.database import Database
from store.schema import IS_UNCLAIMED, Case, CaseEvent, Customer, Person

_TIMES = 60
_RACERS = 200


def parse() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.queue", description=__doc__)
    parser.add_argument("--closed", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--databases", default="sqlite,postgres")
    parser.add_argument("--publish", action="store_true", help="write the table into docs/figures.md")
    return parser.parse_args()


class Desk:
    """A filled database and the steps that agents and customers take on it."""

    def __init__(self, database: Database, services: Services, now: datetime) -> None:
        self._database, self._services, self._now = database, services, now
        with database.read() as session:
            self._agents = session.scalars(select(Person.id).order_by(Person.id)).all()
            self._waiting = session.scalars(
                select(Case.id).where(IS_UNCLAIMED).order_by(Case.queued_at).limit(2000)
            ).all()
            self._customers = session.scalars(
                select(Case.customer_id).where(IS_UNCLAIMED).order_by(Case.id).limit(_TIMES)
            ).all()

    def figures(self) -> dict[str, list[float]]:
        """Milliseconds of each step, measured one by one."""
        waiting = iter(self._waiting)
        customers = iter(self._customers)
        return {
            "claim": self._timed(lambda step: self._claim(step, next(waiting))),
            "next case for an agent": self._timed(self._next),
            "board": self._timed(lambda step: look(step.session, most=12)),
            "/find, two common words": self._timed(
                lambda step: find(step.session, "интернет роутер", most=10)
            ),
            "/find, a contract number": self._timed(
                lambda step: find(step.session, f"договор {4_000_000 + self._waiting[0]}", most=10)
            ),
            "/find, words that no case has together": self._timed(
                lambda step: find(step.session, "договор роуминг приставка", most=10)
            ),
            "/status": self._timed(
                lambda step: status.overview(step, step.session.get_one(Customer, next(customers)))
            ),
        }

    def race(self) -> int:
        """All agents reach for one case at once; how many of them got it."""
        case_id = self._waiting[-1]
        start = threading.Barrier(_RACERS)
        won: list[int] = []

        def reach(number: int) -> None:
            start.wait()
            with self._step(f"race:{number}") as step:
                agent = step.session.get_one(Person, self._agents[number % len(self._agents)])
                if ownership.claim(step, ledger.locked(step.session, case_id), agent, announce=False):
                    won.append(number)

        threads = [threading.Thread(target=reach, args=(number,)) for number in range(_RACERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with self._database.read() as session:
            claims = session.scalar(
                select(func.count())
                .select_from(CaseEvent)
                .where(CaseEvent.case_id == case_id, CaseEvent.type == EventType.CLAIMED)
            )
        if claims != len(won):
            raise AssertionError(f"{len(won)} agents believe they won, the log has {claims} claims")
        return len(won)

    def _claim(self, step: Step, case_id: int) -> None:
        agent = step.session.get_one(Person, self._agents[case_id % len(self._agents)])
        ownership.claim(step, ledger.locked(step.session, case_id), agent)

    def _next(self, step: Step) -> None:
        agent = roster.agent(step.session, self._agents[0], self._now, self._services.hours)
        if agent is None or routing.next_for(agent, roster.queue_for(step.session, agent)) is None:
            raise AssertionError("nothing waits")

    def _timed(self, act: Callable[[Step], object]) -> list[float]:
        taken = []
        for number in range(_TIMES):
            began = time.perf_counter()
            with self._step(f"bench:{began}:{number}") as step:
                act(step)
            taken.append((time.perf_counter() - began) * 1000)
        return taken

    @contextmanager
    def _step(self, source: str) -> Iterator[Step]:
        with self._database.write() as session:
            yield Step(session, self._now, source, self._services)


def measure(name: str, url: str, options: argparse.Namespace, services: Services) -> list[tuple[str, ...]]:
    """The rows of one database."""
    database = Database(url)
    migrate.upgrade(database)
    load_demo(database)
    now = datetime.now(UTC)
    began = time.monotonic()
    fill(database, closed=options.closed, waiting=options.waiting, now=now)
    _analyse(database)
    print(f"{name}: filled in {time.monotonic() - began:.0f} s", flush=True)
    desk = Desk(database, services, now)
    rows: list[tuple[str, ...]] = [
        (name, step, f"{quantiles(taken, n=20)[9]:.1f}", f"{quantiles(taken, n=20)[18]:.1f}")
        for step, taken in desk.figures().items()
    ]
    winners = desk.race()
    rows.append((name, f"claim race of {_RACERS}: winners", str(winners), ""))
    database.close()
    return rows


def _analyse(database: Database) -> None:
    """What PostgreSQL's autovacuum and SQLite's `optimize` do by themselves, done at once."""
    with database.write() as session:
        session.connection().exec_driver_sql("ANALYZE")


def _services(folder: Path) -> Services:
    database = Database(f"sqlite:///{folder / 'kb.db'}")
    migrate.upgrade(database)
    load_demo(database)
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr("1:x"),
        desk_chat_id=-1001,
        data_dir=folder,
        encoder="lexical",
        support_hours="24/7",
    )
    index = build_index(settings, database)
    index.rebuild()
    return build_services(settings, index, demo_company.company())


def main() -> None:
    """Fill, measure, print."""
    options = parse()
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="queue-") as made:
        folder = Path(made)
        services = _services(folder)
        if "sqlite" in options.databases:
            rows += measure("SQLite", f"sqlite:///{folder / 'queue.db'}", options, services)
        if "postgres" in options.databases:
            with temporary_postgres(folder / "postgres") as url:
                rows += measure("PostgreSQL", url, options, services)
    parts: list[Table | str] = [
        Table(("database", "step", "p50, ms", "p95, ms"), tuple(rows)),
        f"{options.closed:,} closed and {options.waiting:,} waiting cases. {machine()}",
    ]
    show(parts)
    if options.publish:
        publish("queue", "The queue at size", parts)


if __name__ == "__main__":
    main()
