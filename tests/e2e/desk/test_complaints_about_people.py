"""Complaints about other systems when people take over from a bot, and how it goes here: one scenario for
each, over HTTP, as customer and agents see it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from handoff.case import EventType, State
from store.schema import Note
from tests.e2e.conftest import ANOTHER_QUESTION, QUESTION, World, pressed


async def test_complaint_01_the_bot_does_not_talk_over_an_agent(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.settled()
        before = await world.heard()
        await world.customer.say(QUESTION)
        await irina.wait_for(QUESTION)
        await world.settled()
        assert await world.heard() == before


async def test_complaint_02_a_handoff_is_told_once_to_each_side_however_often_it_is_asked_for(
    world: World,
) -> None:
    async with world.bot():
        await world.customer.say(QUESTION)
        await world.customer.wait_for(lambda seen: "🙋 Позвать человека" in seen.buttons)
        await world.customer.press_twice("Позвать человека")
        agent = world.irina.in_topic(await world.topic())
        await world.customer.say("ну позовите же оператора")
        await agent.wait_for("ну позовите же оператора")
        await world.settled()
        assert len([text for text in await world.heard() if "Зову специалиста" in text]) == 1
        assert len([seen for seen in await agent.history() if "Почему к людям" in seen.text]) == 1
        assert len(await world.desk.topics()) == 1
    assert [event.type for event in world.events()].count(EventType.HANDED_OFF) == 1
    assert world.case().state == State.QUEUED


async def test_complaint_03_after_people_the_bot_begins_afresh(world: World) -> None:
    """Before people came one answer had missed; it does not count as the first of two misses any more."""
    async with world.bot():
        await world.customer.say(QUESTION)
        await pressed(world.customer, "👎")
        await world.customer.wait_for("Жаль, что не угадал")
        irina, _ = await world.taken()
        await world.closed(irina)
        asked = await world.customer.say(ANOTHER_QUESTION)
        answer = await world.customer.wait_for(lambda seen: "👎 Не то" in seen.buttons, after=asked.id)
        await world.customer.press("👎", message_id=answer.id)
        await world.customer.wait_for("Жаль, что не угадал", after=answer.id)
        await world.settled()
        assert len(await world.desk.topics()) == 1
    assert (world.case().id, world.case().state) == (2, State.ANSWERING)


async def test_complaint_04_whoever_cannot_be_told_in_private_is_called_in_the_topic_and_then_a_supervisor(
    world: World,
) -> None:
    """Neither agent has ever started the bot, so Telegram does not let it write to them."""
    boss = await world.telegram.people.customer("Ольга")
    async with world.bot(routing="push", supervisors=str(boss.id)):
        await boss.start()
        await world.customer.say("позовите оператора")
        topic = world.irina.in_topic(await world.topic())
        called = await topic.wait_for("это обращение для вас")
        second = "Павел" if "Ирина" in called.text else "Ирина"
        world.clock.ahead += timedelta(seconds=world.settings.offer_seconds + 1)
        await topic.wait_for(f"{second}, это обращение для вас")
        world.clock.ahead += timedelta(seconds=world.settings.offer_seconds + 1)
        await boss.wait_for("некому взять")
        await pressed(topic, "Взять")
        await world.customer.wait_for("Ирина на связи")
        await world.settled()
    assert world.case().state == State.OWNED


async def test_complaint_05_the_agent_sees_what_was_asked_and_tried(world: World) -> None:
    async with world.bot():
        await world.customer.say(QUESTION)
        await pressed(world.customer, "👎")
        await world.customer.wait_for("Жаль")
        irina, _ = await world.handed_off()
        card = await irina.wait_for("Почему к людям")
        assert QUESTION in card.text
        assert "👎" in card.text
        transcript = await irina.wait_for("Разговор до передачи")
        assert QUESTION in transcript.text


async def test_complaint_16_an_absent_agent_does_not_keep_the_case(world: World) -> None:
    async with world.bot():
        _, pavel = await world.taken()
        world.clock.ahead += timedelta(minutes=world.settings.lease_minutes + 1)
        await world.customer.wait_for("снова первое в очереди")
        await pavel.wait_for("Ирина давно не отвечает")
        await pressed(pavel, "Взять")
        await world.customer.wait_for("Павел на связи")


async def test_complaint_18_of_two_agents_one_answers_and_the_other_learns_who(world: World) -> None:
    async with world.bot():
        irina, pavel = await world.handed_off()
        await pressed(irina, "Взять")
        await irina.wait_for("Ирина ведёт обращение")
        await pavel.say("а я тоже отвечу")
        await pavel.wait_for("уже ведёт Ирина")
        await world.settled()
        assert "а я тоже отвечу" not in await world.heard()
    assert world.case().state == State.OWNED


async def test_complaint_20_a_note_stays_inside(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await irina.say("// клиент уже звонил вчера")
        await world.until(lambda session: session.scalar(select(Note.id)), "the note is kept")
        await world.settled()
        assert all("звонил" not in text for text in await world.heard())
    assert world.read(lambda session: session.scalar(select(Note.text))) == "клиент уже звонил вчера"
