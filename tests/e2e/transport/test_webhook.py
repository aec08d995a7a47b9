"""Updates that Telegram pushes: only from Telegram, in order, and acknowledged when they are stored."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.intake.wakeup import Wakeup
from bot.intake.webhook import WebhookAddress, WebhookServer
from bot.telegram.raw import RawApi
from store.database import Database
from store.schema import Inbox

SECRET = "a-secret_of-32-characters-or-more"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def webhook(bench: Any, database: Any = None) -> AsyncIterator[str]:
    """A running webhook; its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram/hook"
    async with RawApi(bench.telegram.token, bench.telegram.base_url) as api:
        address = WebhookAddress(url, SECRET, f"127.0.0.1:{port}")
        server = WebhookServer(database or bench.database, api, Wakeup(), address)
        stop = asyncio.Event()
        running = asyncio.create_task(server.run(stop))
        await asyncio.wait_for(server.listening.wait(), 5)
        try:
            yield url
        finally:
            stop.set()
            await asyncio.wait_for(running, 10)


def stored(bench: Any) -> list[Inbox]:
    with bench.database.read() as session:
        return list(session.query(Inbox).order_by(Inbox.id))


async def test_updates_arrive_in_order_for_each_chat(bench):
    people = bench.telegram.people
    customers = [await people.customer(name) for name in ("Мария", "Олег", "Нина")]
    async with webhook(bench):
        for customer in customers:
            await customer.start()
        for number in range(8):
            for customer in customers:
                await customer.say(f"строка {number}")
        await bench.until(lambda: len(stored(bench)) == 27)
    for customer in customers:
        bodies = [row.body for row in stored(bench) if row.lane == f"chat:{customer.id}"][1:]
        assert [f"строка {number}" in body for number, body in enumerate(bodies)] == [True] * 8


async def test_what_came_while_we_were_away_comes_later(lite_bench):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    async with webhook(bench):
        await maria.start()
        await bench.until(lambda: len(stored(bench)) == 1)
    await maria.say("вас нет?")
    async with webhook(bench):
        await bench.until(lambda: len(stored(bench)) == 2)


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}])
async def test_a_call_without_the_secret_is_refused(lite_bench, headers):
    async with webhook(lite_bench) as url, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(url, json={"update_id": 1}, headers=headers)
    assert answer.status_code == 403
    assert stored(lite_bench) == []


@pytest.mark.parametrize(
    "body", [b"{not json", b"\xff\xfe\x00", b"[" * 100_000, b'{"update_id": "x"}', b"null"]
)
async def test_invariant_12_what_cannot_be_read_is_set_aside_and_acknowledged(bench, body):
    async with webhook(bench) as url, httpx.AsyncClient(trust_env=False) as http:
        statuses = [(await http.post(url, content=body, headers=HEADERS)).status_code for _ in range(2)]
    assert statuses == [200, 200]
    (row,) = stored(bench)
    assert row.state == "quarantined"


async def test_a_body_that_is_too_large_is_refused(lite_bench):
    async with webhook(lite_bench) as url, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(url, content=b" " * (1024 * 1024 + 1), headers=HEADERS)
    assert answer.status_code == 413


async def test_invariant_1_what_could_not_be_stored_is_not_acknowledged(lite_bench, tmp_path):
    empty = Database(f"sqlite:///{tmp_path / 'no-tables.db'}")
    update = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}}}
    async with webhook(lite_bench, empty) as url, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(url, json=update, headers=HEADERS)
    empty.close()
    assert answer.status_code == 503


async def test_other_paths_and_methods_say_nothing(lite_bench):
    async with webhook(lite_bench) as url, httpx.AsyncClient(trust_env=False) as http:
        assert (await http.get(url)).status_code == 405
        assert (await http.post(url + "x", headers=HEADERS)).status_code == 404


def test_a_webhook_without_a_secret_is_not_started(sqlite_database):
    with pytest.raises(ValueError, match="secret"):
        WebhookServer(sqlite_database, RawApi("1:a", "http://x"), Wakeup(), WebhookAddress("https://x/y", ""))
