"""A supervisor decides who may do what, and it is kept who decided it."""

from __future__ import annotations

from sqlalchemy import select

from sim.people import Person
from store.authoring import RoleChange
from store.schema import Person as Staff
from tests.e2e.conftest import World


def roles(world: World) -> dict[str, list[str]]:
    """Everybody's roles by name."""
    found: dict[str, list[str]] = world.read(
        lambda session: {one.name: one.roles for one in session.scalars(select(Staff))}
    )
    return found


async def _open_team(editor: Person) -> None:
    await editor.say("/team")
    await editor.wait_for("Команда")


async def test_roles_are_given_and_taken_with_a_record(world: World, editor: Person) -> None:
    async with world.bot():
        await _open_team(editor)
        await editor.press("Добавить человека")
        await editor.wait_for("Кого добавить?")
        await world.customer.start()
        await editor.do("contact", user_id=world.customer.id, first_name="Мария")
        await editor.wait_for(lambda seen: "➕ Сделать редактором" in seen.buttons)
        await editor.press("Сделать редактором")
        await world.customer.wait_for("Вы теперь редактор")
        await world.customer.say("/kb")
        await world.customer.wait_for("База знаний")
        await editor.press("Больше не редактор")
        await editor.wait_for("снята роль «редактор», решение: Ирина")
        said = await world.customer.say("/kb")
        await world.customer.wait_for("Такой команды у меня нет", after=said.id)
    kept = world.read(lambda session: session.scalars(select(RoleChange).order_by(RoleChange.id)).all())
    assert [(one.role, one.granted, one.by_id) for one in kept if one.role != "agent"] == [
        ("supervisor", True, None), ("editor", True, None), ("editor", True, 1), ("editor", False, 1),
    ]  # fmt: skip


async def test_people_are_found_by_number_and_by_name(world: World, editor: Person) -> None:
    sergey = await world.telegram.people.customer("Сергей", username="sergey_k")
    async with world.bot():
        await sergey.start()
        await sergey.wait_for("Здравствуйте")
        await _open_team(editor)
        for words in ("@sergey_k", str(sergey.id)):
            await editor.press("Добавить человека")
            await editor.wait_for("Кого добавить?")
            said = await editor.say(words)
            await editor.wait_for("Сергей", after=said.id)
            await editor.say("/team")
            await editor.wait_for("Команда", after=said.id)
        await editor.press("Добавить человека")
        await editor.say("@nobody_there")
        await editor.wait_for("Не нашёл такого человека")


async def test_the_supervisor_of_the_settings_stays_one(world: World, editor: Person) -> None:
    async with world.bot():
        await _open_team(editor)
        await editor.press("Ирина")
        await editor.wait_for(lambda seen: "➖ Больше не супервизор" in seen.buttons)
        await editor.press("Больше не супервизор")
        await world.settled()
    assert roles(world) == {"Ирина": ["agent", "supervisor", "editor"], "Павел": ["agent"]}


async def test_one_supervisor_is_always_left(world: World, editor: Person) -> None:
    async with world.bot():
        await _open_team(editor)
        await world.settled()
    async with world.bot(supervisors=""):
        await editor.press("Ирина")
        await editor.wait_for(lambda seen: "➖ Больше не супервизор" in seen.buttons)
        await editor.press("Больше не супервизор")
        await world.settled()
    assert roles(world) == {"Ирина": ["agent", "supervisor", "editor"], "Павел": ["agent"]}


async def test_somebody_of_the_team_is_a_customer_like_all_others_apart_from_these_commands(
    world: World, editor: Person
) -> None:
    async with world.bot():
        await _open_team(editor)
        await editor.say("как сменить пароль wifi")
        await editor.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
