"""An editor writes a guide, gives variables their values, sends files and narrows an entry to a segment."""

from __future__ import annotations

import os

from sqlalchemy import func, select

from kb import library
from sim.people import Person
from store.authoring import KbChange, KbDraft
from tests.e2e.conftest import World
from tests.e2e.editing import publish_pool, write_pool_until

GUIDE = "1. Вода холодная?\n| Да -> 2\n| Нет -> решено\n2. Душ горячий?\n| Да -> решено\n| Нет -> человек"
POOL = "skolko-stoit-basseyn"


def draft(world: World) -> KbDraft:
    found: KbDraft = world.read(lambda session: session.scalars(select(KbDraft)).one())
    return found


async def test_a_guide_is_written_as_text_walked_in_the_preview_and_by_the_customer(
    world: World, editor: Person
) -> None:
    async with world.bot() as bot:
        await write_pool_until(editor, "card")
        await editor.press("Инструкция")
        await editor.wait_for("Каждый шаг с номера")
        await editor.say(GUIDE)
        card = await editor.wait_for("Вода холодная?")
        assert "| Нет → человек" in card.text
        await editor.press("Как увидит клиент")
        shown = await editor.wait_for(lambda seen: "Да" in seen.buttons)
        assert "500 ₽" in shown.text
        await editor.press("Да", message_id=shown.id)
        await editor.wait_for(lambda seen: seen.id == shown.id and "Душ горячий?" in seen.text)
        await editor.press("Нет", message_id=shown.id)
        await editor.wait_for(lambda seen: seen.id == shown.id and "бот позовёт человека" in seen.text)
        await editor.press("Сначала", message_id=shown.id)
        await editor.wait_for(lambda seen: seen.id == shown.id and "Вода холодная?" in seen.text)
        await editor.press("Проверить и опубликовать", message_id=card.id)
        await editor.wait_for(lambda seen: "📣 Опубликовать" in seen.buttons)
        await editor.press("📣 Опубликовать")
        await editor.wait_for("Бот уже отвечает по-новому")
        await world.until(lambda _session: bot.index.entry(POOL), "the entry answers")
        await world.customer.say("абонемент в бассейн")
        first = await world.customer.wait_for("Вода холодная?")
        await world.customer.press("Да", message_id=first.id)
        await world.customer.wait_for("Душ горячий?")
        await world.customer.press("Да", message_id=first.id)
        await world.customer.wait_for("Рад, что помогло")


async def test_a_guide_with_faults_is_not_taken_and_each_fault_is_named(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        await editor.press("Инструкция")
        await editor.wait_for("Каждый шаг с номера")
        await editor.say("1. Вода холодная?\n| да → 7\n2. Забытый шаг | а → 3\n3. Круг | б → 2")
        said = await editor.wait_for("Пока взять не могу")
        assert "ведёт на шаг 7, а его нет" in said.text
        assert "на шаг 2 не ведёт ни одна кнопка" in said.text
        await world.settled()
        assert draft(world).content["guides"] == {}
        await editor.say(GUIDE)
        await editor.wait_for(lambda seen: seen.id > said.id and "Вода холодная?" in seen.text)


async def test_a_variable_is_changed_once_and_unknown_ones_are_named_while_writing(
    world: World, editor: Person
) -> None:
    async with world.bot():
        await write_pool_until(editor, "answer")
        await editor.say("Звоните: {{ pool_phone }}")
        said = await editor.wait_for("подстановки {{ pool_phone }} нет")
        assert "support_phone" in said.text
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("Подстановки")
        listed = await editor.wait_for("{{ support_phone }} = 8 800 000-05-00")
        assert "{{ company }} (en) = Sviristel" in listed.text
        await editor.say("pool_phone = 112\npool_phone.en = +7 112")
        await editor.wait_for("pool_phone = 112. Пока ни один ответ её не использует")
        await editor.say("support_phone =")
        await editor.wait_for("support_phone убрать нельзя, она нужна 2 ответам")
        await editor.say("support_phone = 8 800 111")
        await editor.wait_for("Изменились 2 ответа")
        await editor.say("Имя = 1")
        await editor.wait_for("имя «Имя» не подходит")
        await editor.say("просто слова")
        await editor.wait_for("Не разобрал «просто слова»")
        await world.settled()
    changes = select(func.count()).select_from(KbChange).where(KbChange.action == "variable")
    assert world.read(lambda session: session.scalar(changes)) == 3


async def test_a_document_sent_while_writing_goes_with_the_answer(world: World, editor: Person) -> None:
    async with world.bot() as bot:
        await write_pool_until(editor, "card")
        card = await editor.wait_for("Черновик")
        await editor.press("Картинка, файл, ссылка", message_id=card.id)
        await editor.wait_for(lambda seen: seen.id == card.id and "Сейчас" in seen.text)
        await editor.press("Очистить", message_id=card.id)
        await editor.wait_for(lambda seen: seen.id == card.id and seen.text.endswith("по очереди."))
        await editor.send("document", name="Правила: бассейн.pdf")
        kept = await editor.wait_for("Правила бассейн.pdf")
        await editor.press("Дальше", message_id=kept.id)
        await editor.wait_for(lambda seen: seen.id == kept.id and "Черновик" in seen.text)
        await editor.press("Как увидит клиент", message_id=kept.id)
        preview = await editor.wait_for(lambda seen: "👍 Помогло" in seen.buttons and seen.kind == "document")
        assert preview.raw["document"]["file_name"] == "Правила бассейн.pdf"
        await publish_pool(editor)
        await world.until(lambda _session: bot.index.entry(POOL), "the entry answers")
        await world.customer.say("абонемент в бассейн")
        answer = await world.customer.wait_for("500 ₽")
        assert answer.raw["document"]["file_name"] == "Правила бассейн.pdf"
    kept = world.read(lambda session: library.entry(session, POOL)).files
    assert kept[0] in os.listdir(world.settings.pictures_dir)


async def test_an_entry_is_narrowed_to_a_segment(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        await editor.press("Для кого")
        await editor.wait_for("Для кого статья?")
        await editor.say("VIP!")
        await editor.wait_for("Сегмент «vip!» не подходит")
        await editor.say("VIP, business")
        await editor.wait_for("Только для: vip, business")
        await world.settled()
    assert draft(world).content["segments"] == ["vip", "business"]


async def test_a_restart_in_the_middle_of_a_guide_s_text_loses_nothing(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        await editor.press("Инструкция")
        await editor.wait_for("Каждый шаг с номера")
        await world.settled()
    async with world.bot():
        await editor.say(GUIDE)
        await editor.wait_for("Вода холодная?")
        await world.settled()
    assert "Душ горячий?" in draft(world).content["guides"]["ru"]
