"""The two ends of the bot, intake and sender, against the local Telegram over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.intake.polling import Poller
from bot.intake.wakeup import Wakeup
from bot.sending.budgets import UNLIMITED, Limits
from bot.sending.sender import Sender
from bot.sending.settle import Hooks
from bot.telegram.client import TelegramClient
from bot.telegram.connections import Proxy
from bot.telegram.raw import RawApi
from sim.people import Group
from sim.server import LocalTelegram
from store.database import Database
from store.outbox import Action, Author, Outgoing, Priority, customer_lane, put, topic_lane
from store.schema import Case, Customer, Outbox

DEADLINE = 30.0


@dataclass
class Bench:
    """A database, a local Telegram, and what it takes to put a sender or a poller between them."""

    database: Database
    telegram: LocalTelegram
    desk: Group
    wakeup: Wakeup = field(default_factory=Wakeup)
    counter: int = 0

    @asynccontextmanager
    async def sender(
        self,
        *,
        limits: Limits = UNLIMITED,
        hooks: Hooks | None = None,
        proxy: Proxy | None = None,
        **options: Any,
    ) -> AsyncIterator[Sender]:
        """A running sender; leaving the block stops it cleanly."""
        client = TelegramClient(self.telegram.token, self.telegram.base_url, proxy=proxy)
        wakeup = options.pop("wakeup", self.wakeup)
        sender = Sender(
            self.database,
            client,
            wakeup,
            desk_chats=(self.desk.chat_id,),
            limits=limits,
            hooks=hooks,
            **{"poll": 0.05, "reconcile": 0.5, **options},
        )
        stop = asyncio.Event()
        running = asyncio.create_task(sender.run(stop))
        try:
            yield sender
        finally:
            stop.set()
            await asyncio.wait_for(running, DEADLINE)
            await client.close()

    @asynccontextmanager
    async def poller(
        self, database: Database | None = None, proxy: Proxy | None = None
    ) -> AsyncIterator[Poller]:
        """A running poller."""
        async with RawApi(self.telegram.token, self.telegram.base_url, proxy=proxy) as api:
            poller = Poller(database or self.database, api, Wakeup(), long_poll=3, first_pause=0.05)
            stop = asyncio.Event()
            running = asyncio.create_task(poller.run(stop))
            try:
                yield poller
            finally:
                stop.set()
                await asyncio.wait_for(running, DEADLINE)

    def case(self, *, epoch: int = 0) -> int:
        """A case to hang rows on; its number."""
        now = datetime.now(UTC)
        self.counter += 1
        with self.database.write() as session:
            customer = Customer(external_id=self.counter, created_at=now)
            session.add(customer)
            session.flush()
            case = Case(customer_id=customer.id, state="new", opened_at=now, epoch=epoch)
            session.add(case)
            session.flush()
            return case.id

    def put(self, *outgoing: Outgoing) -> None:
        """Write calls to the outbox and wake the sender."""
        with self.database.write() as session:
            for one in outgoing:
                put(session, one, datetime.now(UTC))
        self.wakeup.set()

    def text(self, chat_id: int, html: str, /, **about: Any) -> Outgoing:
        """A line of line zero to a customer."""
        self.counter += 1
        defaults: dict[str, Any] = {
            "key": f"text:{self.counter}",
            "lane": customer_lane(chat_id),
            "action": Action.SEND_TEXT,
            "author": Author.BOT,
            "priority": Priority.ANSWER,
            "chat_id": chat_id,
            "payload": {"html": html},
        }
        return Outgoing(**{**defaults, **about})

    def in_topic(self, case_id: int, html: str, /, **about: Any) -> Outgoing:
        """A line to the topic of a case."""
        self.counter += 1
        defaults: dict[str, Any] = {
            "key": f"desk:{self.counter}",
            "lane": topic_lane(case_id),
            "action": Action.SEND_TEXT,
            "author": Author.DESK,
            "priority": Priority.LINE,
            "case_id": case_id,
            "payload": {"html": html, "topic": case_id},
        }
        return Outgoing(**{**defaults, **about})

    def new_topic(self, case_id: int) -> Outgoing:
        """The making of a topic."""
        return self.in_topic(
            case_id,
            "",
            key=f"topic:{case_id}:0",
            action=Action.CREATE_TOPIC,
            payload={"topic": case_id, "name": f"№ {case_id} · Мария"},
        )

    def rows(self) -> list[Outbox]:
        """The whole outbox, in the order it was written."""
        with self.database.read() as session:
            return list(session.query(Outbox).order_by(Outbox.id))

    def row(self, key: str) -> Outbox:
        """One row."""
        return next(row for row in self.rows() if row.key == key)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something holds in the database; fail after a while."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + DEADLINE
        looked = asyncio.Event()
        while not await asyncio.to_thread(true):
            assert loop.time() < deadline, [(r.key, r.state, r.error) for r in self.rows()]
            loop.call_later(0.01, looked.set)
            await looked.wait()
            looked.clear()

    async def settled(self) -> None:
        """Wait until nothing is left to send."""
        await self.until(lambda: all(row.state not in ("pending", "sending") for row in self.rows()))


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    """A local Telegram of its own for each test."""
    async with LocalTelegram() as running:
        yield running


@pytest.fixture
async def bench(database: Database, telegram: LocalTelegram) -> Bench:
    """A bench on each kind of database."""
    return Bench(database, telegram, await telegram.people.group())


@pytest.fixture
async def lite_bench(sqlite_database: Database, telegram: LocalTelegram) -> Bench:
    """A bench on SQLite, for what does not depend on the database."""
    return Bench(sqlite_database, telegram, await telegram.people.group())
