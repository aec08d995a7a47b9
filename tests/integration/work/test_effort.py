"""One text that is costly to read, or very many of them, hold nobody else up and end with one answer."""

from __future__ import annotations

import asyncio
import time

from sqlalchemy import select

from bot.intake.wakeup import Wakeup
from bot.work.worker import Worker
from handoff.case import Reason, State
from intents.types import Understanding
from store.database import Database
from store.schema import Customer, Message
from tests.integration.work.line import QUESTION, Line, Plain, services_with

BY_ORDER = (
    select(Customer.external_id)
    .join(Message, Message.customer_id == Customer.id)
    .where(Message.author_kind == "customer")
    .order_by(Message.id)
)


class Burning(Plain):
    """An understanding that burns processor time for real, three seconds for each text."""

    def __init__(self) -> None:
        self.read = 0

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        self.read += 1
        until = time.thread_time() + 3
        while time.thread_time() < until:
            pass
        return super().understand(text, previous=previous, language=language)


def test_what_costs_too_much_to_read_goes_to_a_person_at_once(sqlite_database: Database) -> None:
    model = Burning()
    line = Line(sqlite_database, services_with(model))
    line.says(1, QUESTION)
    line.work(seconds=5)
    assert (line.case().state, line.case().reason) == (State.QUEUED, Reason.FAILED)
    assert model.read == 1, "nothing is tried again, and no further stage begins"
    assert len([said for said in line.sent_to(1) if f"№ {line.case().id}" in said]) == 1


def test_more_than_anybody_writes_goes_to_a_person_unread(line: Line) -> None:
    for _ in range(6):
        line.says(1, f"{QUESTION} " * 160)
    line.work(seconds=15)
    assert (line.case().state, line.case().reason) == (State.QUEUED, Reason.FAILED)


async def test_a_flood_in_one_chat_slows_nobody_and_is_answered_once(line: Line) -> None:
    for number in range(200):
        line.says(1, QUESTION)
        if number == 100:
            line.says(2, QUESTION)
    stop = asyncio.Event()
    worker = Worker(
        line.database,
        services_with(Plain()),
        wakeup=Wakeup(),
        sender_wakeup=Wakeup(),
        threads=1,
        clock=lambda: line.now,
    )
    running = asyncio.create_task(worker.run(stop))
    while line.pending():  # noqa: ASYNC110 - the worker says so to nobody else
        await asyncio.sleep(0.01)
    stop.set()
    await running
    order = line.read(lambda session: session.scalars(BY_ORDER).all())
    assert order.count(1) == 200, "nothing is lost"
    assert order.index(2) < 5, "who writes after a hundred others of one chat is not the hundred and first"
    line.work(seconds=15)
    assert (len(line.sent_to(1)), len(line.sent_to(2))) == (1, 1)


def test_a_flood_that_goes_on_for_a_minute_is_answered_once(database: Database) -> None:
    line = Line(database, services_with(Plain()))
    for _ in range(200):
        line.says(1, QUESTION)
        line.work(seconds=0.3)
    line.work(seconds=15)
    assert len(line.sent_to(1)) == 1
    assert line.read(lambda session: len(session.scalars(BY_ORDER).all())) == 200
