"""An editor who works in Excel: all entries as a table, and a table that is sent back."""

from __future__ import annotations

import csv
import io

from openpyxl import load_workbook
from sqlalchemy import select

from kb import library
from kb.entry import Status
from sim.people import Person
from store.authoring import KbChange, KbTable
from tests.e2e.conftest import DEADLINE, World
from tests.e2e.editing import second_editor

POOL = "skolko-stoit-basseyn"
QUESTION = "Сколько стоит бассейн?"
ANSWER = "Абонемент стоит 500 рублей в месяц"


def table(*rows: tuple[str, str]) -> bytes:
    """A table as Excel saves it in Russian: semicolons, Windows letters."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([("Вопрос", "Ответ"), *rows])
    return text.getvalue().encode("cp1251")


async def test_all_entries_come_as_a_table_and_go_back_without_a_change(world: World, editor: Person) -> None:
    async with world.bot():
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("📥 Таблица")
        sent = await editor.wait_for(lambda seen: seen.kind == "document", timeout=DEADLINE)
        assert "Правьте в Excel" in sent.text
        file = next(world.settings.tables_dir.glob("*.xlsx"))
        assert load_workbook(file).active.max_row > 60
        await editor.send("document", file.read_bytes(), name="база.xlsx")
        await editor.wait_for("ничего не меняет", timeout=DEADLINE)
    assert world.read(lambda session: session.scalars(select(KbTable)).all()) == []


async def test_a_table_is_shown_first_and_answers_only_after_the_press(world: World, editor: Person) -> None:
    async with world.bot() as bot:
        await editor.send("document", table((QUESTION, ANSWER)), name="новое.csv")
        shown = await editor.wait_for("добавлено: 1", timeout=DEADLINE)
        assert POOL in shown.text
        assert bot.index.entry(POOL) is None
        await editor.press("📣 Записать всё")
        await editor.wait_for("бот уже отвечает по-новому", timeout=DEADLINE)
        await world.until(lambda _session: bot.index.entry(POOL), "the entry answers")
        await world.customer.say("сколько стоит бассейн")
        answer = await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        assert "500 рублей" in answer.text
    changes = world.read(
        lambda session: session.scalars(select(KbChange).where(KbChange.entry_id == POOL)).all()
    )
    assert [(one.action, one.facts["by"]) for one in changes] == [("imported", "Ирина")]
    assert list(world.settings.tables_dir.iterdir()) == []


async def test_a_table_with_errors_changes_nothing_and_says_where_they_are(
    world: World, editor: Person
) -> None:
    async with world.bot():
        await editor.send("document", table((QUESTION, ANSWER), ("Где каток?", "")), name="новое.csv")
        refused = await editor.wait_for("нашлись ошибки", timeout=DEADLINE)
        assert "строка 3" in refused.text
        await editor.send("document", b"PK\x03\x04 not a workbook", name="сломанное.xlsx")
        await editor.wait_for("«сломанное.xlsx» нашлись ошибки", timeout=DEADLINE)
        await world.settled()
    assert world.read(lambda session: [one.id for one in library.latest(session) if one.id == POOL]) == []


async def test_a_table_that_takes_answers_away_is_written_only_with_a_reason(
    world: World, editor: Person
) -> None:
    async with world.bot() as bot:
        await editor.send("document", table((QUESTION, ANSWER)), name="новое.csv")
        await editor.wait_for("добавлено: 1", timeout=DEADLINE)
        await editor.press("📣 Записать всё")
        await world.until(lambda _session: bot.index.entry(POOL), "the entry answers")
        await world.customer.say("сколько стоит бассейн")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        text = f"id;question;answer;status\n{POOL};{QUESTION};{ANSWER};retired\n".encode()
        await editor.send("document", text, name="снять.csv")
        await editor.wait_for("Есть потери", timeout=DEADLINE)
        await editor.press("Всё равно опубликовать")
        await editor.wait_for("Почему публикуем")
        await editor.say("закрыли")
        await editor.wait_for("Коротковато")
        await editor.say("Бассейн закрыли до весны, ведём людей на каток")
        await editor.wait_for("«снять.csv» записано", timeout=DEADLINE)
    assert world.read(lambda session: library.entry(session, POOL)).status is Status.RETIRED


async def test_with_two_persons_somebody_else_writes_the_table(world: World, editor: Person) -> None:
    pavel = await second_editor(world)
    async with world.bot(two_person_publishing=True):
        await editor.send("document", table((QUESTION, ANSWER)), name="новое.csv")
        shown = await editor.wait_for("добавлено: 1", timeout=DEADLINE)
        assert "📣 Записать всё" not in shown.buttons
        await editor.do("press_stale", message_id=shown.id, data="kb:tabledo:1")
        await editor.wait_for("правило двух человек")
        await editor.press("Отдать на проверку")
        await pavel.wait_for("Ирина просит проверить таблицу")
        await pavel.press("Посмотреть")
        await pavel.wait_for("добавлено: 1", timeout=DEADLINE)
        await pavel.press("📣 Записать всё")
        await editor.wait_for("Павел записывает вашу таблицу", timeout=DEADLINE)
    assert world.read(lambda session: library.entry(session, POOL)).status is Status.PUBLISHED


async def test_what_has_changed_since_it_was_shown_is_shown_again(world: World, editor: Person) -> None:
    async with world.bot():
        await editor.send("document", table((QUESTION, ANSWER)), name="новое.csv")
        shown = await editor.wait_for("добавлено: 1", timeout=DEADLINE)
        with world.database.write() as session:
            library.retire(session, "wifi-password-change", now=world.clock())
        await editor.press("📣 Записать всё")
        await editor.wait_for("база изменилась")
        await editor.wait_for("добавлено: 1", after=shown.id, timeout=DEADLINE)
        await editor.press("Не записывать")
        await editor.wait_for("не записано")
    assert world.read(lambda session: [one.id for one in library.latest(session) if one.id == POOL]) == []


async def test_a_customer_cannot_send_a_table(world: World, editor: Person) -> None:
    async with world.bot():
        await world.customer.send("document", table((QUESTION, ANSWER)), name="новое.csv")
        await world.settled()
    assert world.read(lambda session: session.scalars(select(KbTable)).all()) == []
