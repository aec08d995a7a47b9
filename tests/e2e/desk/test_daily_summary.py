"""What supervisors learn of a day that was really lived: yesterday's summary in the agents' group."""

from __future__ import annotations

from datetime import timedelta

from tests.e2e.conftest import World


async def test_supervisors_read_yesterday_in_the_morning(world: World) -> None:
    async with world.bot(summary_hour=0):
        await world.customer.say("как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.customer.press("👍")
        await world.customer.wait_for("Рад, что помогло")
        await world.settled()
    world.clock.ahead += timedelta(days=1)
    async with world.bot(summary_hour=0):
        summary = await world.irina.wait_for("Первая линия")
        assert "открыто 1, закрыто 1" in summary.text
        assert "Решено без людей: 100,0 %" in summary.text
        await world.settled()
