"""The editors' way from a question to an answer, on PostgreSQL."""

from __future__ import annotations

from sqlalchemy import select

from kb import library
from store.authoring import KbChange
from tests.e2e.conftest import DEADLINE, World, editor_of
from tests.e2e.editing import publish_pool, write_pool_until

POOL = "skolko-stoit-basseyn"


async def test_an_entry_is_written_over_a_restart_published_changed_back_and_retired(
    world_on_postgres: World,
) -> None:
    world = world_on_postgres
    editor = editor_of(world)
    async with world.bot():
        await write_pool_until(editor, "validity")
        await world.settled()
    async with world.bot() as bot:
        await editor.press("Пропустить")
        await editor.wait_for("Черновик")
        await publish_pool(editor)
        await world.until(lambda _session: bot.index.entry(POOL), "the entry answers")
        await world.customer.say("продаёте абонемент в бассейн с сауной")
        answer = await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        assert "Абонемент стоит" in answer.text
        await world.customer.press("👍 Помогло", message_id=answer.id)
        await world.settled()
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("Как отвечаем")
        await editor.wait_for("показан 1, 👍 1", timeout=DEADLINE)
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("🕳 Пробелы")
        await editor.wait_for("робел", timeout=DEADLINE)
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("Найти")
        asked = await editor.wait_for("ищ")
        await editor.say("бассейн")
        found = await editor.wait_for(
            lambda seen: seen.id > asked.id and "Сколько стоит бассейн?" in seen.buttons
        )
        await editor.press("Сколько стоит бассейн?", message_id=found.id)
        card = await editor.wait_for("Отвечает клиентам")
        await editor.press("Снять с публикации", message_id=card.id)
        await world.until(lambda _session: bot.index.entry(POOL) is None, "the entry answers no more")
    entry = world.read(lambda session: library.entry(session, POOL))
    assert entry.details == ("phone",)
    actions = world.read(lambda session: session.scalars(select(KbChange.action).order_by(KbChange.id)).all())
    assert actions[0] == "published"
    assert actions[-1] == "retired"
