"""What a customer gets from line zero."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from handoff.case import State
from store.schema import Case
from tests.e2e.conftest import World


async def test_start_greets_shortly_and_offers_what_is_asked_most(world: World) -> None:
    async with world.bot():
        await world.customer.start()
        greeting = await world.customer.wait_for("Здравствуйте, Мария!")
        assert len(greeting.buttons) >= 5
        assert "🙋 Позвать человека" in greeting.buttons
        await world.customer.press(greeting.buttons[1])
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)


async def test_topics_lead_to_their_questions(world: World) -> None:
    async with world.bot():
        await world.customer.start()
        await world.customer.wait_for("Здравствуйте")
        await world.customer.press("Все темы")
        topics = await world.customer.wait_for("О чём рассказать?")
        await world.customer.press(topics.buttons[0])
        questions = await world.customer.wait_for("Выберите вопрос")
        await world.customer.press(questions.buttons[0])
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)


async def test_complaint_07_a_burst_gets_one_answer(world: World) -> None:
    async with world.bot():
        for text in ("здравствуйте", "у меня вопрос", "как сменить пароль wifi"):
            await world.customer.say(text)
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.settled()
        from_bot = [seen for seen in await world.customer.history() if seen.from_bot]
        assert len(from_bot) == 1


@pytest.mark.parametrize(
    "words", ["оператор", "позовите человека", "хочу поговорить с живым человеком", "agent please", "/human"]
)
async def test_asking_for_a_person_brings_one_at_once(world: World, words: str) -> None:
    async with world.bot(burst_seconds=30):  # the wait for a burst would not end within this test
        await world.customer.say(words)
        await world.customer.wait_for(lambda seen: "№ 1" in seen.text or "No. 1" in seen.text)
        await world.topic()
    assert world.case().state == State.QUEUED


@pytest.mark.parametrize(
    ("words", "reply"),
    [("привет", "Здравствуйте!"), ("спасибо", "Пожалуйста!"), ("до свидания", "Всего доброго")],
)
async def test_small_talk_is_answered_in_kind_and_opens_no_case(world: World, words: str, reply: str) -> None:
    async with world.bot():
        await world.customer.say(words)
        await world.customer.wait_for(reply)
        await world.settled()
    assert world.read(lambda session: session.scalar(select(func.count()).select_from(Case))) == 0


async def test_an_unknown_question_goes_to_people(world: World) -> None:
    async with world.bot():
        await world.customer.say("вылечите мне зуб мудрости")
        await world.customer.wait_for("Передал вопрос специалисту")
        await world.topic()


async def test_location_and_contact_are_kept_and_carried_over(world: World) -> None:
    async with world.bot():
        await world.customer.location()
        await world.customer.wait_for("на карте сохранил")
        await world.customer.contact()
        await world.customer.wait_for("Контакт сохранил")
        agent, _ = await world.handed_off()
        await agent.wait_for(lambda seen: seen.kind == "location")
        await agent.wait_for(lambda seen: seen.kind == "contact")


async def test_an_edited_question_is_understood_anew(world: World) -> None:
    async with world.bot():
        question = await world.customer.say("как сменить пароль wifi")
        first = await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.customer.edit(question.id, "проверить сколько интернета осталось на телефоне")
        second = await world.customer.wait_for(
            lambda seen: "👍 Помогло" in seen.buttons and seen.text != first.text, after=first.id
        )
        assert second.id > first.id


async def test_an_edit_without_a_visible_change_does_nothing(world: World) -> None:
    async with world.bot():
        question = await world.customer.say("как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.customer.touch(question.id)
        await world.settled()
        assert len([seen for seen in await world.customer.history() if seen.from_bot]) == 1


async def test_status_shows_number_place_and_promise(world: World) -> None:
    async with world.bot():
        await world.customer.say("/status")
        await world.customer.wait_for("Открытых обращений нет")
        await world.handed_off()
        await world.customer.say("/status")
        overview = await world.customer.wait_for("в очереди, перед вами никого")
        assert "№ 1" in overview.text
        assert "ответим до" in overview.text


async def test_the_language_follows_the_text_and_can_be_chosen(world: World) -> None:
    async with world.bot():
        await world.customer.say("change my wifi password")
        await world.customer.wait_for(lambda seen: "👍 That helped" in seen.buttons)
        await world.customer.say("/language")
        await world.customer.wait_for("Which language")
        await world.customer.press("Русский")
        await world.customer.wait_for("говорим по-русски")
        await world.customer.say("change my wifi password")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)


async def test_a_double_press_counts_once(world: World) -> None:
    async with world.bot():
        await world.customer.say("как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.customer.press_twice("👍")
        await world.customer.wait_for("Рад, что помогло")
        await world.settled()
        thanks = [seen for seen in await world.customer.history() if "Рад, что помогло" in seen.text]
        assert len(thanks) == 1
