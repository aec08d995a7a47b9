"""Telegram's limits, enforced by the local Telegram, and several senders on one database."""

from __future__ import annotations

from bot.intake.wakeup import Wakeup
from bot.sending.budgets import Limits


async def test_a_wave_of_answers_never_meets_a_429(lite_bench):
    bench, people = lite_bench, lite_bench.telegram.people
    customers = [await people.customer(f"К{n}") for n in range(30)]
    for customer in customers:
        await customer.start()
    await people.set_limits("enforce")
    async with bench.sender(limits=Limits()):
        bench.put(*(bench.text(customer.id, f"{n}") for n in range(3) for customer in customers))
        await bench.settled()
    stats = await people.stats()
    assert stats["limits"]["violations"] == 0
    assert {(row.state, row.attempts) for row in bench.rows()} == {("sent", 1)}


async def test_two_senders_share_the_work_and_keep_the_order(bench):
    customers = [await bench.telegram.people.customer(f"К{n}") for n in range(5)]
    for customer in customers:
        await customer.start()
    one = bench.sender(name="one", in_flight=1)
    two = bench.sender(name="two", in_flight=1, wakeup=Wakeup())  # another process is not woken by ours
    async with one, two:
        bench.put(*(bench.text(customer.id, f"{n:02}") for n in range(12) for customer in customers))
        await bench.settled()
    for customer in customers:
        texts = [seen.text for seen in await customer.history() if seen.from_bot]
        assert texts == [f"{n:02}" for n in range(12)]
    assert {row.claimed_by for row in bench.rows()} == {"one", "two"}
