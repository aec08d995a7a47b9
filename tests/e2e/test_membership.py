"""Whoever leaves the agents' group may do nothing any more, and everything again when they are back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handoff.case import EventType, State
from store.schema import Person as Staff
from tests.e2e.conftest import QUESTION, World, pressed


def roles(world: World, name: str) -> list[str]:
    found: list[str] = world.read(
        lambda session: session.scalars(select(Staff.roles).where(Staff.name == name)).one()
    )
    return found


@pytest.mark.parametrize("how", ["leave", "ban", "restrict"])
async def test_who_loses_the_place_in_the_group_loses_the_case_and_gets_it_back_by_coming_back(
    world: World, how: str
) -> None:
    async with world.bot(supervisors=str(world.irina.id)):
        await world.irina.at(world.irina.id).start()
        _, pavel = await world.handed_off()
        await pressed(pavel, "Взять")
        await world.customer.wait_for("Павел на связи")
        await world.desk.change(how, user_id=world.pavel.id)
        await world.irina.at(world.irina.id).wait_for("1 обращение вернулось в очередь")
        assert (roles(world, "Павел"), world.case().state) == ([], State.QUEUED)
        private = world.pavel.at(world.pavel.id)
        await private.say("/queue")
        await private.wait_for("Такой команды у меня нет")
        await world.desk.change("join", user_id=world.pavel.id)
        await world.irina.at(world.irina.id).wait_for("снова в группе поддержки")
        assert roles(world, "Павел") == ["agent"]


async def test_who_left_while_the_bot_was_away_is_found_at_the_start(world: World) -> None:
    async with world.bot():
        _, pavel = await world.handed_off()
        await pressed(pavel, "Взять")
        await world.settled()
    await world.desk.change("leave", user_id=world.pavel.id)
    world.telegram.world.updates.clear()
    async with world.bot():
        await world.until(lambda session: world.case().state == State.QUEUED, "the case is back")
        assert roles(world, "Павел") == []


async def test_a_supervisor_of_the_settings_may_be_outside(world: World) -> None:
    async with world.bot(supervisors=str(world.irina.id)):
        await world.desk.change("leave", user_id=world.irina.id)
        await world.settled()
        assert "supervisor" in roles(world, "Ирина")


async def test_a_name_taken_out_of_the_settings_loses_what_they_gave(world: World) -> None:
    async with world.bot(supervisors=str(world.pavel.id)):
        await world.settled()
        assert roles(world, "Павел") == ["agent", "supervisor", "editor"]
    async with world.bot(supervisors=str(world.irina.id)):
        await world.settled()
        assert roles(world, "Павел") == ["agent"]


@pytest.mark.parametrize(("emoji", "state"), [("👍", State.CLOSED), ("👎", State.REOPENED)])
async def test_a_reaction_answers_whether_it_is_solved(world: World, emoji: str, state: State) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await irina.say("Готово, проверьте")
        line = await world.customer.wait_for("Готово, проверьте")
        await world.settled()
        await world.customer.react(line.id, "❤")
        await irina.wait_for("Клиент поставил ❤")
        await pressed(irina, "Решено")
        asked = await world.customer.wait_for("вопрос решён?")
        await world.settled()
        await world.customer.react(asked.id, emoji)
        reached = (state, State.OWNED) if state == State.REOPENED else (state,)
        await world.until(lambda session: world.case().state in reached, "the reaction counted")


@pytest.mark.parametrize(("emoji", "counted"), [("👍", EventType.HELPED), ("👎", EventType.NOT_HELPED)])
async def test_a_reaction_to_an_answer_of_the_bot_counts_as_its_button(
    world: World, emoji: str, counted: EventType
) -> None:
    async with world.bot():
        await world.customer.say(QUESTION)
        answer = await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.settled()
        await world.customer.react(answer.id, emoji)
        await world.until(
            lambda session: counted in [event.type for event in world.events()], "the reaction counted"
        )
