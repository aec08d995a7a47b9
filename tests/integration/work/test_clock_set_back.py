"""The clock of the machine is set back by an hour, while the program runs or between two runs: nobody waits
an hour for what takes seconds. On both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.desk.cases import offering
from bot.editor.timers import KINDS
from bot.intake.wakeup import Wakeup
from bot.sending import claims
from bot.sending.leading import KEY, LEASE, Leadership, is_live
from bot.work import set_back
from bot.work.worker import Worker
from store import inbox, leases
from store.database import Database
from store.leases import Lease
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import Inbox, Outbox, Timer
from tests.e2e.interleavings import NOON
from tests.integration.work.line import Line, Plain, services_with

HOUR = timedelta(hours=1)
QUESTION = "как сменить пароль wifi"


def due(database: Database) -> dict[str, timedelta]:
    """By kind: how long until it is due, an hour before noon."""
    with database.read() as session:
        return {timer.kind: timer.due_at - (NOON - HOUR) for timer in session.scalars(select(Timer))}


async def answered(line: Line) -> None:
    """Work in real threads until the customer has an answer; the clock moves on by seconds."""
    worker = Worker(
        line.database,
        services_with(Plain()),
        wakeup=Wakeup(),
        sender_wakeup=Wakeup(),
        poll=0.01,
        clock=lambda: line.now,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(worker.run(stop))
    try:
        async with asyncio.timeout(30):
            burst = False
            while not burst:
                await asyncio.sleep(0.01)
                burst = "burst" in due(line.database)
            line.now -= HOUR
            while not line.sent_to(1):
                line.now += timedelta(seconds=0.1)
                assert line.now < NOON - HOUR + timedelta(minutes=2), "it waits for the old time"
                await asyncio.sleep(0.01)
    finally:
        stop.set()
        await running


async def test_a_burst_is_answered_in_seconds_while_it_runs(database: Database) -> None:
    line = Line(database, services_with(Plain()))
    line.says(1, QUESTION)
    await answered(line)


def test_what_counts_from_now_is_brought_forward_and_what_does_not_stays(database: Database) -> None:
    line = Line(database, services_with(Plain()))
    stays = {"promise": HOUR, "kb_digest": 5 * HOUR, "idle": 72 * HOUR}
    with database.write() as session:
        for kind in (*KINDS, "watchdog", "album", "routing"):
            inbox.set_timer(session, f"{kind}:1", lane="x", kind=kind, due_at=line.now)
        for kind, wait in stays.items():
            inbox.set_timer(session, f"{kind}:1", lane="x", kind=kind, due_at=line.now + wait)
        inbox.set_timer(session, f"{offering.OFFER}1", lane="x", kind="offer", due_at=line.now + HOUR)
        session.add(Inbox(update_id=1, lane="y", body="{}", received_at=line.now, not_before=line.now + HOUR))
        row = Outgoing(
            key="1",
            lane="chat:1",
            action=Action.SEND_TEXT,
            author=Author.BOT,
            priority=Priority.ANSWER,
            not_before=line.now + timedelta(minutes=1),
        )
        put(session, row, line.now)
        set_back.bring_forward(session, services_with(Plain()).settings, line.now - HOUR)
    found = due(database)
    assert found.pop("offer") == 2 * HOUR
    assert {kind: found.pop(kind) for kind in stays} == {kind: HOUR + wait for kind, wait in stays.items()}
    assert max(found.values()) <= timedelta(minutes=1), found
    with database.read() as session:
        assert session.scalar(select(Inbox.not_before)) is None
        assert session.scalar(select(Outbox.not_before)) is None


def test_at_the_right_time_nothing_moves(database: Database) -> None:
    line = Line(database, services_with(Plain()))
    line.says(1, QUESTION)
    line.drain("chat:1")
    before = due(database)
    assert {"burst", "watchdog"} <= before.keys()
    with database.write() as session:
        set_back.bring_forward(session, services_with(Plain()).settings, line.now)
    assert due(database) == before


def test_rows_and_leases_of_the_time_before_are_nobodys(database: Database) -> None:
    with database.write() as session:
        row = Outgoing(
            key="1", lane="chat:1", action=Action.SEND_TEXT, author=Author.BOT, priority=Priority.ANSWER
        )
        put(session, row, NOON)
        number = session.scalars(select(Outbox.id)).one()
        claims.claim(session, [number], NOON, "dead")
        assert not claims.stranded(session, NOON, "me", ())
        assert [one.id for one in claims.stranded(session, NOON - HOUR, "me", ())] == [number]
    assert is_live(Lease("dead", NOON + LEASE), NOON)
    assert not is_live(Lease("dead", NOON + LEASE), NOON - HOUR)


def test_somebody_leads_after_the_clock_was_set_back(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        leases.take(session, KEY, None, Lease("dead", NOON + LEASE))
    one = Leadership(sqlite_database, name="me", has_ended=lambda _name: False, clock=lambda: NOON - HOUR)
    assert one.take()
