"""What the agents get: a topic for each handed-off case, and a talk that carries everything both ways."""

from __future__ import annotations

from sqlalchemy import select

from handoff.case import State
from store.schema import TrainingExample
from tests.e2e.conftest import World, pressed


async def test_no_topic_before_a_handoff(world: World) -> None:
    async with world.bot():
        await world.customer.start()
        await world.customer.say("как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.settled()
        assert await world.desk.topics() == []


async def test_writing_first_takes_the_case(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await irina.wait_for(lambda seen: "Взять" in seen.buttons)
        await irina.say("Здравствуйте, смотрю")
        await world.customer.wait_for("Ирина на связи")
        await world.customer.wait_for("Здравствуйте, смотрю")
    assert world.case().state == State.OWNED


async def test_formatting_replies_and_receipts_are_carried(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await irina.wait_for(lambda seen: "Взять" in seen.buttons)
        line = await world.customer.say("вот мой <b>вопрос</b>", parse_mode="HTML")
        copied = await irina.wait_for("вот мой вопрос")
        assert copied.raw["entities"][0]["type"] == "bold"
        await world.settled()  # nobody answers before the delivery is written down
        said = await irina.say("<i>отвечаю</i>", parse_mode="HTML", reply_to=copied.id)
        answer = await world.customer.wait_for("отвечаю")
        assert answer.raw["entities"][0]["type"] == "italic"
        assert answer.raw["reply_to_message"]["message_id"] == line.id
        await world.settled()
        own = next(seen for seen in await irina.history() if seen.id == said.id)
        assert "👌" in own.reactions


async def test_not_solved_goes_back_to_the_agent_who_knows_it(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await irina.say("готово")
        await world.customer.wait_for("готово")
        await pressed(irina, "Решено")
        await world.customer.wait_for("вопрос решён?")
        await world.customer.press("Нет")
        await world.customer.wait_for("снова занимается Ирина")
        await irina.wait_for("не решено")
        await world.settled()
    case = world.case()
    assert case.state == State.OWNED
    assert case.owner_id == case.last_agent_id


async def test_a_closed_case_takes_no_line_until_it_is_opened_again(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await irina.say("готово")
        await pressed(irina, "Решено")
        await world.customer.wait_for("вопрос решён?")
        await world.customer.press("Да")
        await irina.wait_for("Клиент подтвердил")
        await irina.say("забыла сказать")
        await irina.wait_for("сообщение клиенту не ушло")
        await pressed(irina, "Открыть снова")
        await world.customer.wait_for("Ирина на связи")
        await irina.say("вот что ещё")
        await world.customer.wait_for("вот что ещё")


async def test_the_group_becomes_a_supergroup_and_nothing_stops(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await irina.wait_for(lambda seen: "Взять" in seen.buttons)
        moved = await world.desk.migrate()
        await world.customer.say("вы ещё тут?")
        agent = moved.agents[0]
        topics = await moved.wait_for_topic("№ 1")
        await agent.in_topic(topics).wait_for("вы ещё тут?")


async def test_an_agent_says_which_entry_would_have_answered_and_line_zero_learns_it(world: World) -> None:
    async with world.bot():
        await world.customer.say("продаёте абонемент в бассейн с сауной")
        irina = world.irina.in_topic(await world.topic())
        await irina.say("готово")
        await pressed(irina, "Решено")
        offer = await irina.wait_for("Какая статья ответила бы")
        await irina.press(offer.buttons[0])
        await world.settled()
    lesson = world.read(lambda session: session.scalars(select(TrainingExample)).one())
    assert (lesson.origin, lesson.right) == ("linked", True)
    assert "бассейн" in lesson.text
