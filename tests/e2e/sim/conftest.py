"""A local Telegram for each test, and the real python-telegram-bot to drive it over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from sim.clock import VirtualClock
from sim.people import Group, Person
from sim.server import LocalTelegram

PLAIN = {"verify": False}
"""The server speaks plain HTTP; loading certificates for each bot would cost more than its test."""


def make_bot(telegram: LocalTelegram) -> Bot:
    return Bot(
        telegram.token,
        base_url=f"{telegram.base_url}/bot",
        base_file_url=f"{telegram.base_url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=PLAIN),
        get_updates_request=HTTPXRequest(httpx_kwargs=PLAIN),
    )


Until = Callable[[Callable[[], bool]], Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait for something inside the server that nobody is told of, at most five seconds."""

    async def wait(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110 — the state belongs to the server, which has no event for it
                await asyncio.sleep(0)

    return wait


@pytest.fixture(autouse=True)
def _retry_after_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(clock=VirtualClock()) as running:
        yield running


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    async with make_bot(telegram) as ready:
        yield ready


@pytest.fixture
async def second_bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    """The same bot started a second time."""
    async with make_bot(telegram) as ready:
        yield ready


@pytest.fixture
async def maria(telegram: LocalTelegram) -> Person:
    person = await telegram.people.customer("Мария", language_code="ru")
    await person.start()
    return person


@pytest.fixture
async def group(telegram: LocalTelegram) -> Group:
    return await telegram.people.group("Поддержка", agents=["Ирина", "Павел"])
