"""Telegram's menu offers /kb, /templates and /team to those who may use them, and to nobody else."""

from __future__ import annotations

from telegram import Bot, BotCommandScopeChat

from sim.people import Person
from tests.e2e.conftest import World
from tests.e2e.sim.conftest import make_bot


async def menu(bot: Bot, person: Person) -> list[str]:
    """The commands that his own chat with the bot offers; empty where they are the usual ones."""
    scope = BotCommandScopeChat(person.id)
    return [one.command for one in await bot.get_my_commands(scope=scope)]


async def test_the_menu_follows_the_role(world: World, editor: Person) -> None:
    async with make_bot(world.telegram) as telegram, world.bot():
        await world.customer.start()
        await world.customer.wait_for("Здравствуйте")
        await editor.say("/team")
        await editor.wait_for("Команда")
        await world.settled()
        assert (await menu(telegram, editor))[:4] == ["shift", "kb", "templates", "team"]
        assert await menu(telegram, world.customer) == []
        await editor.press("Добавить человека")
        await editor.wait_for("Кого добавить?")
        await editor.do("contact", user_id=world.customer.id, first_name="Мария")
        await editor.wait_for(lambda seen: "➕ Сделать редактором" in seen.buttons)
        await editor.press("Сделать редактором")
        await world.customer.wait_for("Вы теперь редактор")
        await world.settled()
        assert (await menu(telegram, world.customer))[:3] == ["kb", "templates", "start"]
        await editor.press("Больше не редактор")
        await editor.wait_for("снята роль «редактор»")
        await world.settled()
        assert await menu(telegram, world.customer) == []


async def test_who_got_a_role_before_he_ever_wrote_gets_the_menu_when_he_does(
    world: World, editor: Person
) -> None:
    newcomer = await world.telegram.people.customer("Глеб")
    async with make_bot(world.telegram) as telegram, world.bot():
        await editor.say("/team")
        await editor.wait_for("Команда")
        await editor.press("Добавить человека")
        await editor.wait_for("Кого добавить?")
        await editor.say(str(newcomer.id))
        await editor.wait_for(lambda seen: "➕ Сделать редактором" in seen.buttons)
        await editor.press("Сделать редактором")
        await editor.wait_for("дана роль «редактор»")
        await world.settled()
        await newcomer.start()
        await newcomer.wait_for("Здравствуйте")
        await world.settled()
        assert (await menu(telegram, newcomer))[0] == "kb"
