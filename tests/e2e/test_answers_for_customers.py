"""One question, different customers: their segment, their language, their name; and files with the answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from typer.testing import CliRunner

from bot.cli.main import app
from kb import library, values
from kb.entry import Entry, Phrasing
from tests.e2e.conftest import World

POOL = Entry(
    id="pool",
    titles={"ru": "Сколько стоит бассейн?"},
    answers={"ru": "Абонемент в бассейн стоит 500 ₽."},
    phrasings=(Phrasing("абонемент в бассейн", "ru"), Phrasing("swimming pool price", "en")),
)


def keep(world: World, *entries: Entry, **variables: str) -> None:
    """Publish entries before the bot starts."""
    now = datetime.now(UTC)
    with world.database.write() as session:
        for name, text in variables.items():
            values.put(session, name, {"": text}, author="test", now=now)
        library.save_all(session, entries, author="test", now=now)


def put_into(world: World, segment: str, who: str) -> None:
    """What `linezero customers segment` does."""
    settings = {"LINEZERO_DATABASE_URL": world.settings.database_url, "LINEZERO_TELEGRAM_TOKEN": "1:x"}
    done = CliRunner().invoke(app, ["customers", "segment", who, segment], env=settings)
    assert done.exit_code == 0, done.output


async def test_an_entry_in_russian_only_answers_an_english_question_with_a_word_why(world: World) -> None:
    keep(world, POOL)
    async with world.bot():
        await world.customer.say("swimming pool price")
        answer = await world.customer.wait_for("500 ₽")
    assert answer.text == "So far we only have this in Russian:\n\nАбонемент в бассейн стоит 500 ₽."
    assert "👍 That helped" in answer.buttons


async def test_variables_and_the_customer_are_put_in_and_a_new_value_shows_at_once(world: World) -> None:
    text = "{{ customer_name : друг }}, звоните <b>{{ pool_phone }}</b>, обращение {{ case_number : — }}"
    keep(world, replace(POOL, answers={"ru": text}), pool_phone="R&D <8 800>")
    async with world.bot() as bot:
        await world.customer.say("абонемент в бассейн")
        await world.customer.wait_for("Мария, звоните R&D <8 800>, обращение 1")
        keep(world, pool_phone="112")
        await world.until(
            lambda _session: bot.index.snapshot.state.values["pool_phone"] == {"": "112"}, "the new value"
        )
        await world.customer.say("сколько стоит бассейн")
        await world.customer.wait_for("Мария, звоните 112, обращение 1")


async def test_a_variable_that_lost_its_value_is_never_shown_raw(world: World) -> None:
    keep(world, replace(POOL, answers={"ru": "Звоните {{ pool_phone }}"}), pool_phone="112")
    with world.database.write() as session:
        values.remove(session, "pool_phone", [])
    async with world.bot():
        await world.customer.say("абонемент в бассейн")
        await world.customer.wait_for("специалиста")
        await world.settled()
        assert not any("{{" in seen.text for seen in await world.customer.history())


async def test_a_segment_has_its_own_answer_and_others_do_not_see_it(world: World) -> None:
    vip = replace(POOL, id="pool-vip", answers={"ru": "Для вас бассейн бесплатный."}, segments=("vip",))
    lounge = Entry("lounge", {"ru": "Как пройти в лаундж?"}, {"ru": "По золотой карте."}, segments=("vip",))
    keep(world, POOL, vip, lounge)
    put_into(world, "vip", str(world.customer.id))
    other = await world.telegram.people.customer("Пётр")
    async with world.bot():
        await world.customer.say("абонемент в бассейн")
        await world.customer.wait_for("бассейн бесплатный")
        await world.customer.say("как пройти в лаундж")
        await world.customer.wait_for("По золотой карте")
        await other.say("абонемент в бассейн")
        await other.wait_for("500 ₽")
        await other.say("как пройти в лаундж")
        await other.wait_for("Передал вопрос специалисту")
        await world.settled()
        assert not any("золотой" in seen.text for seen in await other.history())


async def test_a_phone_of_a_list_counts_once_the_customer_shares_his_own_contact(world: World) -> None:
    keep(world, POOL, replace(POOL, id="pool-vip", answers={"ru": "Бесплатно."}, segments=("vip",)))
    async with world.bot():
        await world.customer.contact()
        await world.customer.wait_for("Контакт сохранил")
        contact = next(seen for seen in await world.customer.history() if seen.kind == "contact")
        put_into(world, "vip", "+" + contact.raw["contact"]["phone_number"].lstrip("+"))
        await world.customer.say("абонемент в бассейн")
        await world.customer.wait_for("500 ₽")
        await world.customer.contact()
        await world.customer.say("сколько стоит бассейн")
        await world.customer.wait_for("Бесплатно")


async def test_a_file_comes_with_the_answer_under_it(world: World) -> None:
    world.settings.pictures_dir.mkdir(parents=True, exist_ok=True)
    (world.settings.pictures_dir / "Тарифы 2026.pdf").write_bytes(b"%PDF-1.4 demo")
    (world.settings.pictures_dir / "План.docx").write_bytes(b"docx")
    keep(
        world,
        replace(POOL, files=("Тарифы 2026.pdf",)),
        Entry(
            "map", {"ru": "Где взять план этажа?"}, {"ru": "Вот он."}, files=("План.docx", "Тарифы 2026.pdf")
        ),
    )
    async with world.bot():
        await world.customer.say("абонемент в бассейн")
        answer = await world.customer.wait_for("500 ₽")
        assert answer.kind == "document"
        assert answer.raw["document"]["file_name"] == "Тарифы 2026.pdf"
        assert "👍 Помогло" in answer.buttons
        await world.customer.say("где взять план этажа")
        text = await world.customer.wait_for("Вот он.")
        assert "👍 Помогло" in text.buttons
        await world.settled()
        names = [
            json.dumps(seen.raw["document"]["file_name"], ensure_ascii=False)
            for seen in await world.customer.history()
            if seen.id > text.id and seen.kind == "document"
        ]
    assert names == ['"План.docx"', '"Тарифы 2026.pdf"']
