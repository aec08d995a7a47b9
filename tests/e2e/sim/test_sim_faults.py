"""Scripted faults, limits and strict parameters: what python-telegram-bot raises for each."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from sim.people import ControlError, Group, Person
from sim.server import LocalTelegram


async def test_a_flood_error_for_one_method_and_chat(
    bot: Bot, telegram: LocalTelegram, maria: Person
) -> None:
    people = telegram.people
    await people.add_fault("too_many_requests", method="send*", chat_id=maria.id, count=1, retry_after=7)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(maria.id, "раз")
    assert caught.value.retry_after.total_seconds() == 7
    assert await bot.send_message(maria.id, "два")
    assert (await people.faults())[0]["hits"] == 1


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ({"kind": "forbidden"}, Forbidden),
        ({"kind": "bad_request", "text": "message to edit not found"}, BadRequest),
        ({"kind": "server_error", "code": 502}, NetworkError),
        ({"kind": "drop_before"}, NetworkError),
    ],
)
async def test_other_errors(
    bot: Bot, telegram: LocalTelegram, maria: Person, rule: dict[str, str], error: type[Exception]
) -> None:
    await telegram.people.add_fault(method="sendMessage", **rule)
    with pytest.raises(error):
        await bot.send_message(maria.id, "раз")
    assert not [one for one in await maria.history() if one.from_bot]
    await telegram.people.lift_faults()
    assert await bot.send_message(maria.id, "два")


async def test_committed_then_dropped(bot: Bot, telegram: LocalTelegram, maria: Person) -> None:
    await telegram.people.add_fault("drop_after", method="sendMessage", count=1)
    with pytest.raises(NetworkError):
        await bot.send_message(maria.id, "дошло?")
    assert await maria.wait_for("дошло?")
    call = (await telegram.people.journal(method="sendMessage"))[-1]
    assert (call["fault"], call["applied"], call["result"]["text"]) == ("drop_after", True, "дошло?")


async def test_people_see_a_message_before_its_answer_comes(
    bot: Bot, telegram: LocalTelegram, maria: Person
) -> None:
    await telegram.people.add_fault("late_answer", method="sendMessage", count=1, seconds=0.3)
    sending = asyncio.create_task(bot.send_message(maria.id, "вот"))
    await maria.wait_for("вот")
    assert not sending.done()
    assert (await sending).text == "вот"


async def test_a_hanging_call_times_out(bot: Bot, telegram: LocalTelegram, maria: Person) -> None:
    await telegram.people.add_fault("hang", method="sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(maria.id, "ау", read_timeout=0.05)


async def test_a_storm_passes_with_time(bot: Bot, telegram: LocalTelegram, maria: Person) -> None:
    await telegram.people.add_fault("server_error", for_seconds=10)
    with pytest.raises(NetworkError):
        await bot.send_message(maria.id, "раз")
    await telegram.people.advance(11)
    assert await bot.send_message(maria.id, "два")


async def test_a_group_takes_twenty_a_minute_topics_together(
    bot: Bot, telegram: LocalTelegram, group: Group
) -> None:
    await telegram.people.set_limits("enforce")
    topic = await bot.create_forum_topic(group.chat_id, "№ 1")
    for _ in range(19):
        await bot.send_message(group.chat_id, "строка", message_thread_id=topic.message_thread_id)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(group.chat_id, "лишняя")
    await telegram.people.advance(caught.value.retry_after.total_seconds())
    assert await bot.send_message(group.chat_id, "теперь можно")
    assert (await telegram.people.stats())["limits"]["violations"] == 1


async def test_limits_can_be_watched_only(bot: Bot, telegram: LocalTelegram, maria: Person) -> None:
    await telegram.people.set_limits("observe")
    for _ in range(8):
        await bot.send_message(maria.id, "строка")
    assert (await telegram.people.stats())["limits"]["by_method"] == {"sendMessage": 3}


@pytest.mark.parametrize(
    ("method", "params", "text"),
    [
        ("sendMessage", {"text": "?"}, "Chat_id is empty"),
        ("sendMessage", {"chat_id": 1, "text": "?", "colour": "red"}, "unknown parameter"),
        ("sendMessage", {"chat_id": 1, "text": "?", "message_effect_id": "1"}, "not modelled"),
        ("sendMessage", {"chat_id": 1, "text": "?"}, "Chat not found"),
        ("getChatMember", {"chat_id": 1, "user_id": "x"}, "must be an integer"),
    ],
)
async def test_calls_are_checked(bot: Bot, method: str, params: dict[str, object], text: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){text}"):
        await bot._post(method, dict(params))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Message text is empty"),
        ("   ", "Message text is empty"),
        ("х" * 4097, "Message is too long"),
        ("<b>раз", "Can't parse entities: can't find end tag"),
        ("<x>раз</x>", 'unsupported start tag "x" at byte offset 0'),
        ("<b>раз</i>", 'expected "</b>", found "</i>"'),
    ],
)
async def test_bad_texts(bot: Bot, maria: Person, text: str, error: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){error}"):
        await bot.send_message(maria.id, text, parse_mode="HTML")


async def test_other_refusals(bot: Bot, maria: Person) -> None:
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(maria.id, b"a", caption="х" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(maria.id, b"no picture")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("?", callback_data="ы" * 33)]])
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(maria.id, "?", reply_markup=keyboard)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(maria.id, "AgACnothing")
    with pytest.raises(BadRequest, match=r"(?i)only HTML is modelled"):
        await bot.send_message(maria.id, "*?*", parse_mode="MarkdownV2")


async def test_a_big_file_is_kept_but_not_served(bot: Bot, maria: Person) -> None:
    await maria.send("document", b"x", name="film.mkv", size=21 * 1024 * 1024)
    document = (await bot.get_updates(timeout=0))[-1].message.document
    with pytest.raises(BadRequest, match="File is too big"):
        await document.get_file()


async def test_waiting_for_nobody_says_what_was_there(maria: Person) -> None:
    with pytest.raises(TimeoutError, match="/start"):
        await maria.wait_for("ответ", timeout=0.05)
    with pytest.raises(ControlError, match="there are"):
        await maria.press("нет такой", message_id=1)


async def test_people_can_wait_before_the_answer_comes(bot: Bot, maria: Person) -> None:
    waiting = asyncio.create_task(maria.wait_for("готово"))
    await bot.send_message(maria.id, "ещё нет")
    await bot.send_message(maria.id, "готово")
    assert (await waiting).text == "готово"
