"""Safe publishing: checks, versions, two persons, losses with a reason."""

from __future__ import annotations

from sqlalchemy import select

from kb import library
from kb.entry import Status
from sim.people import Person
from sim.places import Seen
from store.authoring import KbChange, KbDraft
from store.schema import KbEntry
from tests.e2e.conftest import DEADLINE, World
from tests.e2e.editing import publish_pool, second_editor, write_pool_until

WIFI = "wifi-password-change"
POOL = "skolko-stoit-basseyn"


async def open_wifi(editor: Person) -> None:
    """Search for the entry about the Wi-Fi password, and open it."""
    await editor.say("/kb")
    await editor.wait_for("База знаний")
    await editor.press("Найти")
    await editor.wait_for("Что ищем?")
    said = await editor.say("сменить пароль wifi")
    found = await editor.wait_for("Вот что нашлось", after=said.id)
    await editor.press(data=f"kb:entry:{WIFI}", message_id=found.id)
    await editor.wait_for("Отвечает клиентам")


async def change_answer(editor: Person, words: str) -> None:
    """Give the opened entry another answer, up to the decision."""
    await editor.press("Изменить")
    card = await editor.wait_for("Черновик")
    await editor.press("Ответ", message_id=card.id)
    await editor.wait_for("Что ответить клиенту?")
    said = await editor.say(words)
    await editor.wait_for(words, after=said.id)


async def check(editor: Person) -> Seen:
    """Check the draft whose card is shown; the message with what can be done now."""
    last = (await editor.history())[-1].id
    await editor.press("Проверить и опубликовать")
    return await editor.wait_for(
        lambda seen: seen.buttons[-2:] == ["👁 Как увидит клиент", "‹ Назад"], after=last, timeout=DEADLINE
    )


def journal(world: World, entry_id: str) -> list[tuple[str, int | None, str]]:
    """What was done to an entry."""
    found: list[tuple[str, int | None, str]] = world.read(
        lambda session: [
            (one.action, one.version, one.reason)
            for one in session.scalars(
                select(KbChange).where(KbChange.entry_id == entry_id).order_by(KbChange.id)
            )
        ]
    )
    return found


async def test_complaint_24_a_change_is_a_new_version_that_can_be_compared_and_brought_back(
    world: World, editor: Person
) -> None:
    old = world.read(lambda session: library.entry(session, WIFI))
    async with world.bot() as bot:
        await open_wifi(editor)
        await change_answer(editor, "Совсем другой ответ")
        await check(editor)
        await editor.press("📣 Опубликовать")
        await editor.wait_for("Бот уже отвечает по-новому")
        await world.until(lambda _session: bot.index.snapshot.entries[WIFI].version == 2, "version 2 answers")
        await editor.press("Открыть статью")
        await editor.wait_for("версия 2")
        await editor.press("Версии")
        await editor.wait_for("Версии:")
        await editor.press("Версия 1")
        compared = await editor.wait_for("рядом с нынешней")
        assert "Совсем другой ответ" in compared.text
        await editor.press("Вернуть версию 1")
        await editor.wait_for("Черновик")
        await check(editor)
        await editor.press("📣 Опубликовать")
        await world.until(lambda _session: bot.index.snapshot.entries[WIFI].version == 3, "version 3 answers")
    now = world.read(lambda session: library.entry(session, WIFI))
    assert (now.version, now.answers, now.phrasings) == (3, old.answers, old.phrasings)
    assert world.read(lambda session: library.entry(session, WIFI, 2)).answers["ru"] == "Совсем другой ответ"
    assert [one[0] for one in journal(world, WIFI)] == ["published", "brought_back", "published"]


async def test_owner_and_the_day_of_the_next_look_are_kept(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        await publish_pool(editor)
        await world.settled()
        row = world.read(lambda session: session.get(KbEntry, POOL))
        assert row.owner_id == 1
        assert (row.review_due - world.clock().date()).days in range(179, 182)
        with world.database.write() as session:
            session.get_one(KbEntry, POOL).review_due = world.clock().date()
        await editor.say("/kb")
        await editor.wait_for(lambda seen: "⏰ Перечитать · 1" in seen.buttons)
        await editor.press("Перечитать")
        await editor.wait_for("пора перечитать")
        await editor.press("Сколько стоит бассейн?")
        await editor.wait_for("Отвечает клиентам")
        await editor.press("Перечитано")
        await world.until(lambda _session: ("reviewed", 1, "") in journal(world, POOL), "it was re-read")
    row = world.read(lambda session: session.get(KbEntry, POOL))
    assert (row.review_due - world.clock().date()).days > 170


async def test_with_two_persons_nobody_publishes_an_own_draft(world: World, editor: Person) -> None:
    pavel = await second_editor(world)
    async with world.bot(two_person_publishing=True):
        await write_pool_until(editor, "card")
        decision = await check(editor)
        assert "📣 Опубликовать" not in decision.buttons
        await editor.do("press_stale", message_id=decision.id, data="kb:publish:1")
        await editor.wait_for("правило двух человек")
        await editor.press("Отдать на проверку")
        await pavel.wait_for("Ирина просит проверить")
        await pavel.press("Посмотреть")
        await pavel.wait_for("Черновик на проверке")
        await check(pavel)
        await pavel.press("Вернуть автору")
        await pavel.wait_for("Что поправить?")
        await pavel.say("Добавьте цену за месяц")
        await editor.wait_for("Павел возвращает статью")
        await editor.press("Посмотреть")
        await editor.wait_for("Просили поправить: Добавьте цену за месяц")
        await check(editor)
        await editor.press("Отдать на проверку")
        asked = await pavel.wait_for("Ирина просит проверить")
        await pavel.press("Посмотреть", message_id=asked.id)
        await pavel.wait_for("Черновик на проверке", after=asked.id - 1)
        await check(pavel)
        await pavel.press("📣 Опубликовать")
        await editor.wait_for("Павел публикует вашу статью")
    assert world.read(lambda session: library.entry(session, POOL)).status is Status.PUBLISHED
    assert [one[0] for one in journal(world, POOL)] == ["sent", "returned", "sent", "published"]


async def test_a_reviewer_who_changes_the_draft_cannot_publish_it_either(
    world: World, editor: Person
) -> None:
    pavel = await second_editor(world)
    async with world.bot(two_person_publishing=True):
        await write_pool_until(editor, "card")
        await check(editor)
        await editor.press("Отдать на проверку")
        await pavel.wait_for("Ирина просит проверить")
        await pavel.press("Посмотреть")
        card = await pavel.wait_for("Черновик на проверке")
        await pavel.press("Вопрос", message_id=card.id)
        await pavel.wait_for("Какой вопрос закрывает статья?")
        await pavel.say("Почём бассейн?")
        await pavel.wait_for("Почём бассейн?")
        message = await check(pavel)
        assert "📣 Опубликовать" not in message.buttons


async def test_a_loss_blocks_unless_the_editor_insists_with_a_reason(world: World, editor: Person) -> None:
    asked = "продаёте абонемент в бассейн с сауной"
    async with world.bot() as bot:
        await write_pool_until(editor, "card")
        await publish_pool(editor)
        await world.until(lambda _session: bot.index.entry(POOL), "the entry answers")
        await world.customer.say(asked)
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await editor.press("Открыть статью")
        await editor.wait_for("Отвечает клиентам")
        await change_answer(editor, "Велосипеды ставят во дворе")
        last = (await editor.history())[-1]
        await editor.press("Вопрос", message_id=last.id)
        await editor.wait_for("Какой вопрос закрывает статья?", after=last.id - 1)
        said = await editor.say("Где поставить велосипед?")
        card = await editor.wait_for("Черновик", after=said.id)
        await editor.press("Формулировки", message_id=card.id)
        await editor.wait_for("Как ещё об этом спрашивают?", after=said.id)
        await editor.press("Очистить")
        await editor.wait_for(lambda seen: "Пропустить ›" in seen.buttons, after=said.id)
        await editor.press("Пропустить")
        await editor.wait_for("Черновик", after=said.id)
        await editor.press("Проверить и опубликовать")
        lost = await editor.wait_for("Есть потери", timeout=DEADLINE)
        assert asked in lost.text
        assert "📣 Опубликовать" not in lost.buttons
        await editor.wait_for(lambda seen: seen.kind == "document")
        await editor.do("press_stale", message_id=lost.id, data="kb:publish:1")
        await editor.wait_for("только объяснив зачем")
        await editor.press("Всё равно опубликовать")
        await editor.wait_for("несмотря на потери")
        await editor.say("надо")
        await editor.wait_for("Коротковато")
        said = await editor.say("Бассейн закрыли, теперь здесь парковка")
        await editor.wait_for("Бот уже отвечает по-новому", after=said.id)
    assert journal(world, POOL) == [
        ("published", 1, ""), ("insisted", 2, "Бассейн закрыли, теперь здесь парковка"),
    ]  # fmt: skip


async def test_a_change_after_the_check_is_checked_again(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        decision = await check(editor)
        draft = world.read(lambda session: session.scalars(select(KbDraft)).one())
        await editor.do("press_stale", message_id=decision.id, data=f"kb:field:{draft.id}:answer")
        await editor.wait_for("Что ответить клиенту?", after=decision.id - 1)
        said = await editor.say("Шестьсот рублей")
        await editor.wait_for("Шестьсот рублей", after=said.id)
        await editor.do("press_stale", message_id=decision.id, data=f"kb:publish:{draft.id}")
        await editor.wait_for(lambda seen: "📣 Опубликовать" in seen.buttons, after=said.id, timeout=DEADLINE)
        assert world.read(lambda session: session.get(KbEntry, POOL)) is None


async def test_what_is_wrong_is_said_before_anything_is_checked(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "answer")
        await editor.press("Отложить")
        await editor.wait_for("Черновик ждёт вас")
        draft = world.read(lambda session: session.scalars(select(KbDraft)).one())
        message = (await editor.history())[-1]
        await editor.do("press_stale", message_id=message.id, data=f"kb:check:{draft.id}")
        await editor.wait_for("нет ответа")


async def test_a_retired_entry_does_not_answer_and_comes_back_through_the_check(
    world: World, editor: Person
) -> None:
    async with world.bot() as bot:
        await open_wifi(editor)
        await editor.press("Снять с публикации")
        await editor.wait_for("Снята с публикации")
        await world.until(lambda _session: WIFI not in bot.index.snapshot.entries, "it does not answer")
        await editor.press("Вернуть к жизни")
        await editor.wait_for("Черновик")
        await check(editor)
        await editor.press("📣 Опубликовать")
        await world.until(lambda _session: WIFI in bot.index.snapshot.entries, "it answers again")
    assert [one[0] for one in journal(world, WIFI)] == ["retired", "published"]


async def test_somebody_elses_change_meanwhile_is_told(world: World, editor: Person) -> None:
    async with world.bot():
        await open_wifi(editor)
        await change_answer(editor, "Ответ Ирины")
        with world.database.write() as session:
            entry = library.entry(session, WIFI)
            changed = type(entry)(
                **{**{f: getattr(entry, f) for f in entry.__slots__}, "link": "https://example.com/"}
            )
            library.save(session, changed, author="Павел", now=world.clock())
        await editor.press("Проверить и опубликовать")
        await editor.wait_for("эту статью изменили", timeout=DEADLINE)
