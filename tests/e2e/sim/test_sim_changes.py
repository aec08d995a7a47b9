"""Edits, deletions, reactions, blocking, groups and migration, as the real library sees them."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, ChatMigrated, Forbidden

from sim import samples
from sim.people import Group, Person
from sim.server import LocalTelegram

PICTURE = samples.photo(2).data
BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("ОК", callback_data="ok")]])


async def test_the_bot_edits_its_message(bot: Bot, maria: Person) -> None:
    sent = await bot.send_message(maria.id, "Ищу ответ…", reply_markup=BUTTON)
    edited = await bot.edit_message_text("<b>Нашёл</b>", maria.id, sent.message_id, parse_mode="HTML")
    assert (edited.text, edited.reply_markup) == ("Нашёл", None)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("<b>Нашёл</b>", maria.id, sent.message_id, parse_mode="HTML")
    marked = await bot.edit_message_reply_markup(maria.id, sent.message_id, reply_markup=BUTTON)
    assert marked.reply_markup == BUTTON
    asked = await maria.say("моё")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("чужое", maria.id, asked.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("?", maria.id, 999_999)


async def test_the_bot_edits_captions_and_media(bot: Bot, maria: Person) -> None:
    sent = await bot.send_photo(maria.id, PICTURE, caption="До")
    assert (await bot.edit_message_caption(maria.id, sent.message_id, caption="После")).caption == "После"
    media = InputMediaPhoto(samples.photo(3).data, caption="Другое")
    edited = await bot.edit_message_media(media, maria.id, sent.message_id)
    assert edited.photo[-1].file_id != sent.photo[-1].file_id
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("?", maria.id, sent.message_id)


async def test_a_customers_edit_is_an_edited_message(bot: Bot, maria: Person) -> None:
    asked = await maria.say("Где закас?")
    await maria.edit(asked.id, "Где заказ?")
    photo = await maria.send("photo", caption="Чек")
    await maria.edit(photo.id, "Чек за май")
    await maria.touch(photo.id)
    edits = [one.edited_message for one in await bot.get_updates(timeout=0) if one.edited_message]
    assert [one.text or one.caption for one in edits] == ["Где заказ?", "Чек за май", "Чек за май"]
    assert edits[0].message_id == asked.id


async def test_deletions(bot: Bot, maria: Person) -> None:
    sent = await bot.send_message(maria.id, "Лишнее")
    assert await bot.delete_message(maria.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(maria.id, sent.message_id)
    asked = await maria.say("ой")
    pending = len(await bot.get_updates(timeout=0))
    await maria.delete(asked.id)
    assert len(await bot.get_updates(offset=-100, timeout=0)) == pending
    assert await bot.delete_messages(maria.id, [sent.message_id, 5])


async def test_the_bots_reactions(bot: Bot, group: Group) -> None:
    said = await group.agents[0].say("Отвечаю")
    assert await bot.set_message_reaction(group.chat_id, said.id, "👌")
    assert (await group.history())[-1].reactions == ["👌"]
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(group.chat_id, said.id, "🐊")
    await bot.set_message_reaction(group.chat_id, said.id, [])
    assert (await group.history())[-1].reactions == []


async def test_a_blocked_bot_is_told_once_and_refused(bot: Bot, maria: Person) -> None:
    await maria.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(maria.id, "Вы здесь?")
    change = (await bot.get_updates(offset=-1, timeout=0))[0].my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    assert (await bot.get_chat(maria.id)).first_name == "Мария"
    await maria.unblock()
    assert await bot.send_message(maria.id, "С возвращением")


async def test_strangers_and_deleted_accounts(bot: Bot, telegram: LocalTelegram, group: Group) -> None:
    stranger = await telegram.people.customer("Олег")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger.id, "Здравствуйте")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(group.agents[0].id, "Здравствуйте")
    await stranger.start()
    await stranger.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(stranger.id, "Здравствуйте")


async def test_a_group_becomes_a_supergroup(bot: Bot, telegram: LocalTelegram) -> None:
    group = await telegram.people.group("Поддержка", forum=False)
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await bot.create_forum_topic(group.chat_id, "№ 1")
    new = await group.migrate()
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.chat_id, "Кто здесь?")
    assert caught.value.new_chat_id == new.chat_id
    messages = [one.message for one in await bot.get_updates(timeout=0)]
    assert messages[-2].migrate_to_chat_id == new.chat_id
    assert messages[-1].migrate_from_chat_id == group.chat_id
    assert (await bot.create_forum_topic(new.chat_id, "№ 1")).name == "№ 1"
    await new.agents[0].say("мы переехали")


async def test_what_the_bot_may_ask_about_a_group(bot: Bot, group: Group) -> None:
    chat = await bot.get_chat(group.chat_id)
    assert (chat.is_forum, chat.title) == (True, "Поддержка")
    me = await bot.get_chat_member(group.chat_id, bot.id)
    assert me.can_manage_topics
    assert {one.user.first_name for one in await bot.get_chat_administrators(group.chat_id)} >= {"Ирина"}
    assert await bot.get_chat_member_count(group.chat_id) == 3


async def test_a_demoted_bot_loses_its_rights(bot: Bot, group: Group) -> None:
    await group.change("demote")
    change = (await bot.get_updates(offset=-1, timeout=0))[0].my_chat_member
    assert change.new_chat_member.status == "member"
    with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
        await bot.create_forum_topic(group.chat_id, "№ 1")
    seen = len(await bot.get_updates(offset=-100, timeout=0))
    await group.agents[0].say("между нами")
    assert len(await bot.get_updates(offset=-99, timeout=0)) == seen
    await group.change("kick")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.chat_id, "?")
    await group.change("promote")
    assert await bot.leave_chat(group.chat_id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.get_chat(group.chat_id)


async def test_pins(bot: Bot, group: Group) -> None:
    sent = await bot.send_message(group.chat_id, "Порядок работы")
    assert await bot.pin_chat_message(group.chat_id, sent.message_id)
    service = (await bot.get_updates(offset=-1, timeout=0))[0].message
    assert service.pinned_message.message_id == sent.message_id
    assert (await bot.get_chat(group.chat_id)).pinned_message.text == "Порядок работы"
    assert await bot.unpin_chat_message(group.chat_id)


async def test_agents_come_and_go(bot: Bot, group: Group) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["message", "chat_member"])
    await group.change("join", first_name="Олег")
    await group.change("leave", user_id=group.agents[1].id)
    updates = await bot.get_updates(offset=-4, timeout=0)
    statuses = [one.chat_member.new_chat_member.status for one in updates if one.chat_member]
    assert statuses == ["administrator", "left"]
    assert updates[1].message.new_chat_members[0].first_name == "Олег"
    assert updates[3].message.left_chat_member.first_name == "Павел"
    assert (await bot.get_chat_member(group.chat_id, group.agents[1].id)).status == "left"
