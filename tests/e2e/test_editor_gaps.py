"""Gaps: what nothing answers becomes an entry, in the words of customers and agents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from kb import library
from sim.people import Person
from sim.places import Seen
from store.authoring import KbDraft
from store.gaps import KbGap
from store.schema import Timer, TrainingExample
from tests.e2e.conftest import DEADLINE, World

ASKED = "продаёте абонемент в бассейн с сауной"
REPLY = "Здравствуйте! Абонемент в бассейн стоит 500 ₽ в месяц, сауна входит в цену."


async def missed(world: World, asked: str = ASKED, customer: Person | None = None) -> Person:
    """A customer asks what nothing answers, an agent replies, and the case is closed. Gives the agent."""
    customer = customer or world.customer
    await customer.say(asked)
    irina = world.irina.in_topic(await world.desk.wait_for_topic(customer.name))
    await irina.say(REPLY)
    await irina.wait_for(lambda seen: "Решено" in seen.buttons)
    await irina.press("Решено")
    await customer.wait_for("вопрос решён?")
    await customer.press("Да")
    await irina.wait_for("Клиент подтвердил")
    return irina


async def open_gaps(editor: Person) -> Seen:
    """The list of gaps."""
    await editor.say("/kb")
    await editor.wait_for("База знаний")
    await editor.press("🕳 Пробелы")
    return await editor.wait_for("Первыми те, что стоят", timeout=DEADLINE)


async def open_gap(editor: Person) -> None:
    """The first gap."""
    listed = await open_gaps(editor)
    await editor.press(listed.buttons[0], message_id=listed.id)
    await editor.wait_for("Так спрашивают", timeout=DEADLINE)


def state_is(state: str) -> Callable[[Any], bool]:
    """Whether the only gap has come to a state."""
    return lambda session: session.scalars(select(KbGap.state)).all() == [state]


async def test_a_gap_becomes_a_draft_with_the_agents_reply_and_is_answered(
    world: World, editor: Person
) -> None:
    async with world.bot():
        await missed(world)
        await open_gap(editor)
        await editor.press("Сделать черновик")
        card = await editor.wait_for("📝 Черновик", timeout=DEADLINE)
        assert "Абонемент в бассейн стоит 500 ₽" in card.text
        assert "Здравствуйте" not in card.text
        assert "сауна" in card.text
        await editor.press("Проверить и опубликовать")
        await editor.wait_for(lambda seen: "📣 Опубликовать" in seen.buttons, timeout=DEADLINE)
        await editor.press("📣 Опубликовать")
        await editor.wait_for("Бот уже отвечает по-новому")
        await world.until(state_is("answered"), "the gap is answered")
    gap = world.read(lambda session: session.scalars(select(KbGap)).one())
    entry = world.read(lambda session: library.entry(session, gap.entry_id))
    assert "500 ₽" in entry.answers["ru"]


async def test_the_draft_of_a_gap_is_made_once(world: World, editor: Person) -> None:
    async with world.bot():
        await missed(world)
        for _ in range(2):
            await open_gap(editor)
            await editor.press("Сделать черновик")
            await editor.wait_for("📝 Черновик", timeout=DEADLINE)
        await world.settled()
    assert len(world.read(lambda session: session.scalars(select(KbDraft)).all())) == 1


async def test_for_people_only_is_a_known_refusal_and_can_be_taken_back(world: World, editor: Person) -> None:
    async with world.bot():
        await missed(world)
        await open_gap(editor)
        await editor.press("Только людям")
        await world.until(state_is("people_only"), "for people only")
        lesson = world.read(lambda session: session.scalars(select(TrainingExample)).one())
        assert (lesson.origin, lesson.entry_id) == ("refused", None)
        listed = await editor.wait_for("Здесь пусто", timeout=DEADLINE)
        await editor.press("Только людям", message_id=listed.id)
        only = await editor.wait_for("по вашему решению", timeout=DEADLINE)
        await editor.press(only.buttons[0], message_id=only.id)
        await editor.wait_for("Так спрашивают", timeout=DEADLINE)
        await editor.press("Вернуть в пробелы")
        await world.until(state_is("open"), "open again")
    assert world.read(lambda session: session.scalars(select(TrainingExample)).one()).withdrawn_by == "Ирина"


@pytest.mark.parametrize("span", ["На неделю", "На месяц"])
async def test_a_gap_is_put_off_and_comes_back(world: World, editor: Person, span: str) -> None:
    async with world.bot():
        await missed(world)
        await open_gap(editor)
        await editor.press(span)
        await world.until(state_is("snoozed"), "put off")
        await editor.wait_for("Здесь пусто", timeout=DEADLINE)


async def test_two_gaps_are_merged(world: World, editor: Person) -> None:
    async with world.bot():
        await missed(world)
        ivan = await world.telegram.people.customer("Иван")
        await missed(world, "вылечите мне зуб мудрости", ivan)
        await open_gap(editor)
        await editor.press("Объединить")
        others = await editor.wait_for("С чем объединить", timeout=DEADLINE)
        await editor.press(others.buttons[0], message_id=others.id)
        await world.until(
            lambda session: sorted(session.scalars(select(KbGap.state))) == ["merged", "open"], "merged"
        )


async def test_a_forwarded_reply_begins_an_entry(world: World, editor: Person) -> None:
    async with world.bot():
        irina = await missed(world)
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        reply = next(seen for seen in await irina.history() if seen.text == REPLY)
        await irina.forward(reply.id)
        await editor.wait_for("Ответ сохранил, вопрос клиента записал среди формулировок")
        await editor.wait_for("Какой вопрос закрывает статья?")
        await editor.say("Сколько стоит бассейн?")
        await editor.wait_for("Сейчас:")
        await editor.press("Дальше")
        await editor.wait_for("Картинка, файл или ссылка")
    draft = world.read(lambda session: session.scalars(select(KbDraft)).one())
    assert draft.content["answers"]["ru"] == REPLY.removeprefix("Здравствуйте! ")
    assert draft.content["phrasings"] == [[ASKED, "", "customer"]]


async def test_personal_data_of_a_forwarded_reply_is_masked(world: World, editor: Person) -> None:
    async with world.bot():
        topic = await world.desk.change("open_topic", name="Разное")
        irina = world.irina.in_topic(topic["message_thread_id"])
        said = await irina.say("Позвоните по номеру +7 916 123-45-67, Мария")
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await irina.forward(said.id)
        await editor.wait_for("Ответ сохранил")
        await world.until(lambda session: session.scalars(select(KbDraft)).first(), "a draft")
    draft = world.read(lambda session: session.scalars(select(KbDraft)).one())
    assert "123-45-67" not in draft.content["answers"]["ru"]


async def test_on_monday_every_editor_gets_the_week_with_a_chart(world: World, editor: Person) -> None:
    async with world.bot():
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await missed(world)
        await world.customer.say("как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.settled()
        due = world.read(lambda session: session.get_one(Timer, "kb_digest").due_at)
        local = due.astimezone(ZoneInfo(world.settings.timezone))
        assert (local.weekday(), local.hour, local.minute) == (0, 10, 0)
        world.clock.ahead = due - datetime.now(UTC) + timedelta(minutes=1)
        week = await editor.wait_for("Неделя редактора", timeout=DEADLINE)
        assert week.kind == "photo"
        assert "абонемент" in week.text
        after = world.read(lambda session: session.get_one(Timer, "kb_digest").due_at)
        assert after == due + timedelta(days=7)


async def test_an_editor_sees_how_answers_are_taken(world: World, editor: Person) -> None:
    async with world.bot():
        await world.customer.say("как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "👎 Не то" in seen.buttons)
        await world.customer.press("👎")
        await world.customer.wait_for("Жаль")
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("Как отвечаем")
        seen = await editor.wait_for("Как приняли ответы", timeout=DEADLINE)
        assert "показан 1, 👍 0, 👎 1" in seen.text
