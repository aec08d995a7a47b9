"""Forum topics with all their traps."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from sim.people import Group, Person
from sim.server import LocalTelegram


async def test_agents_and_the_bot_talk_in_a_topic(bot: Bot, group: Group) -> None:
    topic = await bot.create_forum_topic(group.chat_id, "№ 7 · Мария", icon_color=0xFB6F5F)
    thread = topic.message_thread_id
    sent = await bot.send_message(group.chat_id, "Карточка", message_thread_id=thread)
    assert sent.is_topic_message
    assert sent.message_thread_id == thread
    await group.agents[0].in_topic(thread).say("Беру")
    said = (await bot.get_updates(offset=-1, timeout=0))[0].message
    assert (said.text, said.message_thread_id, said.is_topic_message) == ("Беру", thread, True)
    assert said.reply_to_message.forum_topic_created.name == "№ 7 · Мария"
    assert await group.wait_for_topic("Мария") == thread


async def test_general_has_no_thread_but_its_replies_do(bot: Bot, group: Group) -> None:
    said = await group.agents[0].say("Всем привет")
    await group.agents[1].say("Привет!", reply_to=said.id)
    hello, answer = [one.message for one in await bot.get_updates(timeout=0)]
    assert hello.message_thread_id is None
    assert answer.message_thread_id == said.id
    assert not answer.is_topic_message
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.chat_id, "?", message_thread_id=1)


async def test_renaming_closing_and_reopening(bot: Bot, group: Group) -> None:
    thread = (await bot.create_forum_topic(group.chat_id, "№ 7")).message_thread_id
    assert await bot.edit_forum_topic(group.chat_id, thread, name="№ 7 · решено")
    assert await bot.close_forum_topic(group.chat_id, thread)
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.close_forum_topic(group.chat_id, thread)
    assert (await group.topics())[0]["closed"]
    assert await bot.send_message(group.chat_id, "администратор пишет", message_thread_id=thread)
    assert await bot.reopen_forum_topic(group.chat_id, thread)
    messages = [one.message for one in await bot.get_updates(timeout=0)]
    assert messages[1].forum_topic_edited.name == "№ 7 · решено"
    assert messages[2].forum_topic_closed
    assert messages[3].forum_topic_reopened


async def test_a_closed_topic_refuses_who_may_not_manage_it(
    bot: Bot, group: Group, telegram: LocalTelegram
) -> None:
    thread = (await bot.create_forum_topic(group.chat_id, "№ 7")).message_thread_id
    await group.close_topic(thread)
    await telegram.people.set_options(closed_topics_refuse_admins=True)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(group.chat_id, "?", message_thread_id=thread)


async def test_a_deleted_topic_is_noticed_only_by_failing(bot: Bot, group: Group, maria: Person) -> None:
    asked = await maria.say("Вопрос")
    thread = (await bot.create_forum_topic(group.chat_id, "№ 7")).message_thread_id
    sent = await bot.send_message(group.chat_id, "Карточка", message_thread_id=thread)
    pending = len(await bot.get_updates(timeout=0))
    await group.delete_topic(thread)
    assert len(await bot.get_updates(offset=-100, timeout=0)) == pending
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.chat_id, "?", message_thread_id=thread)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.copy_message(group.chat_id, maria.id, asked.id, message_thread_id=thread)
    with pytest.raises(BadRequest, match="Topic_id_invalid"):
        await bot.edit_forum_topic(group.chat_id, thread, name="?")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("?", group.chat_id, sent.message_id)
    assert await bot.send_chat_action(group.chat_id, "typing", message_thread_id=thread)


async def test_the_bot_deletes_a_topic(bot: Bot, group: Group) -> None:
    thread = (await bot.create_forum_topic(group.chat_id, "№ 7")).message_thread_id
    assert await bot.delete_forum_topic(group.chat_id, thread)
    assert await group.topics() == []
