"""A customer walks through a step-by-step guide."""

from __future__ import annotations

from sqlalchemy import select

from handoff.package import build
from store.schema import Case
from tests.e2e.conftest import World

ASKED = "не работает домашний интернет"


async def begun(world: World) -> int:
    """The customer asks, and sees the first step; gives the id of the message."""
    await world.customer.say(ASKED)
    first = await world.customer.wait_for(lambda seen: "Всё в порядке" in seen.buttons)
    return first.id


def steps(world: World) -> list[tuple[str, str]]:
    """What was checked in the newest case."""

    def read(session):  # type: ignore[no-untyped-def]
        case = session.scalars(select(Case).order_by(Case.id.desc())).first()
        return [(one.question, one.choice) for one in build(session, case).checked]

    found: list[tuple[str, str]] = world.read(read)
    return found


async def test_a_guide_is_walked_in_one_message_and_people_see_what_was_checked(world: World) -> None:
    async with world.bot():
        message = await begun(world)
        for label, following in (
            ("Всё в порядке", "Перезагрузили роутер?"),
            ("Да, не помогло", "Кабель плотно сидит"),
            ("Да, не помогло", "Огонёк LOS"),
        ):
            await world.customer.press(label, message_id=message)
            await world.customer.wait_for(
                lambda seen, words=following: seen.id == message and words in seen.text
            )
        await world.customer.press("Да", message_id=message)
        await world.customer.wait_for("номер договора")
        await world.customer.say("12345678")
        await world.customer.wait_for("По какому адресу")
        await world.customer.say("Тула, Ленина 1, 5")
        await world.customer.wait_for("Всё, что можно проверить самим, мы проверили")
        agent = world.irina.in_topic(await world.topic())
        card = await agent.wait_for("Проверено:")
        assert "Перезагрузили роутер: Да, не помогло" in card.text
        assert "Огонёк LOS горит красным: Да" in card.text
        await world.settled()
        sent = [seen for seen in await world.customer.history() if seen.from_bot]
        assert [seen.id for seen in sent].count(message) == 1
        assert "Позвать человека" not in "".join(sent[0].buttons)
    assert [choice for _, choice in steps(world)] == [
        "Всё в порядке",
        "Да, не помогло",
        "Да, не помогло",
        "Да",
    ]
