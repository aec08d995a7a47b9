"""Customers who write at a steady rate, each in a chat of his own, and how long their replies take."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.processes import Program
from sim.control_client import ControlClient
from sim.people import People, Person

_GRACE = 6.0
"""Seconds after the last message in which replies still count."""
_AT_ONCE = 32
TOO_SLOW = 1.0
"""A rate is held when 95 of 100 replies come within so many seconds and none is missing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One rate: messages a second; seconds to the reply at three quantiles; processor ms a message."""

    rate: float
    sent: int
    answered: int
    p50: float
    p95: float
    p99: float
    cpu_ms: float
    calls: int

    @property
    def held(self) -> bool:
        """Whether the bot kept up."""
        return self.answered == self.sent and self.p95 <= TOO_SLOW


async def drive(
    people: People, bot: Program, rate: float, customers: Sequence[Person], questions: Sequence[str]
) -> Measured:
    """Let each of these customers write once, at this rate together; the moment of each reply is the local
    Telegram's own."""
    total = len(customers)
    journal = await _newest_call(people)
    before = bot.usage().cpu
    written = await _write(customers, rate, questions)
    replies, calls = await _replies(people, journal, set(written))
    waits = sorted(replies[chat] - at for chat, at in written.items() if chat in replies)
    return Measured(
        rate=rate,
        sent=total,
        answered=len(waits),
        p50=_quantile(waits, 0.5),
        p95=_quantile(waits, 0.95),
        p99=_quantile(waits, 0.99),
        cpu_ms=(bot.usage().cpu - before) * 1000 / total,
        calls=calls,
    )


async def first_reply(people: People, question: str, since: float) -> float:
    """Seconds from `since` (Unix time) to the reply to a message that is written now."""
    (customer,) = await newcomers(people, 1)
    await customer.say(question)
    await customer.wait_for(lambda seen: seen.from_bot, timeout=180)
    return time.time() - since


async def newcomers(people: People, count: int) -> list[Person]:
    """Customers who have never written before."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def newcomer(number: int) -> Person:
        async with gate:
            return await people.customer(f"Клиент {number}", language_code="ru")

    return list(await asyncio.gather(*(newcomer(number) for number in range(count))))


async def _write(customers: Sequence[Person], rate: float, questions: Sequence[str]) -> dict[int, float]:
    """Write at the rate, whatever becomes of the replies; when each message was written."""
    loop, written, talks = asyncio.get_running_loop(), dict[int, float](), set[asyncio.Task[None]]()

    async def write(customer: Person, question: str) -> None:
        written[customer.chat_id] = time.time()
        await customer.say(question)

    begun = loop.time()
    for number, customer in enumerate(customers):
        await asyncio.sleep(max(begun + number / rate - loop.time(), 0))
        talks.add(asyncio.create_task(write(customer, questions[number % len(questions)])))
    await asyncio.gather(*talks)
    return written


async def _newest_call(control: ControlClient) -> int:
    return int((await control.get("/control/journal", limit=1, after=10**12))["seq"])


async def _replies(control: ControlClient, after: int, chats: set[int]) -> tuple[dict[int, float], int]:
    """The first reply in each chat, read from the journal until all are there or the grace has passed."""
    found: dict[int, float] = {}
    calls = 0
    deadline = time.monotonic() + _GRACE
    while True:
        for call in await control.journal(after=after):
            after = call["seq"]
            calls += call["method"] != "getUpdates"
            if call["applied"] and call["method"].startswith("send") and call["chat_id"] in chats:
                found.setdefault(call["chat_id"], call["time"])
        if len(found) == len(chats) or time.monotonic() > deadline:
            return found, calls
        await asyncio.sleep(0.3)


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else float("nan")
