"""One leader at a time, on both databases; and nothing is sent by who does not lead."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from bot.sending import recent
from bot.sending.budgets import Limits
from bot.sending.leading import KEY, LEASE, Leadership
from store import leases
from store.database import Database
from store.leases import Lease
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import Outbox

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DESK = -1001


def somebody(database: Database, name: str) -> Leadership:
    return Leadership(database, name=name, has_ended=lambda _name: False)


def holds(database: Database, one: Leadership) -> bool:
    with database.write() as session:
        return one.holds(session)


def lapse(database: Database) -> None:
    """The leader has not renewed for long."""
    with database.write() as session:
        seen = leases.read(session, KEY)
        leases.take(session, KEY, seen, Lease(seen.holder, seen.until - 2 * LEASE))


def test_of_many_at_once_one_leads(database):
    all_of_them = [somebody(database, str(number)) for number in range(12)]
    together, won = threading.Barrier(len(all_of_them)), []

    def reach(one: Leadership) -> None:
        together.wait()
        if one.take():
            won.append(one.name)

    threads = [threading.Thread(target=reach, args=(one,)) for one in all_of_them]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert [one.name for one in all_of_them if holds(database, one)] == won


def test_a_lease_that_lapsed_or_was_given_back_is_taken_over(database):
    one, two = somebody(database, "one"), somebody(database, "two")
    assert one.take()
    assert not two.take()
    lapse(database)
    assert two.take()
    assert not one.take()
    assert not holds(database, one)
    one.give_back()
    assert holds(database, two), "what is somebody else's stays"
    two.give_back()
    assert one.take()


def test_a_lease_that_changed_since_it_was_seen_is_not_taken(database):
    seen = Lease("one", NOW)
    with database.write() as session:
        assert leases.take(session, KEY, None, seen)
        assert not leases.take(session, KEY, None, Lease("two", NOW))
        renewed = Lease("one", NOW + LEASE)
        assert leases.take(session, KEY, seen, renewed)
        assert not leases.take(session, KEY, seen, Lease("two", NOW + LEASE))
        assert leases.read(session, KEY) == renewed


def test_nobody_takes_over_while_rows_are_being_taken(postgres_database):
    one, two = somebody(postgres_database, "one"), somebody(postgres_database, "two")
    assert one.take()
    lapse(postgres_database)
    took = threading.Event()
    reaching = threading.Thread(target=lambda: two.take() and took.set())
    with postgres_database.write() as session:
        assert one.holds(session)
        reaching.start()
        assert not took.wait(0.3)
    reaching.join()
    assert took.is_set()


def test_who_begins_to_send_knows_what_others_sent(database):
    def row(number: int, chat_id: int, ago: float, **about: object) -> None:
        with database.write() as session:
            put(
                session,
                Outgoing(
                    key=str(number),
                    lane=str(number),
                    action=Action.SEND_TEXT,
                    author=Author.SYSTEM,
                    priority=Priority.LINE,
                    chat_id=chat_id,
                    payload={"html": "да"},
                ),
                NOW,
            )
            written = session.query(Outbox).filter_by(key=str(number)).one()
            at = NOW - timedelta(seconds=ago)
            written.state, written.claimed_at, written.settled_at = "sent", at, at
            for name, value in about.items():
                setattr(written, name, value)

    for number in range(17):
        row(number, DESK, 30 + number)
    row(17, DESK, 5, state="sending", settled_at=None)
    row(18, DESK, 5, state="pending", settled_at=None)  # a call that broke, to be made again
    row(19, DESK, 5, state="dropped")
    row(20, DESK, 61)
    for number in range(21, 25):
        row(number, 7, 0)
    with database.read() as session:
        found = recent.budgets(session, Limits(), NOW, 1000.0, DESK)
    assert found.wait(1000.0, DESK, Priority.LINE, 1) == 0
    found.take(1000.0, DESK, 1)
    assert 14 < found.wait(1000.0, DESK, Priority.LINE, 1) < 15, "the oldest was 46 s ago"
    assert found.wait(1000.0, 7, Priority.LINE, 1) == 1
    assert found.wait(1000.0, 8, Priority.LINE, 1) == 0
