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
        await world.customer.wait_for(lambda seen: bool(seen.text), after=asked.id)
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


async def test_two_questions_in_one_message_are_both_answered_and_each_is_learned_from(world: World) -> None:
    async with world.bot() as app:
        first, second = "как перезагрузить роутер", "где личный кабинет"
        entries = [app.index.understand(text).candidates[0].entry_id for text in (first, second)]
        await world.customer.say(f"{first} и {second}?")
        await world.until(lambda session: len(_answered(world)) == 2, "two answers")
        await world.settled()
        assert _answered(world) == entries
        answers = [one for one in await world.customer.history() if "👍 Помогло" in one.buttons]
        await world.customer.press("👍 Помогло", message_id=answers[0].id)
        await world.settled()
        assert world.case().state == State.ANSWERING  # the other answer has not been judged
        await world.customer.press("👍 Помогло", message_id=answers[1].id)
        await world.customer.wait_for("Рад, что помогло")
        await world.settled()
    learned = {(one.example.text.rstrip("?"), one.example.entry_id) for one in world.read(lessons)}
    assert learned == {(first, entries[0]), (second, entries[1])}


async def test_of_two_questions_the_sure_one_is_answered_and_the_other_is_offered(world: World) -> None:
    async with world.bot() as app:
        await world.customer.say(f"как перезагрузить роутер? {vague(app, 3)}?")
        await world.customer.wait_for("Что из этого ближе?")
        await world.settled()
    assert _answered(world) == ["router-restart"]
    kinds = [event.type for event in world.events()]
    assert kinds.index(EventType.ANSWERED) < kinds.index(EventType.CLARIFIED)


async def test_of_two_questions_the_unknown_one_goes_to_people_after_the_other_is_answered(
    world: World,
) -> None:
    async with world.bot():
        await world.customer.say("как перезагрузить роутер и где вылечить зуб мудрости?")
        await world.customer.wait_for("пециалист")
        await world.settled()
        heard = await world.heard()
    assert _answered(world) == ["router-restart"]
    assert "30 секунд" in heard[0]
    assert world.case().state in (State.DETAILS, State.QUEUED)
    asked = [one.payload["question"] for one in world.events() if one.type is EventType.UNDERSTOOD]
    assert asked[-1] == "где вылечить зуб мудрости?"


def _answered(world: World) -> list[str]:
    if world.case() is None:
        return []
    return [event.payload["entry"] for event in world.events() if event.type is EventType.ANSWERED]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("де мій майстер, чекаю вже три години", "украинский"),
        ("чаму мой майстар яшчэ не прыйшоў да мяне", "белорусский"),
        ("шебер неге әлі келмеді айтыңызшы маған", "казахский"),
        ("мастер нигә әле дә килмәде икән", "татарский"),
        ("usta qachon keladi, nega haligacha kelmadi", "узбекский"),
    ],
)
async def test_a_neighbours_language_is_named_and_brings_a_person(
    world: World, words: str, language: str
) -> None:
    async with world.bot():
        await world.customer.say(words)
        await world.customer.wait_for("Я читаю по-русски и по-английски")
        topic = await world.topic()
        await world.irina.in_topic(topic).wait_for(language)


@pytest.mark.parametrize("words", ["оператор керек", "потрібен оператор", "operator kerak", "оператор кирәк"])
async def test_a_call_for_a_person_is_understood_in_neighbours_languages(world: World, words: str) -> None:
    async with world.bot(burst_seconds=30):
        await world.customer.say(words)
        await world.topic()
    assert world.case().state == State.QUEUED
