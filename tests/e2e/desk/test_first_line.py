"""The first line as a whole: one scenario for each of its promises, over HTTP, as people live it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.team import profiles, roles
from handoff import ledger
from handoff.case import EventType, State, fold
from handoff.metrics import Period, Share, logs, measure
from sim.people import Person
from store.schema import Case
from tests.e2e.conftest import QUESTION, World, pressed


def speaks(world: World, person: Person, *languages: str) -> None:
    """Somebody of the team answers in these languages only."""
    with world.database.write() as session:
        found = roles.add(session, person.id, world.clock())
        profiles.of(session, found).languages = list(languages)


async def test_the_case_is_one_from_the_first_word_to_closed_whoever_has_it(world: World) -> None:
    """Up to the second line and back, a second question beside it, the duplicate merged, solved."""
    async with world.bot():
        irina, pavel = await world.taken()
        await pressed(irina, "Ещё…", "⬆️ На 2-ю линию", "неисправность на нашей стороне", "критичная")
        await irina.wait_for("передаёт обращение на 2-ю линию")
        await pressed(pavel, "Взять")
        await world.customer.wait_for("Павел на связи")
        await pressed(pavel, "Ещё…", "🚫 Не наша линия", "решается по инструкции")
        await irina.wait_for("возвращает обращение на 1-ю линию")
        await pressed(irina, "Взять")
        await world.settled()

        await world.customer.say("/new")
        await world.customer.wait_for("Слушаю: напишите новый вопрос")
        await world.customer.say("позовите оператора")
        second = world.irina.in_topic(await world.desk.wait_for_topic("№ 2"))
        await pressed(second, "Взять")
        await second.wait_for("Ирина ведёт обращение")
        await pressed(second, "Ещё…", "🔗 Это то же, что № 1")
        await world.until(lambda session: session.get_one(Case, 2).state == State.CLOSED, "merged")
        await world.settled()
        await world.closed(irina)
    kinds = [event.type for event in world.events(1)]
    went = [
        EventType.HANDED_OFF, EventType.CLAIMED, EventType.ESCALATED, EventType.CLAIMED,
        EventType.SENT_BACK, EventType.CLAIMED, EventType.SOLVED, EventType.CONFIRMED,
    ]  # fmt: skip
    assert [kind for kind in kinds if kind in went] == went
    for number in (1, 2):
        row = world.read(lambda session, number=number: ledger.state_of(session.get_one(Case, number)))
        assert fold(world.events(number)) == row


async def test_getting_it_to_the_right_person_costs_one_press_and_a_stranger_gets_nothing(
    world: World,
) -> None:
    """Offered to who speaks the language, passed on by one button; who has no role can do nothing."""
    guest = await world.telegram.people.customer("Гость")
    await world.desk.change("join", user_id=guest.id)
    private = world.pavel.at(world.pavel.id)
    async with world.bot(routing="push"):
        await private.start()
        speaks(world, world.irina, "ru")
        speaks(world, world.pavel, "ru", "en")
        await world.customer.say("I want to talk to a human")
        await private.wait_for(lambda seen: "✅ Беру" in seen.buttons)
        topic = await world.topic()
        stranger = guest.at(world.desk.chat_id, topic)
        await pressed(stranger, "Взять")
        await stranger.say("я всё решу")
        await stranger.wait_for("вы пока не в команде")
        await pressed(private, "Беру")
        await world.customer.wait_for("Павел is with you now")
        pavel, irina = world.pavel.in_topic(topic), world.irina.in_topic(topic)
        await pressed(pavel, "Ещё…", "👤 Передать коллеге", "Ирина")
        await irina.wait_for("теперь оно ваше")
        await irina.say("Hello, I am reading your case")
        await world.customer.wait_for("Hello, I am reading your case")
        await world.settled()
        assert not [text for text in await world.heard() if "я всё решу" in text]
    given = [event for event in world.events() if event.type is EventType.TRANSFERRED]
    assert len(given) == 1
    assert world.case().owner_id == given[0].payload["to"]


async def test_the_agents_screen_is_one_card_that_changes_in_place_and_a_board(world: World) -> None:
    async with world.bot(board_seconds=1):
        general = world.irina.in_topic(0)
        await world.customer.say(QUESTION)
        await pressed(world.customer, "🙋 Позвать человека")
        irina = await taken_in_topic(world)
        await general.wait_for("В работе: Ирина")
        await world.pavel.in_topic(0).say("/case 1")
        await irina.wait_for("👀 Смотрят: Павел")
        await pressed(irina, "💬 Ответы")
        card = await irina.wait_for(lambda seen: any(one.startswith("💡") for one in seen.buttons))
        await irina.press("💡", message_id=card.id)
        await irina.wait_for("Ответ клиенту, ещё не отправлен")
        await world.settled()
        before = len(await world.heard())
        await pressed(irina, "✅ Отправить")
        await irina.wait_for("✅ Отправлено клиенту")
        await world.settled()
        assert len(await world.heard()) == before + 1
        cards = [seen for seen in await irina.history() if "Почему к людям" in seen.text]
        boards = [seen for seen in await general.history() if "Очередь" in seen.text]
        assert (len(cards), len(boards)) == (1, 1)
        await general.say("/queue")
        await general.wait_for("Ирина", after=boards[0].id)


async def taken_in_topic(world: World) -> Person:
    """Ирина takes the newest case; gives her in its topic."""
    irina = world.irina.in_topic(await world.topic())
    await pressed(irina, "Взять")
    await world.customer.wait_for("Ирина на связи")
    return irina


async def test_what_the_customer_is_told_comes_once_and_in_this_order(world: World) -> None:
    async with world.bot(nps_days=0):
        irina, _ = await world.taken()
        await irina.say("Добрый день! Сейчас починим.")
        await world.customer.wait_for("Сейчас починим")
        await world.closed(irina)
        await pressed(world.customer, "⭐⭐⭐⭐⭐")
        await world.customer.wait_for("Спасибо за пятёрку")
        await world.settled()
        heard = await world.heard()
    order = [
        "Обращение № 1. Вы следующий в очереди.\nОтветим в течение 15 минут.",
        "Ирина на связи и видит весь наш разговор.",
        "Добрый день! Сейчас починим.",
        "Обращение № 1: вопрос решён?",
        "закрываю обращение № 1",
        "Спасибо за пятёрку!",
    ]
    assert [wanted in told for wanted, told in zip(order, heard, strict=True)] == [True] * len(order), heard


async def test_never_asked_twice_a_question_for_what_is_known_stops_at_the_agent(world: World) -> None:
    began = world.clock()
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.say("мой договор 12345678, не работает интернет")
        await irina.wait_for("мой договор")
        await world.settled()
        await irina.say("Подскажите номер договора")
        await irina.wait_for("✋ Это уже есть: номер договора — 12345678")
        await pressed(irina, "Не отправлять")
        await irina.wait_for("клиента не переспросили")
        await irina.say("Номер договора какой?")
        await pressed(irina, "Отправить всё равно")
        await world.customer.wait_for("Номер договора какой?")
        await world.settled()
        assert "Подскажите номер договора" not in await world.heard()
    period = Period(began, world.clock() + timedelta(seconds=1))
    figures = world.read(lambda session: measure(logs(session, period), period)).total
    assert figures.asked_again == Share(1, 1)  # only the one that was sent counts


async def test_deadlines_and_figures_warn_the_owner_then_the_supervisor_and_are_counted(world: World) -> None:
    boss = await world.telegram.people.customer("Ольга")
    began = world.clock()
    async with world.bot(sla="20/-/-", supervisors=str(boss.id)):
        await boss.start()
        irina, _ = await world.taken()
        world.clock.ahead += timedelta(minutes=17)
        await irina.wait_for("до первого ответа клиенту")
    async with world.bot(sla="20/-/-", supervisors=str(boss.id)):  # a restart forgets no deadline
        world.clock.ahead += timedelta(minutes=5)
        missed = await boss.wait_for("первый ответ не в срок")
        assert missed.raw["entities"][0]["type"] == "text_link"
        await irina.say("Простите, смотрю")
        await world.closed(irina)
        await pressed(world.customer, "⭐⭐")
        rated = await boss.wait_for("оценка 2 из 5. Вёл Ирина")
        assert rated.raw["entities"][0]["type"] == "text_link"
        await world.settled()
    period = Period(began, world.clock() + timedelta(seconds=1))
    targets = Settings(_env_file=None, sla="20/-/-", support_hours="24/7").targets
    figures, again = (
        world.read(lambda session: measure(logs(session, period), period, targets=targets)).total
        for _ in range(2)
    )
    assert figures.sla_first_reply == Share(0, 1)
    assert figures.first_reply_human.mean == pytest.approx(22 * 60, abs=60)
    assert figures.rating == 2.0
    assert again == figures, "the same log gives the same figures"
