"""An agent's private chat over real HTTP: what is offered there, what he writes there, and who gets it."""

from __future__ import annotations

from handoff.case import State
from tests.e2e.conftest import World


async def test_an_offer_is_taken_in_private_and_the_talk_goes_both_ways(world: World) -> None:
    irina = world.irina.at(world.irina.id)
    async with world.bot(routing="push"):
        await irina.start()
        await irina.say("/shift")
        await irina.wait_for(lambda seen: "Работать здесь" in seen.buttons)
        await irina.press("Работать здесь")
        await irina.wait_for("Кому отвечаем?")
        await world.customer.say("позовите оператора")
        await irina.wait_for(lambda seen: "✅ Беру" in seen.buttons)
        await irina.press("Беру")
        await irina.wait_for("Вы в обращении № 1")
        await irina.say("Здравствуйте, это Ирина")
        await world.customer.wait_for("Здравствуйте, это Ирина")
        await world.telegram.people.add_fault(
            "late_answer", method="copyMessage", chat_id=irina.id, count=1, seconds=1.5
        )
        await world.customer.say("у меня двойное списание")
        line = await irina.wait_for("у меня двойное списание")
        await irina.say("Вижу, верну деньги", reply_to=line.id)
        await world.customer.wait_for("Вижу, верну деньги")
        topic = world.irina.in_topic(await world.topic())
        await topic.wait_for("Вижу, верну деньги")
        await topic.wait_for("у меня двойное списание")
        await irina.press("Решено")
        await world.customer.wait_for(lambda seen: "№ 1" in seen.text and len(seen.buttons) >= 2)
        await world.settled()
    assert world.case().state == State.SOLVED


async def test_the_owner_of_the_group_is_the_first_supervisor(world: World) -> None:
    irina = world.irina.at(world.irina.id)
    async with world.bot():
        await irina.start()
        await irina.say("/team")
        await irina.wait_for("Команда")
        await irina.press("Павел")
        await irina.wait_for(lambda seen: "⚙️ Темы и смены" in seen.buttons)
        await irina.press("Темы и смены")
        await irina.wait_for("Темы: все")
        await irina.press("Смены")
        await irina.wait_for("когда смены?")
        await irina.say("пн-пт 9-18, сб 10-14")
        await irina.wait_for("Смены: пн-пт 9-18, сб 10-14")
        await irina.press("Языки")
        await irina.wait_for("на каких языках отвечает?")
        await irina.press("английский")
        await irina.wait_for(lambda seen: "✓ английский" in seen.buttons)


async def test_what_an_editor_writes_reaches_no_customer(world: World, editor: object) -> None:
    irina = world.irina.at(world.irina.id)
    async with world.bot():
        desk, _ = await world.handed_off()
        await desk.wait_for(lambda seen: "Взять" in seen.buttons)
        await desk.press("Взять")
        await world.customer.wait_for("Ирина на связи")
        await irina.start()
        await irina.say("/here")
        await irina.wait_for("Кому отвечаем?")
        await irina.press("№ 1")
        await irina.wait_for("Вы в обращении № 1")
        await irina.say("/kb")
        await irina.wait_for("База знаний")
        await irina.press("Новая статья")
        await irina.wait_for("Какой вопрос закрывает статья?")
        await irina.say("Секретный черновик")
        await irina.wait_for("Что ответить клиенту?")
        await world.settled()
        seen = [message.text for message in await world.customer.history()]
        assert not [text for text in seen if "Секретный черновик" in text]
