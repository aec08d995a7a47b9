"""A customer walks through a step-by-step guide."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from handoff import ledger
from handoff.case import EventType, State
from handoff.package import build
from kb import library
from sim.places import Seen
from store.outbox import Action
from store.schema import Case, Outbox, TrainingExample
from tests.e2e.conftest import World

ASKED = "не работает домашний интернет"


async def begun(world: World) -> int:
    """The customer asks, and sees the first step; gives the id of the message."""
    await world.customer.say(ASKED)
    first = await world.customer.wait_for(lambda seen: "Всё в порядке" in seen.buttons)
    return first.id


def steps(world: World) -> list[tuple[str, str]]:
    """What was checked in the newest case."""

    def read(session):  # type: ignore[no-untyped-def]
        case = session.scalars(select(Case).order_by(Case.id.desc())).first()
        return [(one.question, one.choice) for one in build(session, case).checked]

    found: list[tuple[str, str]] = world.read(read)
    return found


async def test_a_guide_is_walked_in_one_message_and_people_see_what_was_checked(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        for label, following in (
            ("Всё в порядке", "Перезагрузили роутер?"),
            ("Да, не помогло", "Кабель плотно сидит"),
            ("Да, не помогло", "Огонёк LOS"),
        ):
            await world.customer.press(label, message_id=message)
            await world.customer.wait_for(
                lambda seen, words=following: seen.id == message and words in seen.text
            )
        await world.customer.press("Да", message_id=message)
        await world.customer.wait_for("номер договора")
        await world.customer.say("12345678")
        await world.customer.wait_for("По какому адресу")
        await world.customer.say("Тула, Ленина 1, 5")
        await world.customer.wait_for("Всё, что можно проверить самим, мы проверили")
        agent = world.irina.in_topic(await world.topic())
        card = await agent.wait_for("Проверено:")
        assert "Перезагрузили роутер: Да, не помогло" in card.text
        assert "Огонёк LOS горит красным: Да" in card.text
        await world.settled()
        sent = [seen for seen in await world.customer.history() if seen.from_bot]
        assert [seen.id for seen in sent].count(message) == 1
        assert "Позвать человека" not in "".join(sent[0].buttons)
    assert [choice for _, choice in steps(world)] == [
        "Всё в порядке",
        "Да, не помогло",
        "Да, не помогло",
        "Да",
    ]


async def pressed(world: World, message: int, label: str, following: str) -> Seen:
    """The customer presses a button of the guide, and sees the next step in the same message."""
    await world.customer.press(label, message_id=message)
    return await world.customer.wait_for(lambda seen: seen.id == message and following in seen.text)


async def said_over_the_button(world: World, words: str) -> None:
    """Wait until a press was answered so."""
    answered = select(Outbox.payload).where(Outbox.action == Action.ANSWER_PRESS)
    await world.until(
        lambda session: any(words in one.get("text", "") for one in session.scalars(answered)), words
    )


async def test_a_solved_guide_closes_the_case_and_teaches(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        await pressed(world, message, "Всё в порядке", "Перезагрузили роутер?")
        await world.customer.press("Заработало", message_id=message)
        await world.customer.wait_for("Рад, что помогло!")
        await world.settled()
        shown = next(seen for seen in await world.customer.history() if seen.id == message)
        assert "✓ Перезагрузили роутер: Заработало" in shown.text
        assert shown.buttons == []
    assert world.case().state == State.CLOSED
    assert world.case().confirmed
    learned = world.read(lambda session: session.scalars(select(TrainingExample)).one())
    assert (learned.entry_id, learned.origin) == ("internet-none", "thumbs_up")


async def test_a_step_without_buttons_is_an_answer_and_a_miss_there_goes_to_people(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        last = await pressed(world, message, "Счёт в минусе", "Пополните счёт")
        assert "👍 Помогло" in last.buttons
        await world.customer.press("👎", message_id=message)
        await world.customer.wait_for("номер договора")
        await world.settled()
    assert steps(world) == [("Что видно на первом экране приложения «Свиристель»?", "Счёт в минусе")]


async def test_one_can_step_back_after_a_slip(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        await pressed(world, message, "Авария", "Мы уже чиним")
        await pressed(world, message, "Назад", "об этом будет красная строка")
        await pressed(world, message, "Всё в порядке", "Перезагрузили роутер?")
        await world.settled()
    assert [choice for _, choice in steps(world)] == ["Всё в порядке"]


async def test_a_second_press_and_a_press_of_an_old_step_do_nothing(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        first = next(seen for seen in await world.customer.history() if seen.id == message)
        data = first.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await world.customer.press_twice("Всё в порядке", message_id=message)
        await world.customer.wait_for("Перезагрузили роутер?")
        await pressed(world, message, "Да, не помогло", "Кабель плотно сидит")
        await world.customer.do("press_stale", message_id=message, data=data)
        await said_over_the_button(world, "Этот шаг уже пройден")
        shown = next(seen for seen in await world.customer.history() if seen.id == message)
        assert "Кабель плотно сидит" in shown.text
    assert [choice for _, choice in steps(world)] == ["Всё в порядке", "Да, не помогло"]


async def test_a_restart_in_the_middle_loses_nothing(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        await pressed(world, message, "Всё в порядке", "Перезагрузили роутер?")
        await world.settled()
    await world.customer.press("Да, не помогло", message_id=message)
    async with world.bot():
        await world.customer.wait_for("Кабель плотно сидит")
        await world.settled()
    assert [choice for _, choice in steps(world)] == ["Всё в порядке", "Да, не помогло"]


async def test_what_is_written_instead_of_pressed_counts_and_the_step_follows_below(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        await pressed(world, message, "Всё в порядке", "Перезагрузили роутер?")
        await world.customer.say("да, не помогло")
        below = await world.customer.wait_for(lambda seen: seen.id > message and "Кабель плотно" in seen.text)
        await world.customer.say("да")
        await world.customer.wait_for(lambda seen: seen.id > below.id and "Огонёк LOS" in seen.text)
        await world.settled()
        with_buttons = [seen for seen in await world.customer.history() if "Да" in "".join(seen.buttons)]
        assert len(with_buttons) == 1
    assert [choice for _, choice in steps(world)] == ["Всё в порядке", "Да, не помогло", "Да, не помогло"]


async def test_a_question_in_the_middle_is_answered_and_the_guide_goes_on(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        await pressed(world, message, "Всё в порядке", "Перезагрузили роутер?")
        await world.customer.say("как сменить пароль wifi")
        answer = await world.customer.wait_for(lambda seen: "↩️ Вернуться к проверке" in seen.buttons)
        assert "Имя и пароль" in answer.text
        await world.customer.press("Вернуться к проверке", message_id=answer.id)
        below = await world.customer.wait_for(
            lambda seen: seen.id > answer.id and "Перезагрузили роутер?" in seen.text
        )
        await pressed(world, below.id, "Да, не помогло", "Кабель плотно сидит")
        await world.customer.say(ASKED)
        again = await world.customer.wait_for(lambda seen: seen.id > below.id and "Кабель" in seen.text)
        assert "✓ Перезагрузили роутер: Да, не помогло" in again.text


async def test_after_a_handoff_a_press_is_answered_kindly_and_does_nothing(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        await pressed(world, message, "Всё в порядке", "Перезагрузили роутер?")
        await world.customer.press("Позвать человека", message_id=message)
        agent = world.irina.in_topic(await world.topic())
        await agent.wait_for("Проверено:")
        await world.customer.press("Да, не помогло", message_id=message)
        await said_over_the_button(world, "Ваши ответы уже у специалиста")
        await world.settled()
    assert [choice for _, choice in steps(world)] == ["Всё в порядке"]
    assert world.case().state == State.QUEUED


async def test_a_guide_that_was_changed_meanwhile_begins_anew(world: World) -> None:
    async with world.bot() as bot:
        message = await begun(world)
        entry = bot.index.entry("internet-none")
        assert entry is not None
        changed = replace(entry, guides={"ru": "1. Свет есть?\n| да → решено\n| нет → человек"})
        with world.database.write() as session:
            library.save(session, changed, author="test", now=datetime.now(UTC))
        await world.until(
            lambda _session: bot.index.snapshot.entries["internet-none"].version > entry.version, "changed"
        )
        await world.customer.press("Всё в порядке", message_id=message)
        await said_over_the_button(world, "Эту проверку обновили")
        await world.customer.say("не работает интернет дома")
        await world.customer.wait_for("Свет есть?")
    kinds = world.read(lambda session: [event.type for event in ledger.events(session, 1)])
    assert EventType.GUIDE_STEP not in kinds


async def test_the_guide_speaks_the_customer_s_language_and_the_card_the_agents(world: World) -> None:
    async with world.bot():
        await world.customer.say("my home internet is not working")
        first = await world.customer.wait_for(lambda seen: "All is well" in seen.buttons)
        assert "Sviristel" in first.text
        await pressed(world, first.id, "All is well", "Have you restarted the router?")
        await pressed(world, first.id, "Yes, no help", "WAN")
        await world.customer.press("Call a person", message_id=first.id)
        agent = world.irina.in_topic(await world.topic())
        card = await agent.wait_for("Проверено:")
        assert "Перезагрузили роутер: Да, не помогло" in card.text
