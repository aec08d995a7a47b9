"""Answers that are not what Telegram documents: what was carried out is never taken for a refusal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.telegram.calls import Attempt, Call
from bot.telegram.client import TelegramClient
from bot.telegram.outcomes import Ambiguous, Delivered, NotSent
from store.outbox import Action

Execute = Callable[[Call, Any], Awaitable[Attempt]]

TEXT = Call(action=Action.SEND_TEXT, chat_id=5, payload={"html": "Ответ"})
COPY = Call(action=Action.COPY, chat_id=5, payload={"from_chat_id": 6}, targets=(1,))
ALBUM = Call(action=Action.COPY, chat_id=5, payload={"from_chat_id": 6}, targets=(1, 2))
TOPIC = Call(action=Action.CREATE_TOPIC, chat_id=5, payload={"name": "№ 1"})
FILE = Call(action=Action.KEEP_FILE, chat_id=5, payload={"file_id": "f", "path": "never/written"})
EDIT = Call(action=Action.EDIT_TEXT, chat_id=5, payload={"html": "Ответ"}, targets=(7,))


@pytest.fixture
async def execute(unused_tcp_port: int) -> AsyncIterator[Execute]:
    """Carry out a call against a server that gives one answer to everything."""
    answer: Any = None

    async def handle(_request: web.Request) -> web.Response:
        return web.json_response(answer, status=answer.get("error_code", 200))

    async def carry_out(call: Call, body: Any) -> Attempt:
        nonlocal answer
        answer = body
        return await client.execute(call)

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    client = TelegramClient("123:token", f"http://127.0.0.1:{unused_tcp_port}")
    yield carry_out
    await client.close()
    await runner.cleanup()


@pytest.mark.parametrize("call", [TEXT, COPY, ALBUM, TOPIC, FILE], ids=lambda call: call.action)
@pytest.mark.parametrize("result", [{"other": 1}, True, None, [{}]], ids=repr)
async def test_a_yes_without_the_number_it_should_hold_is_ambiguous(execute, call, result):
    attempt = await execute(call, {"ok": True, "result": result})
    assert isinstance(attempt.outcome, Ambiguous)
    assert attempt.ids == ()


async def test_a_message_of_a_kind_not_known_yet_is_delivered_all_the_same(execute):
    attempt = await execute(TEXT, {"ok": True, "result": {"message_id": 7, "chat": {"type": "new"}}})
    assert attempt == Attempt(Delivered((7,)), (7,))
    assert (await execute(EDIT, {"ok": True, "result": {"chat": {}}})).outcome == Delivered((7,))


async def test_a_token_that_telegram_does_not_know_can_be_set_right(execute):
    attempt = await execute(TEXT, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    assert isinstance(attempt.outcome, NotSent)
    assert "token" in attempt.outcome.reason
