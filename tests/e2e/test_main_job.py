"""A customer and an agent talk through line zero: the main job, as both see it."""

from __future__ import annotations

from handoff.case import State
from tests.e2e.conftest import World


async def test_a_question_is_answered_and_the_answer_can_be_praised(world: World) -> None:
    async with world.bot():
        await world.customer.say("как сменить пароль wifi")
        answer = await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        assert "парол" in answer.text.lower()
        assert "🙋 Позвать человека" in answer.buttons
        await world.customer.press("👍")
        await world.customer.wait_for("Рад, что помогло")
        await world.settled()
    assert world.case().state == State.CLOSED
    assert world.case().confirmed is True


async def test_a_call_that_says_nothing_is_asked_about_once_then_a_person_comes(world: World) -> None:
    async with world.bot():
        await world.customer.say("Вы тут?")
        asked = await world.customer.wait_for("Напишите в двух словах")
        assert asked.buttons == ["🙋 Позвать человека"]
        await world.settled()
        await world.customer.say("?")
        await world.customer.wait_for("Обращение № 1")
        await world.settled()
    assert world.case().state == State.QUEUED


async def test_a_case_goes_from_the_customer_to_an_agent_and_back(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await world.customer.wait_for("Обращение № 1")
        card = await irina.wait_for("просит человека")
        assert card.buttons == ["Взять", "Ещё…"]
        await irina.press("Взять")
        await world.customer.wait_for("Ирина на связи")
        await irina.say("Добрый день! Что случилось?")
        await world.customer.wait_for("Добрый день! Что случилось?")
        await world.customer.say("не работает интернет")
        await irina.wait_for("не работает интернет")
        await irina.press("Решено")
        await world.customer.wait_for("вопрос решён?")
        await world.customer.press("Да, всё решено")
        await world.customer.wait_for("Оцените")
        await world.customer.press("⭐⭐⭐⭐⭐")
        await world.customer.wait_for("Спасибо за пятёрку")
        await irina.wait_for("Оценка клиента: 5 из 5")
        await world.settled()
    assert world.case().state == State.CLOSED
    assert world.case().rating == 5
