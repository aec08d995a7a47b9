"""Every sending method is parsed by python-telegram-bot to its types, and people see the message."""

import io

import pytest
from telegram import (
    Bot,
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest

from sim import samples
from sim.people import Group, Person
from sim.server import LocalTelegram

PICTURE = samples.photo(1).data


async def test_html_becomes_entities(bot: Bot, maria: Person) -> None:
    sent = await bot.send_message(
        maria.id,
        "<b>Тариф</b> 😀 <a href='https://example.com/a?b=1&amp;c=2'>здесь</a> &lt;5 ГБ",
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "Тариф 😀 здесь <5 ГБ"
    assert sent.parse_entities() == {sent.entities[0]: "Тариф", sent.entities[1]: "здесь"}
    assert sent.entities[1].url == "https://example.com/a?b=1&c=2"
    assert (await maria.wait_for("здесь")).from_bot


async def test_given_entities_are_kept(bot: Bot, maria: Person) -> None:
    bold = MessageEntity(MessageEntity.BOLD, 3, 2)
    sent = await bot.send_message(maria.id, "🙂 да", entities=[bold])
    assert sent.parse_entity(sent.entities[0]) == "да"


async def test_buttons_are_shown_and_pressed(bot: Bot, maria: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("👍", callback_data="up:1")]])
    sent = await bot.send_message(maria.id, "Помогло?", reply_markup=keyboard)
    assert sent.reply_markup == keyboard
    await bot.get_updates(timeout=0)
    await maria.press("👍")
    query = (await bot.get_updates(offset=-1, timeout=0))[0].callback_query
    assert (query.data, query.from_user.id, query.message.message_id) == ("up:1", maria.id, sent.message_id)
    assert await query.answer("Спасибо!")
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query.id)


async def test_a_press_may_come_twice_with_two_update_ids(bot: Bot, maria: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Взять", callback_data="claim")]])
    await bot.send_message(maria.id, "Случай", reply_markup=keyboard)
    await maria.press_twice("Взять")
    presses = [one for one in await bot.get_updates(timeout=0) if one.callback_query]
    assert len({one.update_id for one in presses}) == len({one.callback_query.id for one in presses}) == 2


async def test_reply_keyboards_come_and_go(bot: Bot, maria: Person, telegram: LocalTelegram) -> None:
    chat = telegram.world.chats[maria.id]
    await bot.send_message(maria.id, "Выберите", reply_markup=ReplyKeyboardMarkup([["Да", "Нет"]]))
    assert chat.keyboard is not None
    await bot.send_message(maria.id, "Хорошо", reply_markup=ReplyKeyboardRemove())
    assert chat.keyboard is None
    await bot.send_message(maria.id, "Как вас зовут?", reply_markup=ForceReply())


@pytest.mark.parametrize(
    ("method", "field"),
    [
        ("photo", "photo"),
        ("document", "document"),
        ("video", "video"),
        ("voice", "voice"),
        ("video_note", "video_note"),
        ("audio", "audio"),
        ("animation", "animation"),
        ("sticker", "sticker"),
    ],
)
async def test_media_is_uploaded_then_sent_again_by_id(
    bot: Bot, maria: Person, method: str, field: str
) -> None:
    send = getattr(bot, f"send_{method}")
    sent = await send(maria.id, io.BytesIO(PICTURE))
    media = getattr(sent, field)
    stored = media[-1] if field == "photo" else media
    again = await send(maria.id, stored.file_id)
    assert getattr(again, field)
    file = await stored.get_file()
    assert bytes(await file.download_as_bytearray()) == PICTURE
    assert (await maria.history())[-1].kind == field


async def test_captions_locations_and_contacts(bot: Bot, maria: Person) -> None:
    photo = await bot.send_photo(maria.id, PICTURE, caption="<i>Роутер</i>", parse_mode="HTML")
    assert (photo.caption, photo.photo[-1].width) == ("Роутер", 640)
    assert (await bot.send_location(maria.id, 55.7, 37.6)).location.latitude == 55.7
    assert (await bot.send_contact(maria.id, "+7999", "Ирина")).contact.first_name == "Ирина"
    assert await bot.send_chat_action(maria.id, ChatAction.TYPING)


async def test_an_album_is_several_messages_with_one_group(bot: Bot, maria: Person, group: Group) -> None:
    album = await bot.send_media_group(
        maria.id, [InputMediaPhoto(PICTURE, caption="Первое"), InputMediaPhoto(PICTURE)]
    )
    assert len({one.media_group_id for one in album}) == 1
    ids = [one.message_id for one in album]
    assert ids == sorted(ids)
    copies = await bot.copy_messages(group.chat_id, maria.id, [*ids, 999_999])
    assert [type(one.message_id) for one in copies] == [int, int]
    shown = (await group.history())[-2:]
    assert shown[0].raw["media_group_id"] == shown[1].raw["media_group_id"] != album[0].media_group_id
    with pytest.raises(BadRequest, match="strictly increasing"):
        await bot.copy_messages(group.chat_id, maria.id, ids[::-1])
    documents = [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b", filename="b.txt")]
    assert (await bot.send_media_group(maria.id, documents))[1].document.file_name == "b.txt"


async def test_a_customers_album_comes_as_separate_updates(bot: Bot, maria: Person) -> None:
    await maria.album(caption="Вот так")
    updates = (await bot.get_updates(timeout=0))[1:]
    assert len(updates) == 3
    assert len({one.message.media_group_id for one in updates}) == 1
    assert [one.message.caption for one in updates] == ["Вот так", None, None]


async def test_copies_and_forwards(bot: Bot, maria: Person, group: Group) -> None:
    asked = await maria.say("Где мой заказ?")
    copied = await bot.copy_message(group.chat_id, maria.id, asked.id)
    shown = (await group.history())[-1]
    assert (shown.id, shown.text, shown.from_bot) == (copied.message_id, "Где мой заказ?", True)
    assert "forward_origin" not in shown.raw
    forwarded = await bot.forward_message(group.chat_id, maria.id, asked.id)
    assert forwarded.forward_origin.sender_user.id == maria.id
    assert len(await bot.forward_messages(group.chat_id, maria.id, [asked.id])) == 1
    await bot.edit_message_text("Где заказ?", group.chat_id, copied.message_id)
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(group.chat_id, maria.id, 999_999)


async def test_replies_and_quotes(bot: Bot, maria: Person) -> None:
    asked = await maria.say("Первый вопрос. Второй вопрос.")
    sent = await bot.send_message(
        maria.id, "Ответ", reply_parameters=ReplyParameters(asked.id, quote="Второй вопрос")
    )
    assert sent.reply_to_message.message_id == asked.id
    assert (sent.quote.text, sent.quote.position) == ("Второй вопрос", 15)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(maria.id, "?", reply_to_message_id=999_999)
    alone = await bot.send_message(
        maria.id, "?", reply_to_message_id=999_999, allow_sending_without_reply=True
    )
    assert alone.reply_to_message is None


async def test_commands_and_descriptions(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Начать")], language_code="ru")
    assert (await bot.get_my_commands(language_code="ru"))[0].command == "start"
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(language_code="ru")
    assert await bot.get_my_commands(language_code="ru") == ()
    assert await bot.set_my_description("Помощь")
    assert await bot.set_my_short_description("Помощь")
