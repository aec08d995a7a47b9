"""What quick tests cannot show of lines and vendors: menus in place of buttons, files in the topic, people
called by name, over HTTP as Telegram does it."""

from __future__ import annotations

from typing import Any

from handoff.case import State
from sim.people import Seen
from tests.e2e.conftest import World, pressed


def called(seen: Seen) -> list[int]:
    """Whom a message calls by name."""
    entities: list[dict[str, Any]] = seen.raw.get("entities", [])
    return [one["user"]["id"] for one in entities if one["type"] == "text_mention"]


async def test_practices_s3_and_s9_a_case_goes_up_by_buttons_and_costs_the_group_one_message(
    world: World,
) -> None:
    async with world.bot():
        irina, pavel = await world.taken()
        await world.settled()
        before = len(await irina.history())
        await pressed(irina, "Ещё…", "⬆️ На 2-ю линию", "нет прав или инструмента", "высокая")
        await irina.wait_for("передаёт обращение на 2-ю линию")
        await world.customer.wait_for("специалистам, которые занимаются такими случаями")
        await world.settled()
        assert len(await irina.history()) == before + 1
        shown = await pavel.wait_for(lambda seen: "Взять" in seen.buttons)
        assert "🪜 1 → 2" in shown.text
        assert "нет прав или инструмента, высокая" in shown.text
        await pavel.press("Взять", message_id=shown.id)
        await world.customer.wait_for("Павел на связи")
    case = world.case()
    assert (case.line, case.state, case.criticality) == (2, State.OWNED, "high")


async def test_practice_s5_the_vendor_gets_files_and_the_case_waits_for_him(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.say("пропадает связь, мой номер +7 916 123-45-67")
        await irina.wait_for("пропадает связь")
        await pressed(irina, "Ещё…", "📤 Передать вендору")
        await irina.wait_for("передаёт обращение вендору")
        await world.customer.wait_for("нашего партнёра")
        files = [seen for seen in await irina.history() if seen.kind == "document"]
        names = [seen.raw["document"]["file_name"] for seen in files]
        number = world.case().id
        assert names == [f"case-{number}.json", f"case-{number}.txt"]
        await pressed(irina, "▶️ Вендор ответил")
        await irina.wait_for(lambda seen: "Ждём клиента" in seen.buttons)
        await world.settled()
    assert world.case().state == State.OWNED


async def test_who_waits_for_the_customer_is_called_by_name_when_he_answers(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await irina.say("Какая модель роутера?")
        await world.customer.wait_for("модель роутера")
        await pressed(irina, "Ждём клиента")
        await irina.wait_for(lambda seen: "▶️ Продолжить" in seen.buttons)
        await world.customer.say("Keenetic Viva")
        told = await irina.wait_for("клиент ответил")
        assert called(told) == [world.irina.id]
    assert world.case().state == State.OWNED
