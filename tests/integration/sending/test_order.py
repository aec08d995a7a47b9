"""On both databases: calls of a lane go out in the order in which the transactions that wrote them were
committed, and two who write down the same topic do not get in each other's way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from bot.sending import topics
from store import faults
from store.database import Database
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import Case, Customer, Outbox, Thread

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def call(key: str, lane: str = "chat:1") -> Outgoing:
    return Outgoing(
        key=key, lane=lane, action=Action.SEND_TEXT, author=Author.SYSTEM, priority=Priority.NOTICE
    )


def written(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Outbox.key).order_by(Outbox.id)))


def waits_for_a_lock(database: Database) -> bool:
    with database.engine.connect() as connection:
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                       " AND datname = current_database()")  # fmt: skip
        return bool(connection.scalar(waiting))


class Beside(threading.Thread):
    """Something done in a transaction of its own beside ours. `committed` says that it is over."""

    def __init__(self, database: Database, act: Callable[..., object]) -> None:
        super().__init__()
        self.database, self.act = database, act
        self.result: object = None
        self.error: Exception | None = None
        self.committed = threading.Event()
        self.start()

    def run(self) -> None:
        try:
            with self.database.write() as session:
                self.result = self.act(session)
        except Exception as error:  # noqa: BLE001 -- told to who waits
            self.error = error
        self.committed.set()

    def until_it_waits_or_is_done(self) -> None:
        for _ in range(3000):
            if self.committed.wait(0.01) or waits_for_a_lock(self.database):
                return
        raise AssertionError("neither waits nor ends")


def test_who_commits_first_has_the_lower_number(postgres_database: Database) -> None:
    """The first takes its number, the second comes in between; what is committed first must go out first."""
    database, order = postgres_database, []
    with database.write() as session:
        put(session, call("first"), NOW)
        second = Beside(database, lambda other: put(other, call("second"), NOW))
        second.until_it_waits_or_is_done()
        if second.committed.is_set():
            order.append("second")
    order.append("first")
    second.join()
    order += ["second"] if "second" not in order else []
    assert second.error is None
    assert written(database) == order


def test_other_lanes_do_not_wait(postgres_database: Database) -> None:
    with postgres_database.write() as session:
        put(session, call("first"), NOW)
        other = Beside(postgres_database, lambda beside: put(beside, call("other", "chat:2"), NOW))
        assert other.committed.wait(20)
    assert other.error is None


def test_one_of_two_that_wait_for_each_other_gives_way(postgres_database: Database) -> None:
    """A deadlock is told as such, so that worker and sender do the step again without a word."""
    database, together = postgres_database, threading.Barrier(2, timeout=20)

    def crosswise(one: str, other: str) -> Callable[..., object]:
        def act(session: object) -> None:
            put(session, call(f"{one} of {one}", one), NOW)  # type: ignore[arg-type]
            together.wait()
            put(session, call(f"{other} of {one}", other), NOW)  # type: ignore[arg-type]

        return act

    both = [Beside(database, crosswise("a", "b")), Beside(database, crosswise("b", "a"))]
    for one in both:
        one.join()
    failed = [one.error for one in both if one.error is not None]
    assert len(failed) == 1
    assert isinstance(failed[0], OperationalError)
    assert faults.is_deadlock(failed[0])
    assert len(written(database)) == 2


@pytest.mark.parametrize("commits_first", ["the update", "the answer"])
def test_the_update_and_the_answer_of_a_new_topic_arrive_together(
    postgres_database: Database, commits_first: str
) -> None:
    database = postgres_database
    with database.write() as session:
        customer = Customer(external_id=1, created_at=NOW)
        session.add(customer)
        session.flush()
        session.add(Case(id=5, customer_id=customer.id, state="new", opened_at=NOW))
    ours, theirs = topics.add, topics.keep
    if commits_first == "the answer":
        ours, theirs = theirs, ours
    with database.write() as session:
        assert ours(session, 5, -100, 7, NOW)
        late = Beside(database, lambda other: theirs(other, 5, -100, 7, NOW))
        late.until_it_waits_or_is_done()
    late.join()
    assert (late.error, late.result) == (None, False)
    with database.read() as session:
        assert [(row.case_id, row.state) for row in session.scalars(select(Thread))] == [(5, "open")]
