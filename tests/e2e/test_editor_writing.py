"""An editor writes entries in the private chat with the bot."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import func, select

from kb import library
from sim.people import Person
from store.authoring import KbDraft, StaffChat
from tests.e2e.conftest import World
from tests.e2e.editing import QUESTION, publish_pool, write_pool_until

POOL = "skolko-stoit-basseyn"


def drafts(world: World) -> int:
    """How many drafts there are."""
    found: int = world.read(lambda session: session.scalar(select(func.count()).select_from(KbDraft)))
    return found


async def test_an_entry_is_written_previewed_and_published_and_answers_at_once(
    world: World, editor: Person
) -> None:
    async with world.bot() as bot:
        await write_pool_until(editor, "card")
        await editor.press("Как увидит клиент")
        preview = await editor.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        assert preview.kind == "photo"
        assert "Подробнее" in preview.buttons
        await publish_pool(editor)
        await world.until(lambda _session: bot.index.entry(POOL), "the entry answers")
        await world.customer.say("продаёте абонемент в бассейн с сауной")
        answer = await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        assert (answer.kind, answer.text, answer.buttons) == (preview.kind, preview.text, preview.buttons)
        assert answer.raw["caption_entities"] == preview.raw["caption_entities"]
    entry = world.read(lambda session: library.entry(session, POOL))
    assert entry.answers["ru"].startswith("Абонемент стоит <b>500 ₽</b>")
    assert [one.text for one in entry.phrasings] == ["абонемент в бассейн", "почём поплавать"]
    assert entry.details == ("phone",)
    assert entry.picture in os.listdir(world.settings.pictures_dir)
    assert drafts(world) == 0


async def test_the_buttons_of_a_preview_do_nothing(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        await editor.press("Как увидит клиент")
        preview = await editor.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.settled()
        before = len(await editor.history())
        await editor.press("👎", message_id=preview.id)
        await editor.press("Позвать человека", message_id=preview.id)
        await world.settled()
        assert len(await editor.history()) == before
        assert await world.desk.topics() == []


@pytest.mark.parametrize("step", ["question", "answer", "extras", "validity"])
async def test_a_restart_in_the_middle_of_writing_loses_nothing(
    world: World, editor: Person, step: str
) -> None:
    async with world.bot():
        await write_pool_until(editor, step)
        await world.settled()
    before = world.read(lambda session: session.scalars(select(KbDraft)).one())
    async with world.bot():
        if step == "question":
            await editor.say(QUESTION)
            await editor.wait_for("Что ответить клиенту?")
        elif step == "answer":
            await editor.say("Ответ после перерыва")
            await editor.wait_for("Картинка, файл или ссылка")
        elif step == "extras":
            await editor.press("Дальше")
            await editor.wait_for("Как ещё об этом спрашивают?")
        else:
            await editor.say("с 01.12.2026 по 15.01.2027")
            await editor.wait_for("с 01.12.2026 по 15.01.2027")
        await world.settled()
    after = world.read(lambda session: session.scalars(select(KbDraft)).one())
    assert after.id == before.id
    assert after.step != before.step
    assert before.content["titles"].items() <= after.content["titles"].items()


async def test_messages_written_while_the_bot_was_away_are_taken_in_order(
    world: World, editor: Person
) -> None:
    async with world.bot():
        await write_pool_until(editor, "question")
        await world.settled()
    await editor.say(QUESTION)
    await editor.say("Пятьсот рублей")
    async with world.bot():
        await editor.wait_for("Картинка, файл или ссылка")
        await world.settled()
    draft = world.read(lambda session: session.scalars(select(KbDraft)).one())
    assert draft.content["titles"] == {"ru": QUESTION}
    assert draft.content["answers"] == {"ru": "Пятьсот рублей"}


async def test_one_can_step_back_and_change_what_was_said(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "answer")
        await editor.press("Назад")
        question = await editor.wait_for("Сейчас:")
        assert QUESTION in question.text
        await editor.say("Сколько стоит сауна?")
        await editor.wait_for("Что ответить клиенту?", after=question.id)
        await editor.say("Триста")
        await editor.wait_for("Картинка, файл или ссылка")
        await world.settled()
    draft = world.read(lambda session: session.scalars(select(KbDraft)).one())
    assert draft.content["titles"] == {"ru": "Сколько стоит сауна?"}


async def test_a_button_of_an_earlier_step_does_nothing(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "extras")
        old = next(seen for seen in await editor.history() if "Картинка, файл или ссылка" in seen.text)
        await editor.press("Дальше")
        await editor.wait_for("Как ещё об этом спрашивают?")
        data = "kb:skip:1:extras:w"
        await editor.do("press_stale", message_id=old.id, data=data)
        await world.settled()
    assert world.read(lambda session: session.scalars(select(KbDraft)).one()).step == "phrasings"


async def test_leaving_keeps_the_draft_and_an_empty_one_is_not_kept(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "question")
        await editor.press("Отложить")
        await editor.wait_for("в черновике пусто")
        await world.settled()
        assert drafts(world) == 0
        await write_pool_until(editor, "answer")
        await editor.press("Отложить")
        left = await editor.wait_for("Черновик ждёт вас")
        await world.settled()
        assert drafts(world) == 1
        assert world.read(lambda session: session.scalars(select(StaffChat)).first()) is None
        await editor.press("Продолжить")
        await editor.wait_for("Что ответить клиенту?", after=left.id - 1)
        await editor.say("Пятьсот")
        await editor.wait_for("Картинка, файл или ссылка")


async def test_several_drafts_are_kept_side_by_side(world: World, editor: Person) -> None:
    async with world.bot():
        for _ in range(2):
            await write_pool_until(editor, "extras")
        await editor.say("/kb")
        await editor.wait_for(lambda seen: "📝 Черновики · 2" in seen.buttons)
        await editor.press("Черновики")
        listed = await editor.wait_for("Ваши черновики")
        assert listed.buttons.count(QUESTION) == 2


async def test_what_cannot_be_taken_is_said_and_the_step_stays(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "answer")
        await editor.send("voice")
        await editor.wait_for("статья показать не может")
        await editor.say("я" * 3600)
        await editor.wait_for("Длинновато")
        await editor.say("Пятьсот")
        await editor.wait_for("Картинка, файл или ссылка")
        await editor.say("просто слова")
        await editor.wait_for("не похоже на адрес")
        await editor.send("document", name="schema.png", size=30_000_000)
        await editor.wait_for("больше 20 МБ")


async def test_a_question_that_is_answered_already_is_named(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "question")
        await editor.say("Как поменять пароль от вайфая?")
        near = await editor.wait_for(lambda seen: any("Открыть:" in one for one in seen.buttons))
        await editor.press("Открыть:", message_id=near.id)
        await editor.wait_for("Отвечает клиентам")
