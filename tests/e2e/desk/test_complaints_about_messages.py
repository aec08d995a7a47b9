"""Complaints about messages that other systems double, lose, tear apart or leave out of date, and how it goes
here: one scenario for each, over HTTP, as customer and agents see it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from handoff.case import EventType
from sim.people import Person
from store.schema import Inbox, Message, MessageVersion, Outbox
from tests.e2e.conftest import World

ENDS = {"sent", "failed", "dropped", "unknown"}


async def lines_of(person: Person, *wanted: str) -> list[str]:
    """Those of these lines that stand in somebody's chat, in the order in which they stand there."""
    texts = [seen.text.removeprefix("🗣 Мария: ") for seen in await person.history()]
    return [text for text in texts if text in wanted]


async def test_complaint_06_a_message_that_comes_twice_is_there_once(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.say("не работает интернет")
        await irina.wait_for("не работает интернет")
        await world.settled()
        newest = select(Inbox.body).order_by(Inbox.received_at.desc(), Inbox.id.desc()).limit(1)
        again = json.loads(world.read(lambda session: session.scalar(newest)))
        for _ in range(3):
            await world.customer.control.inject(again)
        await world.customer.say("это последнее")
        await irina.wait_for("это последнее")
        await world.settled()
        assert await lines_of(irina, "не работает интернет") == ["не работает интернет"]
    wrote = [event.type for event in world.events()].count(EventType.CUSTOMER_WROTE)
    assert wrote == 3  # with the request for a person


async def test_complaint_08_nothing_is_lost_by_a_burst_a_restart_and_a_bad_connection(world: World) -> None:
    said = [f"строка {number}" for number in range(6)]
    answered = ["сейчас", "посмотрю", "и отвечу"]
    async with world.bot():
        irina, _ = await world.taken()
        await world.settled()
    for line in said:  # six in a second, and the bot is not there
        await world.customer.say(line)
    await world.customer.control.add_fault("server_error", method="copyMessage*", count=1)
    async with world.bot():
        await irina.wait_for(said[-1])
        for line in answered:
            await irina.say(line)
        await world.customer.wait_for(answered[-1])
        await world.settled()
        assert await lines_of(irina, *said) == said
        assert await lines_of(world.customer, *answered) == answered
    ends = world.read(lambda session: set(session.scalars(select(Outbox.state).distinct())))
    assert ends <= ENDS


async def test_complaint_09_a_deleted_topic_is_made_again_with_a_recap(world: World) -> None:
    async with world.bot():
        await world.taken()
        await world.settled()
        old = await world.topic()
        await world.desk.delete_topic(old)
        await world.customer.say("вы ещё тут?")
        new = await world.desk.wait_for_topic("№ 1")
        assert new != old
        again = world.irina.in_topic(new)
        await again.wait_for("Тему удалили")
        await again.wait_for("вы ещё тут?")
        await again.say("да, тут")
        await world.customer.wait_for("да, тут")


async def test_complaint_10_a_customer_who_blocked_the_bot_is_noticed_once(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.block()
        await irina.wait_for("заблокировал бота")
        await irina.say("вы здесь?")
        await world.settled()
        told = [seen for seen in await irina.history() if "заблокировал" in seen.text]
        assert len(told) == 1


async def test_complaint_11_edits_go_both_ways_and_the_earlier_wording_is_kept(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        line = await world.customer.say("номер 1111")
        await irina.wait_for("номер 1111")
        await world.customer.edit(line.id, "номер 2222")
        changed = await irina.wait_for("номер 2222")
        assert "было: номер 1111" in changed.text
        said = await irina.say("завтра в 10")
        await world.customer.wait_for("завтра в 10")
        await irina.edit(said.id, "завтра в 11")
        await world.customer.wait_for("завтра в 11")
        await world.settled()
    kept = world.read(lambda session: set(session.scalars(select(MessageVersion.text))))
    assert kept == {"номер 1111", "завтра в 10"}


async def test_complaint_12_albums_stay_one_both_ways(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.album(caption="три снимка")
        await irina.wait_for("три снимка")
        await world.settled()
        copied = [seen for seen in await irina.history() if seen.kind == "photo"]
        assert len(copied) == 3
        assert len({seen.raw["media_group_id"] for seen in copied}) == 1
        await irina.album(caption="и от меня")
        await world.customer.wait_for("и от меня")
        await world.settled()
        got = [seen for seen in await world.customer.history() if seen.kind == "photo" and seen.from_bot]
        assert len({seen.raw["media_group_id"] for seen in got}) == 1
        assert len(got) == 3


async def test_complaint_13_a_file_that_telegram_refuses_does_not_take_its_words_along(world: World) -> None:
    """A film too big for the bot is carried over like any other; what cannot be carried is told once."""
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.send("video", size=1_900_000_000, caption="видно, как моргает роутер")
        film = await irina.wait_for("видно, как моргает роутер")
        assert film.kind == "video"
        for method in ("copyMessage*", "sendDocument"):
            await world.customer.control.add_fault(
                "bad_request", method=method, text="wrong file identifier", count=1
            )
        await world.customer.send("document", caption="вот договор 12345678")
        told = await irina.wait_for("показать здесь не получилось")
        assert "вот договор 12345678" in told.text
        await world.customer.say("вы получили файл?")
        await irina.wait_for("вы получили файл?")
        await world.settled()
        assert len([seen for seen in await irina.history() if "показать здесь" in seen.text]) == 1


@pytest.mark.parametrize("kind", ["photo", "voice", "video_note", "document", "sticker", "video"])
async def test_complaint_14_voice_and_other_media_are_kept_and_carried_over(world: World, kind: str) -> None:
    async with world.bot():
        await world.customer.send(kind)
        told = await world.customer.wait_for(lambda seen: seen.from_bot)
        if kind == "voice":
            assert "Голосовое сохранил" in told.text
        agent, _ = await world.handed_off()
        if kind != "sticker":
            await agent.wait_for(lambda seen: seen.kind == kind)
        await world.settled()
    kept = world.read(lambda session: session.scalars(select(Message.kind).order_by(Message.id)).first())
    assert kept == kind
