"""Line zero is not sure, and asks which question is meant."""

from __future__ import annotations

import pytest

from bot.app import App
from handoff.case import EventType, State
from kb.entry import title_in
from kb.learning import Lesson, lessons
from tests.e2e.conftest import World

_VAGUE = (
    "хочу сменить тариф", "скорость", "пароль", "деньги", "роутер", "тарифы", "телевизор", "приставка",
    "wi-fi", "договор", "мастер", "роуминг", "сим карта", "сменить номер", "скидка", "сколько стоит",
)  # fmt: skip
NONE, PERSON = "Ничего из этого", "🙋 Позвать человека"


def vague(app: App, buttons: int) -> str:
    """A question for which line zero offers so many entries."""
    found = {text: app.index.understand(text) for text in _VAGUE}
    return next(text for text, one in found.items() if len(one.offered) == buttons)


@pytest.mark.parametrize("buttons", [2, 3, 5])
async def test_the_fewest_buttons_are_offered_and_what_is_chosen_is_answered_and_learned(
    world: World, buttons: int
) -> None:
    async with world.bot() as app:
        question = vague(app, buttons)
        understood = app.index.understand(question)
        await world.customer.say(question)
        asked = await world.customer.wait_for("Что из этого ближе?")
        titles = [
            title_in(entry, "ru") for one in understood.offered if (entry := app.index.entry(one)) is not None
        ]
        assert asked.buttons == [*titles, NONE, PERSON]
        await world.customer.press(titles[-1])
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.settled()
    clarified = next(event for event in world.events() if event.type is EventType.CLARIFIED)
    assert clarified.payload["candidates"] == list(understood.offered)
    assert clarified.payload["probability"] == understood.probability_offered
    learned = world.read(lessons)
    assert [(one.example.text, one.example.entry_id, one.origin) for one in learned] == [
        (question, understood.offered[-1], Lesson.CHOSEN)
    ]


async def test_none_of_these_brings_a_person_and_no_second_list(world: World) -> None:
    async with world.bot() as app:
        await world.customer.say(vague(app, 2))
        await world.customer.wait_for("Что из этого ближе?")
        await world.customer.press(NONE)
        await world.customer.wait_for("№ 1")
        await world.topic()
        await world.settled()
        heard = await world.heard()
    assert sum("Что из этого ближе?" in text for text in heard) == 1
    assert world.case().state == State.QUEUED


async def test_a_person_asked_for_in_between_comes_at_once(world: World) -> None:
    async with world.bot() as app:
        await world.customer.say(vague(app, 3))
        asked = await world.customer.wait_for("Что из этого ближе?")
        await world.customer.say("лучше позовите человека")
        await world.customer.wait_for("№ 1", after=asked.id)
        await world.topic()
        pressed = await world.customer.press(asked.buttons[0], message_id=asked.id)
        await world.settled()
        assert pressed is None or "👍" not in str(pressed)
    assert world.case().state == State.QUEUED
    assert EventType.ANSWERED not in [event.type for event in world.events()]


async def test_a_second_vague_question_goes_to_a_person_and_is_not_asked_about_again(world: World) -> None:
    async with world.bot() as app:
        await world.customer.say(vague(app, 3))
        asked = await world.customer.wait_for("Что из этого ближе?")
        await world.customer.say(vague(app, 2))
        await world.customer.wait_for("специалист", after=asked.id)
        await world.settled()
        heard = await world.heard()
    assert sum("Что из этого ближе?" in text for text in heard) == 1
