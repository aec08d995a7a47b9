"""What contradicts an entry that answers is named while the new one is written, and before it answers."""

from __future__ import annotations

from datetime import UTC, datetime

from kb import library
from kb.entry import Entry, Phrasing
from sim.people import Person
from tests.e2e.conftest import DEADLINE, World
from tests.e2e.editing import write_pool_until

SAUNA = Entry(
    "sauna",
    {"ru": "Сколько стоит сауна?"},
    {"ru": "Час в сауне стоит 900 ₽."},
    phrasings=(Phrasing("цена сауны"),),
)


async def test_another_price_for_the_same_question_is_named_while_writing(
    world: World, editor: Person
) -> None:
    with world.database.write() as session:
        library.save(session, SAUNA, author="мария", now=datetime.now(UTC))
    async with world.bot():
        await write_pool_until(editor, "question")
        await editor.say("Сколько стоит сауна?")
        same = await editor.wait_for(lambda seen: "Открыть: Сколько стоит сауна?" in seen.buttons)
        assert "Сколько стоит сауна?" in same.text
        await editor.say("Сауна стоит 700 ₽ в час.")
        differs = await editor.wait_for("говорит другое: 700 / 900")
        await editor.press("Открыть:", message_id=differs.id)
        opened = await editor.wait_for("Отвечает клиентам")
        assert "900 ₽" in opened.text
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("Черновики")
        await editor.wait_for("Ваши черновики")
        await editor.press("Сколько стоит сауна?")
        await editor.wait_for(lambda seen: any("Проверить и опубликовать" in one for one in seen.buttons))
        await editor.press("Проверить и опубликовать")
        checked = await editor.wait_for(
            lambda seen: "говорит другое: 700 / 900" in seen.text and seen.id > opened.id, timeout=DEADLINE
        )
        assert any("публиковать" in one.lower() for one in checked.buttons)


async def test_the_same_facts_are_no_contradiction(world: World, editor: Person) -> None:
    with world.database.write() as session:
        library.save(session, SAUNA, author="мария", now=datetime.now(UTC))
    async with world.bot():
        await write_pool_until(editor, "question")
        await editor.say("Сколько стоит сауна?")
        await editor.wait_for(lambda seen: "Открыть: Сколько стоит сауна?" in seen.buttons)
        await editor.say("За час возьмём 900 рублей.")
        await editor.wait_for("ссылка")
        await world.settled()
        assert not [seen for seen in await editor.history() if "говорит другое" in seen.text]
