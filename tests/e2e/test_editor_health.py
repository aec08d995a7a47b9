"""Editors see in Telegram how their answers do, and what about them can be mended."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta

from kb import library
from kb.entry import Entry, Phrasing
from kb.health import links
from sim.people import Person
from tests.e2e.conftest import DEADLINE, World
from tests.integration.kb.asked import Asked

POOL = Entry(
    "pool",
    {"ru": "Сколько стоит бассейн?"},
    {"ru": "Пятьсот рублей."},
    phrasings=(Phrasing("абонемент в бассейн"), Phrasing("реквизиты для перевода за сауну")),
)


def unused_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


async def test_what_can_be_mended_is_named(world: World, editor: Person) -> None:
    dead = f"http://127.0.0.1:{unused_port()}/prices"
    now = datetime.now(UTC) - timedelta(hours=1)
    with world.database.write() as session:
        linked = links(library.published(session)).values()  # the demo's addresses lead nowhere
        for entry_id in {entry_id for ids in linked for entry_id in ids}:
            library.retire(session, entry_id, now=now)
        library.save(session, POOL, author="мария", now=now)
        library.save(
            session, Entry("sauna", {"ru": "Есть ли сауна?"}, {"ru": "Есть."}, link=dead), author="м", now=now
        )
        for number in range(22):
            Asked(session, f"сколько стоит абонемент в бассейн {number}", at=now).answered("pool")
        Asked(session, "pool price", at=now, language="en").answered("pool").rejected("pool")
        stolen = Asked(session, "сауна с бассейном", at=now)
        stolen.question("сауна с бассейном", candidates=[("pool", 0.5), ("sauna", 0.45)])
        stolen.answered("pool").rejected("pool").answered("sauna").helped("sauna")
    async with world.bot(check_links=5):
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("Как отвечаем")
        seen = await editor.wait_for("Как приняли ответы", timeout=DEADLINE)
        assert "Сколько стоит бассейн?: показан 24" in seen.text
        assert "не пригодилось: «реквизиты для перевода за сауну»" in seen.text
        assert (
            "«Сколько стоит бассейн?» и «Есть ли сауна?» спорят за вопросы вроде «сауна с бассейном»"
            in seen.text
        )
        assert "Нет ответа на языке «en» (2): «Сколько стоит бассейн?», «Есть ли сауна?»" in seen.text
        assert f"Не открывается {dead} (ClientConnectorError): «Есть ли сауна?»" in seen.text
        table = await editor.wait_for(lambda one: one.kind == "document")
        assert "недостающие языки" in table.text
        await editor.press("Сколько стоит бассейн?", message_id=seen.id)
        await editor.wait_for("Отвечает клиентам")


async def test_nobody_is_asked_about_links_unless_the_settings_say_so(world: World, editor: Person) -> None:
    with world.database.write() as session:
        entry = Entry(
            "sauna", {"ru": "Есть ли сауна?"}, {"ru": "Есть."}, link=f"http://127.0.0.1:{unused_port()}/"
        )
        library.save(session, entry, author="мария", now=datetime.now(UTC))
    async with world.bot():
        await editor.say("/kb")
        await editor.wait_for("База знаний")
        await editor.press("Как отвечаем")
        seen = await editor.wait_for("смотреть не на что", timeout=DEADLINE)
        assert "Не открывается" not in seen.text
