"""Who may not edit cannot: neither by commands, nor by buttons kept from earlier, nor by made-up ones."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from sim.people import Person
from store.authoring import KbDraft, RoleChange
from store.schema import KbVersion
from store.schema import Person as Staff
from tests.e2e.conftest import World
from tests.e2e.editing import write_pool_until

FORGED = (
    "kb:menu", "kb:new", "kb:edit:internet-none", "kb:retire:internet-none", "kb:publish:1", "kb:drop:1",
    "kb:gappeople:1", "team:menu", "team:role:1:editor:1", "team:role:1:supervisor:1", "kb", "team", "kb:::",
)  # fmt: skip


def traces(world: World) -> tuple[int, ...]:
    """How much there is of what only editors and supervisors can make."""
    tables = (KbDraft, KbVersion, RoleChange)
    return tuple(
        world.read(lambda session, one=table: session.scalar(select(func.count()).select_from(one)))
        for table in tables
    )


async def _an_agent(world: World) -> Person:
    """Pavel is an agent: he has written in the group."""
    _, pavel = await world.handed_off()
    await pavel.say("Здравствуйте, смотрю")
    await world.customer.wait_for("Павел на связи")
    return world.pavel.at(world.pavel.id)


@pytest.mark.parametrize("command", ["/kb", "/team", "/KB"])
async def test_a_customer_gets_the_reply_to_any_unknown_command(
    world: World, editor: Person, command: str
) -> None:
    async with world.bot():
        await world.customer.say("/nosuchcommand")
        unknown = await world.customer.wait_for(lambda seen: seen.from_bot)
        await world.customer.say(command)
        same = await world.customer.wait_for(lambda seen: seen.from_bot, after=unknown.id)
        assert (same.text, same.buttons) == (unknown.text, unknown.buttons)


async def test_an_agent_gets_the_reply_to_any_unknown_command(world: World, editor: Person) -> None:
    async with world.bot():
        pavel = await _an_agent(world)
        await pavel.say("/nosuchcommand")
        unknown = await pavel.wait_for(lambda seen: seen.from_bot)
        for command in ("/kb", "/team"):
            said = await pavel.say(command)
            reply = await pavel.wait_for(lambda seen: seen.from_bot, after=said.id)
            assert (reply.text, reply.buttons) == (unknown.text, unknown.buttons)


async def test_forged_buttons_of_a_customer_and_an_agent_change_nothing(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        pavel = await _an_agent(world)
        await pavel.start()
        before = traces(world)
        for person in (world.customer, pavel):
            button = await person.wait_for(lambda seen: seen.from_bot)
            await world.settled()
            seen_before = len(await person.history())
            for data in FORGED:
                await person.do("press_stale", message_id=button.id, data=data)
            await world.settled()
            assert len(await person.history()) == seen_before
        assert traces(world) == before
    roles = world.read(lambda session: {one.name: one.roles for one in session.scalars(select(Staff))})
    assert roles == {"Ирина": ["agent", "supervisor", "editor"], "Павел": ["agent"]}


async def test_forged_buttons_of_an_editor_who_is_no_supervisor_give_no_role(
    world: World, editor: Person
) -> None:
    async with world.bot():
        pavel = await _an_agent(world)
        await pavel.start()
        await editor.say("/team")
        await editor.wait_for("Команда")
        await editor.press("Павел")
        await editor.wait_for(lambda seen: "➕ Сделать редактором" in seen.buttons)
        await editor.press("Сделать редактором")
        welcome = await pavel.wait_for("Вы теперь редактор")
        for data in ("team:menu", "team:role:2:supervisor:1", "team:role:1:editor:0"):
            await pavel.do("press_stale", message_id=welcome.id, data=data)
        await world.settled()
    roles = world.read(lambda session: {one.name: one.roles for one in session.scalars(select(Staff))})
    assert roles == {"Ирина": ["agent", "supervisor", "editor"], "Павел": ["agent", "editor"]}


async def test_buttons_in_the_group_open_nothing(world: World, editor: Person) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        card = await irina.wait_for(lambda seen: "Взять" in seen.buttons)
        await irina.do("press_stale", message_id=card.id, data="kb:new")
        await world.settled()
        assert traces(world)[0] == 0
        assert await editor.history() == []


async def test_who_lost_the_role_cannot_go_on(world: World, editor: Person) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        await world.settled()
    before = traces(world)[:2]
    with world.database.write() as session:
        session.scalars(select(Staff).where(Staff.name == "Ирина")).one().roles = ["agent"]
        session.scalars(select(Staff).where(Staff.name == "Павел")).one().roles = ["supervisor"]
    async with world.bot(supervisors=""):
        card = next(seen for seen in reversed(await editor.history()) if seen.buttons)
        for data in ("kb:check:1", "kb:publish:1", "kb:drop:1", "kb:field:1:answer"):
            await editor.do("press_stale", message_id=card.id, data=data)
        said = await editor.say("/kb")
        await editor.wait_for(lambda seen: seen.from_bot, after=said.id)
        await world.settled()
        later = [seen.text for seen in await editor.history() if seen.id > said.id]
        assert not [text for text in later if "База знаний" in text]
    assert traces(world)[:2] == before


async def test_nobody_but_its_author_opens_a_draft_that_is_not_in_review(
    world: World, editor: Person
) -> None:
    async with world.bot():
        await write_pool_until(editor, "card")
        pavel = await _an_agent(world)
        await pavel.start()
        with world.database.write() as session:
            session.scalars(select(Staff).where(Staff.name == "Павел")).one().roles = ["editor"]
        await pavel.say("/kb")
        menu = await pavel.wait_for("База знаний")
        for data in ("kb:draft:1", "kb:drop:1", "kb:publish:1", "kb:field:1:answer"):
            await pavel.do("press_stale", message_id=menu.id, data=data)
        await world.settled()
        assert not [seen for seen in await pavel.history() if "Черновик" in seen.text]
    assert world.read(lambda session: session.scalars(select(KbDraft)).one()).person_id == 1
