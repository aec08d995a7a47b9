"""Fetching updates through python-telegram-bot: acknowledgement, redelivery, conflicts, poison, expiry."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken

from sim.people import Group, Person
from sim.server import LocalTelegram

Until = Callable[[Callable[[], bool]], Awaitable[None]]


async def test_a_wrong_token_is_refused(telegram: LocalTelegram) -> None:
    bot = Bot("1:wrong", base_url=f"{telegram.base_url}/bot")
    with pytest.raises(InvalidToken):
        await bot.get_me()
    await asyncio.gather(*(request.shutdown() for request in bot._request))


async def test_the_bot_knows_itself(bot: Bot, telegram: LocalTelegram) -> None:
    assert bot.username == "line_zero_bot"
    assert bot.id == int(telegram.token.split(":")[0])
    assert (await bot.get_me()).has_topics_enabled is False


async def test_updates_come_again_until_an_offset_confirms_them(bot: Bot, maria: Person) -> None:
    await maria.say("раз")
    await maria.say("два")
    first = await bot.get_updates(timeout=0)
    assert [update.message.text for update in first] == ["/start", "раз", "два"]
    again = await bot.get_updates(offset=first[1].update_id, timeout=0)
    assert [update.message.text for update in again] == ["раз", "два"]
    last = await bot.get_updates(offset=-1, timeout=0)
    assert [update.message.text for update in last] == ["два"]


async def test_the_same_offset_at_once_brings_one_update(bot: Bot, maria: Person) -> None:
    await maria.say("раз")
    await bot.get_updates(timeout=0)
    assert len(await bot.get_updates(timeout=0)) == 1


async def test_a_long_poll_wakes_on_a_message(
    bot: Bot, telegram: LocalTelegram, maria: Person, until: Until
) -> None:
    seen = await bot.get_updates(timeout=0)
    poll = asyncio.create_task(bot.get_updates(offset=seen[-1].update_id + 1, timeout=10))
    await until(lambda: telegram.world.updates.waiting)
    await maria.say("вы здесь?")
    assert (await poll)[0].message.text == "вы здесь?"


async def test_a_second_poller_ends_the_first(
    bot: Bot, second_bot: Bot, telegram: LocalTelegram, maria: Person, until: Until
) -> None:
    seen = await bot.get_updates(timeout=0)
    offset = seen[-1].update_id + 1
    first = asyncio.create_task(bot.get_updates(offset=offset, timeout=10))
    await until(lambda: telegram.world.updates.waiting)
    second = asyncio.create_task(second_bot.get_updates(offset=offset, timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await maria.say("ау")
    assert (await second)[0].message.text == "ау"


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()


async def test_reactions_come_only_when_asked_for_and_the_choice_sticks(bot: Bot, maria: Person) -> None:
    sent = await bot.send_message(maria.id, "Помогло?")
    await maria.react(sent.message_id, "👍")
    updates = await bot.get_updates(timeout=0, allowed_updates=["message", "message_reaction"])
    assert all(update.message_reaction is None for update in updates)
    await maria.react(sent.message_id, "🔥")
    updates = await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    change = updates[0].message_reaction
    assert [change.old_reaction[0].emoji, change.new_reaction[0].emoji] == ["👍", "🔥"]


async def test_updates_die_after_a_day(bot: Bot, telegram: LocalTelegram, maria: Person) -> None:
    await telegram.people.advance(24 * 3600 - 1)
    await maria.say("сегодня")
    await telegram.people.advance(2)
    assert [update.message.text for update in await bot.get_updates(timeout=0)] == ["сегодня"]
    assert (await telegram.people.stats())["updates"]["expired"] == 1


async def test_a_poison_update_arrives_as_it_was_put_in(bot: Bot, telegram: LocalTelegram) -> None:
    bad = {"callback_query": {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "X"}, "data": "x"}}
    await telegram.people.inject(bad)
    with pytest.raises(TypeError, match="chat_instance"):
        await bot.get_updates(timeout=0)


async def test_update_ids_may_jump_after_a_silence(
    bot: Bot, telegram: LocalTelegram, maria: Person, until: Until
) -> None:
    seen = await bot.get_updates(timeout=0)
    confirm = asyncio.create_task(bot.get_updates(offset=seen[-1].update_id + 1, timeout=10))
    await until(lambda: not len(telegram.world.updates))
    await telegram.people.renumber(77)
    await maria.say("через неделю")
    assert (await confirm)[0].update_id == 77


async def test_the_bot_gets_its_own_topic_service_messages(bot: Bot, group: Group) -> None:
    topic = await bot.create_forum_topic(group.chat_id, "№ 1")
    created = (await bot.get_updates(timeout=0))[-1].message
    assert created.forum_topic_created.name == "№ 1"
    assert created.message_thread_id == created.message_id == topic.message_thread_id
    assert created.from_user.id == bot.id
