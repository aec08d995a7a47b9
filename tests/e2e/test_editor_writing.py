"""An editor writes entries in the private chat with the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kb import library
from sim.people import Person
from store.authoring import KbDraft
from tests.e2e.conftest import World
from tests.e2e.editing import as_editor, publish_pool, write_pool_until


@pytest.fixture
async def editor(world: World) -> AsyncIterator[Person]:
    """Irina in her own chat with the bot; the settings make her supervisor and editor."""
    world.settings = world.settings.model_copy(update={"supervisors": str(world.irina.id)})
    yield as_editor(world.irina)


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
        await world.until(lambda _session: bot.index.entry("skolko-stoit-basseyn"), "the entry answers")
        await world.customer.say("сколько стоит абонемент в бассейн")
        answer = await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        assert (answer.kind, answer.text, answer.buttons) == (preview.kind, preview.text, preview.buttons)
        assert answer.raw["caption_entities"] == preview.raw["caption_entities"]
    entry = world.read(lambda session: library.entry(session, "skolko-stoit-basseyn"))
    assert entry.answers["ru"].startswith("Абонемент стоит <b>500 ₽</b>")
    assert [one.text for one in entry.phrasings] == ["абонемент в бассейн", "почём поплавать"]
    assert entry.details == ("phone",)
    assert Path(world.settings.pictures_dir / entry.picture).stat().st_size > 0
    assert world.read(lambda session: session.query(KbDraft).count()) == 0
