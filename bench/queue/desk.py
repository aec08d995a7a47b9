"""What agents and customers do at a desk with a long past, measured step by step."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import func, select

from bot.customer import status
from bot.desk.cases import ownership
from bot.services import Services
from bot.step import Step
from handoff import ledger, roster, routing
from handoff.board import look
from handoff.case import EventType
from handoff.words import find
from store.database import Database
from store.schema import IS_UNCLAIMED, Case, CaseEvent, Customer, Person

RACERS = 200


class Desk:
    """A filled database and the steps that agents and customers take on it."""

    def __init__(self, database: Database, services: Services, now: datetime, *, times: int = 60) -> None:
        """Each step is taken so many `times`, each time on another case where it changes one."""
        self._database, self._services, self._now, self._times = database, services, now, times
        with database.read() as session:
            self._agents = session.scalars(select(Person.id).order_by(Person.id)).all()
            self._waiting = session.scalars(
                select(Case.id).where(IS_UNCLAIMED).order_by(Case.queued_at).limit(2000)
            ).all()
            self._customers = session.scalars(
                select(Case.customer_id).where(IS_UNCLAIMED).order_by(Case.id).limit(times)
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
        """All agents reach for one case at once; how many of them got it.

        Raises AssertionError when the log says something else than those who believe they won.
        """
        case_id = self._waiting[-1]
        start = threading.Barrier(RACERS)
        won: list[int] = []

        def reach(number: int) -> None:
            start.wait()
            with self._step(f"race:{number}") as step:
                agent = step.session.get_one(Person, self._agents[number % len(self._agents)])
                if ownership.claim(step, ledger.locked(step.session, case_id), agent, announce=False):
                    won.append(number)

        threads = [threading.Thread(target=reach, args=(number,)) for number in range(RACERS)]
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
        for number in range(self._times):
            began = time.perf_counter()
            with self._step(f"bench:{began}:{number}") as step:
                act(step)
            taken.append((time.perf_counter() - began) * 1000)
        return taken

    @contextmanager
    def _step(self, source: str) -> Iterator[Step]:
        with self._database.write() as session:
            yield Step(session, self._now, source, self._services)
