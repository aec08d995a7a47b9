"""The desk with a long past, in small: what `python -m bench.queue` measures at full size."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, inspect, select

from bench import history
from bench.queue.desk import Desk
from bench.queue.fill import fill
from bench.queue.repeat import repeat
from handoff import ledger
from handoff.case import fold
from store.database import Database
from store.schema import Base, Case, Customer
from tests.e2e.interleavings import services

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_each_step_works_and_of_200_agents_one_wins(database: Database) -> None:
    fill(database, closed=300, waiting=60, now=NOW)
    desk = Desk(database, services(), NOW, times=3)
    assert all(len(taken) == 3 for taken in desk.figures().values())
    assert desk.race() == 1


def test_a_past_told_many_times_over_is_a_possible_one(database: Database) -> None:
    history.fill(database, 40, first_day=NOW - timedelta(days=10), days=5)
    indexes = _indexes(database)
    with database.write() as session:
        repeat(session, 40, 110)
    assert _indexes(database) == indexes
    with database.read() as session:
        cases = {case.id: case for case in session.scalars(select(Case))}
        assert set(cases) == set(range(1, 111))
        for number, case in cases.items():
            told = cases[(number - 1) % 40 + 1]
            events = ledger.events(session, number)
            assert events == ledger.events(session, told.id)
            assert ledger.state_of(case) == fold(events)
        known = session.scalar(select(func.count()).select_from(Case).join(Customer))
        assert known == len(cases)
    with database.write() as session:  # a new case gets a number of its own
        assert ledger.open_case(session, 1, language="ru", now=NOW).id == 111


def _indexes(database: Database) -> set[str]:
    found = inspect(database.engine)
    return {str(index["name"]) for table in Base.metadata.tables for index in found.get_indexes(table)}
