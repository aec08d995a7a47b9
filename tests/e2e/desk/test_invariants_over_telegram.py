"""Invariants that customers and agents would notice, through the local Telegram; their sharper tests stand
where each can fail soonest."""

from __future__ import annotations

from dataclasses import replace

from handoff import ledger
from handoff.case import EventType, fold
from kb import library
from tests.e2e.conftest import QUESTION, World, pressed

WIFI = "wifi-password-change"


async def test_invariant_2_a_chat_that_has_to_wait_keeps_its_order_and_holds_up_no_other(
    world: World,
) -> None:
    """Telegram lets nothing into Мария's chat for a minute; Пётр is answered at once."""
    peter = await world.telegram.people.customer("Пётр")
    said = [f"строка {number}" for number in range(5)]
    async with world.bot():
        irina, _ = await world.taken()
        await world.settled()
        fault = await world.customer.control.add_fault(
            "too_many_requests", chat_id=world.customer.id, retry_after=60, count=1
        )
        await irina.say("этого Мария ещё не видит")
        for line in said:
            await world.customer.say(line)
        await peter.say(QUESTION)
        await peter.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await irina.wait_for(said[-1])
        lines = [seen.text.removeprefix("🗣 Мария: ") for seen in await irina.history()]
        assert [line for line in lines if line in said] == said
        assert "этого Мария ещё не видит" not in await world.heard()
        await world.customer.control.lift_faults(fault)


async def test_invariant_9_the_state_of_a_case_is_the_fold_of_its_events(world: World) -> None:
    async with world.bot():
        irina, _ = await world.handed_off()
        await irina.say("готово")
        await pressed(irina, "Решено")
        await world.customer.wait_for("вопрос решён?")
        await world.customer.press("Нет")
        await world.customer.wait_for("снова занимается")
        await world.settled()
    assert fold(world.events()) == ledger.state_of(world.case())


async def test_invariant_10_an_answer_names_the_version_that_gave_it_for_ever(world: World) -> None:
    peter = await world.telegram.people.customer("Пётр")
    async with world.bot() as bot:
        await world.customer.say(QUESTION)
        await world.customer.wait_for(lambda seen: "👍 Помогло" in seen.buttons)
        await world.settled()
        entry = bot.index.entry(WIFI)
        assert entry is not None
        with world.database.write() as session:
            changed = replace(entry, answers={**entry.answers, "ru": "Теперь иначе."})
            library.save(session, changed, author="test", now=world.clock())
        await world.until(lambda _session: bot.index.snapshot.entries[WIFI].version == 2, "version 2 answers")
        await peter.say(QUESTION)
        await peter.wait_for("Теперь иначе.")
        await world.settled()
    answers = [
        event.payload
        for number in (1, 2)
        for event in world.events(number)
        if event.type is EventType.ANSWERED
    ]
    assert [(one["entry"], one["version"]) for one in answers] == [(WIFI, 1), (WIFI, 2)]
    assert all(one["model"] and 0 <= one["confidence"] <= 1 for one in answers)
    told = world.read(lambda session: library.entry(session, WIFI, 1))
    assert told.answers == entry.answers
