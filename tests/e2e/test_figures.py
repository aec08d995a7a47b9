"""What supervisors learn of a day that was really lived: figures that idle time and line zero do not pollute,
and yesterday's summary in the agents' group."""

from __future__ import annotations

from datetime import timedelta

from handoff.metrics import Period, Share, logs, measure
from tests.e2e.conftest import World


async def test_figures_are_polluted_neither_by_the_bot_nor_by_idle_time(world: World) -> None:
    """Ten hours of a customer's silence and a day until the confirmation are nobody's work."""
    began = world.clock()
    async with world.bot():
        await world.customer.say("как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        world.clock.ahead += timedelta(hours=10)
        await world.customer.press("👍")
        await world.customer.wait_for("Рад, что помогло")

        irina, _ = await world.handed_off()
        await irina.wait_for("просит человека")
        world.clock.ahead += timedelta(minutes=7)
        await irina.press("Взять")
        await irina.say("Добрый день! Что случилось?")
        await world.customer.wait_for("Что случилось?")
        await irina.press("Решено")
        await world.customer.wait_for("получилось?")
        world.clock.ahead += timedelta(hours=20)
        await world.customer.press("Да, всё решено")
        await world.customer.wait_for("Оцените")
        await world.customer.press("⭐⭐⭐⭐")
        await irina.wait_for("Оценка клиента: 4 из 5")
        await world.settled()
    period = Period(began, world.clock() + timedelta(seconds=1))
    figures = world.read(lambda session: measure(logs(session, period), period)).total
    assert (figures.opened, figures.closed) == (2, 2)
    assert figures.self_service == Share(1, 2)
    assert figures.self_service_confirmed == Share(1, 1)
    assert 0.2 < figures.first_reply_bot.mean < 15  # from the message, not from the end of the burst
    assert figures.solution_bot.mean < 15
    assert 7 * 60 <= figures.acceptance.mean < 8 * 60
    assert 7 * 60 <= figures.solution.mean < 8 * 60
    assert figures.clock_confirmation.mean >= 20 * 3600
    assert figures.promise_kept == Share(1, 1)
    assert figures.rating == 4.0


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
