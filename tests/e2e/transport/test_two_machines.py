"""Two processes on one PostgreSQL and one Telegram that enforces its limits: one fetches and sends at a time,
and when it is killed the other takes over."""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import groupby
from typing import Any

import pytest

from bot.sending.leading import LEASE
from store.database import Database
from store.outbox import Priority
from store.schema import Inbox
from tests.e2e.transport.conftest import DEADLINE, Bench

Starting = Callable[[str], Coroutine[Any, Any, Process]]


@pytest.fixture
async def postgres_bench(postgres_database: Database, telegram: Any) -> Bench:
    return Bench(postgres_database, telegram, await telegram.people.group())


@asynccontextmanager
async def machines(bench: Bench) -> AsyncIterator[Starting]:
    """What starts a process; all end with the block."""
    started: list[Process] = []
    url = bench.database.url.render_as_string(hide_password=False)
    place = url, bench.telegram.token, bench.telegram.base_url

    async def start(name: str) -> Process:
        program = ("-m", "tests.integration.sending.sharing", *place, name)
        process = await asyncio.create_subprocess_exec(sys.executable, *program, stdout=PIPE, stderr=DEVNULL)
        started.append(process)
        return process

    try:
        yield start
    finally:
        for process in started:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def leads(process: Process) -> None:
    """Wait until this process says that it leads."""
    assert process.stdout is not None
    async with asyncio.timeout(DEADLINE):
        async for line in process.stdout:  # among what it logs
            if line == b"leads\n":
                return
    raise AssertionError("it ended")


def stored(bench: Bench) -> int:
    with bench.database.read() as session:
        return session.query(Inbox).count()


async def test_one_sends_and_fetches_and_the_other_takes_over_when_it_is_killed(postgres_bench):
    bench, people = postgres_bench, postgres_bench.telegram.people
    customers = [await people.customer(f"К{n}") for n in range(6)]
    for person in customers:
        await person.start()
    await people.set_limits("enforce")
    case_id = bench.case()
    async with machines(bench) as start:
        first = await start("one")
        await leads(first)
        second = await start("two")
        bench.put(
            bench.new_topic(case_id),
            *(bench.in_topic(case_id, f"{n:02}") for n in range(11)),
            *(bench.text(person.id, f"{n:02}") for n in range(6) for person in customers),
        )
        await bench.until(lambda: sum(row.state == "sent" for row in bench.rows()) >= 24)
        first.kill()
        await first.wait()
        killed = time.monotonic()
        await customers[0].say("вы здесь?")
        bench.put(*(bench.in_topic(case_id, f"{n:02}", priority=Priority.LINE) for n in range(11, 25)))
        await leads(second)
        assert time.monotonic() - killed < LEASE.total_seconds() + 3
        await bench.until(lambda: stored(bench) == len(customers) + 1)
        # what the first had in flight is taken up once its lease on the rows ends; all else goes on at once
        await bench.until(lambda: waiting(bench, "chat:") == 0)
    by_whom = [
        row.claimed_by
        for row in sorted(bench.rows(), key=lambda r: (r.claimed_at is None, r.claimed_at))
        if row.claimed_at
    ]
    assert [name for name, _ in groupby(by_whom)] == ["one", "two"], "two senders at once"
    limits = (await people.stats())["limits"]
    assert limits["violations"] == 0
    for person in customers:
        texts = [seen.text for seen in await person.history() if seen.from_bot]
        assert texts == sorted(texts)
        assert len(texts) == len(set(texts))


def waiting(bench: Bench, lane: str) -> int:
    """Rows that could go and have not, in lanes that nothing of the dead process blocks."""
    open_rows = [
        row for row in bench.rows() if row.lane.startswith(lane) and row.state in ("pending", "sending")
    ]
    blocked = {row.lane for row in open_rows if row.state == "sending" and row.claimed_by == "one"}
    return sum(row.lane not in blocked for row in open_rows)
