"""Complaints about other systems that leave a mass incident to be answered a hundred times, and how it goes
here, over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff.case import EventType, State
from sim.people import Person
from store.schema import Case
from tests.e2e.conftest import World, pressed

FAULT = "не работает интернет"
TEXT = "На линии в Южном районе обрыв, бригада уже на месте. Починим к 18:00."


async def test_complaint_25_one_broadcast_for_all_and_each_is_asked_after_the_repair(world: World) -> None:
    """Five report a fault, a supervisor declares it, a sixth joins by himself, one has something else; after
    the repair each is asked, and who says no is first in the queue."""
    people = [world.customer, *[await world.telegram.people.customer(f"Клиент {n}") for n in range(2, 6)]]
    world.settings = world.settings.model_copy(update={"supervisors": str(world.irina.id)})
    boss = world.irina.at(world.irina.id)
    async with world.bot():
        await boss.say("/queue")
        await boss.wait_for("никто не ждёт")
        for one in people:
            await reports(one)
            await one.wait_for("Ответим")
        alarm = await boss.wait_for("Похоже на аварию")
        assert "обратились 5 клиентов" in alarm.text
        assert "интернет" in alarm.text
        assert await told(people, "Южном районе") == [0] * 5  # nothing without a person's decision

        await pressed(boss, "Это авария")
        await boss.wait_for("Напишите одним сообщением")
        await boss.say(TEXT)
        await boss.wait_for("То же по-английски")
        await pressed(boss, "Без перевода")
        await boss.wait_for("получат 5 клиентов")
        assert await told(people, "Южном районе") == [0] * 5
        await pressed(boss, "🚨 Объявить")
        for one in people:
            await one.wait_for("Южном районе")
        assert len(world.read(in_state(State.WAITING_VENDOR))) == 5

        sixth = await world.telegram.people.customer("Шестой")
        await reports(sixth)
        await sixth.wait_for("Южном районе")
        assert not [seen for seen in await sixth.history() if "Ответим" in seen.text]

        other = people[4]
        await pressed(other, "У меня другое")
        await other.wait_for("он займётся отдельно")
        await people[0].say("жду, спасибо")
        await world.settled()
        assert world.read(in_state(State.QUEUED)) == [5]

        await pressed(boss, "Починили")
        asked = [*people[:4], sixth]
        for one in asked:
            await one.wait_for("у вас всё заработало?")
        assert await told([other], "заработало") == [0]
        await pressed(people[0], "Да, всё решено")
        await people[0].wait_for("Оцените")
        await pressed(people[1], "Нет")
        await people[1].wait_for("Ответим")
        await world.settled()
        assert await told([*people, sixth], "Южном районе") == [1] * 6  # nothing twice
        assert await told(asked, "заработало") == [1] * 5
        assert await told([boss], "Похоже на аварию") == [1]

        await boss.say("/next")
        await boss.wait_for("Ваше следующее: № 2")
        await world.settled()
        assert world.read(in_state(State.OWNED)) == [2]  # first in the queue, before the fifth
        assert world.read(in_state(State.CLOSED)) == [1]
    assert world.read(in_state(State.SOLVED)) == [3, 4, 6]
    joined = [event for event in world.events(6) if event.type is EventType.INCIDENT_JOINED]
    assert [event.payload for event in joined] == [{"incident": 1}]
    assert world.read(lambda session: session.scalar(select(func.count()).select_from(Case))) == 6


async def reports(customer: Person) -> None:
    """The bot's first step is no help in an outage: a person is asked for."""
    await customer.say(FAULT)
    await customer.wait_for(lambda seen: any("Позвать человека" in one for one in seen.buttons))
    await customer.say("позовите оператора")


def in_state(state: State) -> Callable[[Session], list[int]]:
    """Numbers of the cases in a state."""
    return lambda session: list(session.scalars(select(Case.id).where(Case.state == state).order_by(Case.id)))


async def told(people: list[Person], words: str) -> list[int]:
    """How often each of them was told something."""
    return [sum(seen.from_bot and words in seen.text for seen in await person.history()) for person in people]
