"""What editors do again and again in the scenarios."""

from __future__ import annotations

from bot.team import roles
from bot.team.roles import Role
from sim.people import Person
from tests.e2e.conftest import DEADLINE, World

QUESTION = "Сколько стоит бассейн?"


async def write_pool_until(editor: Person, step: str) -> None:
    """Write an entry about a swimming pool up to a step of the conversation."""
    await editor.say("/kb")
    await editor.wait_for("База знаний")
    await editor.press("Новая статья")
    await editor.wait_for("Какой вопрос закрывает статья?")
    if step == "question":
        return
    await editor.say(QUESTION)
    await editor.wait_for("Что ответить клиенту?")
    if step == "answer":
        return
    await editor.say("Абонемент стоит <b>500 ₽</b> в месяц", parse_mode="HTML")
    await editor.wait_for("Картинка, файл или ссылка")
    await editor.send("photo")
    await editor.wait_for("картинка есть")
    await editor.say("https://example.com/pool")
    await editor.wait_for("https://example.com/pool")
    if step == "extras":
        return
    await editor.press("Дальше")
    await editor.wait_for("Как ещё об этом спрашивают?")
    await editor.say("— абонемент в бассейн\n2. почём поплавать")
    await editor.wait_for("К какой теме отнести?")
    await editor.press("Счёт и оплата")
    await editor.wait_for("и на английском?")
    await editor.press("Пропустить")
    await editor.wait_for("перед передачей человеку?")
    await editor.press("номер телефона")
    await editor.wait_for(lambda seen: "✓ номер телефона" in seen.buttons)
    await editor.press("Дальше")
    await editor.wait_for("Когда статья действует?")
    if step == "validity":
        return
    await editor.press("Пропустить")
    await editor.wait_for("Черновик")


async def publish_pool(editor: Person) -> None:
    """From the card to an entry that answers."""
    await editor.press("Проверить и опубликовать")
    await editor.wait_for(
        lambda seen: "публиковать" in seen.text and "📣 Опубликовать" in seen.buttons, timeout=DEADLINE
    )
    await editor.press("📣 Опубликовать")
    await editor.wait_for("Бот уже отвечает по-новому")


async def second_editor(world: World) -> Person:
    """Pavel, an editor too, in his own chat with the bot."""
    pavel = world.pavel.at(world.pavel.id)
    await pavel.start()
    with world.database.write() as session:
        person = roles.add(session, pavel.id, world.clock(), "Павел")
        roles.set_role(session, person, Role.EDITOR, world.clock(), granted=True)
    return pavel
