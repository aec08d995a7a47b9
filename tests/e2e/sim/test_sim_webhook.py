"""The webhook: secret, order within a chat, retries, Retry-After, and what getWebhookInfo tells."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot

from sim.people import Person
from sim.server import LocalTelegram


@dataclass
class Receiver:
    """The bot's side: answers each update with the next prepared status, 200 when there is none."""

    url: str = ""
    got: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        body = await request.json()
        async with self.arrived:
            self.got.append((secret, body))
            self.arrived.notify_all()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(status=status, headers=self.headers if status != 200 else {})

    async def count(self, number: int) -> None:
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.got) >= number)

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for _, body in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_pending_and_new_updates_are_delivered_with_the_secret(
    bot: Bot, maria: Person, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url, secret_token="s3cret", max_connections=2)
    await maria.say("раз")
    await maria.say("два")
    await receiver.count(3)
    assert receiver.texts == ["/start", "раз", "два"]
    assert {secret for secret, _ in receiver.got} == {"s3cret"}


async def test_a_refused_update_holds_its_chat_but_no_other(
    bot: Bot, telegram: LocalTelegram, maria: Person, receiver: Receiver
) -> None:
    john = await telegram.people.customer("John")
    receiver.statuses = [500, 500]
    await bot.set_webhook(receiver.url)
    await receiver.count(2)
    assert receiver.texts == ["/start", "/start"]
    await maria.say("раз")
    await john.start()
    await receiver.count(3)
    assert receiver.got[2][1]["message"]["from"]["first_name"] == "John"
    info = await bot.get_webhook_info()
    assert "Wrong response from the webhook: 500" in str(info.last_error_message)
    assert info.pending_update_count >= 2
    await telegram.people.advance(3)
    await receiver.count(5)
    assert receiver.texts[3:] == ["/start", "раз"]


async def test_retry_after_is_obeyed(
    bot: Bot,
    telegram: LocalTelegram,
    maria: Person,
    receiver: Receiver,
    until: Callable[[Callable[[], bool]], Awaitable[None]],
) -> None:
    receiver.statuses, receiver.headers = [429], {"Retry-After": "30"}
    await bot.set_webhook(receiver.url)
    await receiver.count(1)
    await until(lambda: bool(telegram.world.updates.webhook.last_error_message))
    await telegram.people.advance(29)
    assert len(receiver.got) == 1
    await telegram.people.advance(2)
    await receiver.count(2)


async def test_after_the_webhook_is_gone_polling_gets_what_is_left(
    bot: Bot, maria: Person, receiver: Receiver
) -> None:
    receiver.statuses = [500] * 10
    await bot.set_webhook(receiver.url)
    await receiver.count(1)
    await bot.delete_webhook()
    assert (await bot.get_updates(timeout=0))[0].message.text == "/start"
    assert (await bot.get_webhook_info()).url == ""
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0
