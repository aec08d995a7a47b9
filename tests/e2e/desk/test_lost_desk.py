"""The bot cannot work in the agents' group, or not reach Telegram: supervisors hear of it in private, nobody
is promised a time, and all goes on when it is mended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from store.schema import Case, Outbox, Setting
from tests.e2e.conftest import UNKNOWN, World


def supervised(world: World) -> Any:
    """Irina in private, who is the supervisor."""
    world.settings = world.settings.model_copy(update={"supervisors": str(world.irina.id)})
    return world.irina.at(world.irina.id)


@pytest.mark.parametrize(
    ("change", "words"), [("kick", "больше нет в группе"), ("demote", "не хватает прав")]
)
async def test_supervisors_hear_at_once_and_nothing_is_lost(world, change, words):
    irina = supervised(world)
    await irina.start()
    async with world.bot():
        await world.desk.change(change)
        told = await irina.wait_for(words)
        assert "Закрепление сообщений" in told.text
        await world.customer.say("позовите оператора")
        said = await world.customer.wait_for("№ 1")
        assert "минут" not in said.text
        assert "до " not in said.text.split("№ 1")[1]
        assert "как только" in said.text
        assert world.case().promised_at is None
        await world.customer.say("вы тут?")
        await world.desk.change("promote")
        await irina.wait_for("снова работает")
        topic = await world.topic()
        await world.irina.in_topic(topic).wait_for("вы тут?")
        again = await world.customer.wait_for("По обращению № 1 ответим")
        assert again.id > said.id
        assert world.case().promised_at is not None
        await world.settled()
    assert (
        world.read(lambda session: session.query(Setting).filter(Setting.key.like("desk_out:%")).all()) == []
    )


async def test_what_no_update_told_shows_in_the_calls(world):
    """The bot was away when it was thrown out, and Telegram's updates were lost."""
    irina = supervised(world)
    await irina.start()
    await world.telegram.people.add_fault(
        "forbidden", chat_id=world.desk.chat_id, text="bot was kicked from the supergroup chat"
    )
    async with world.bot():
        await world.customer.say("позовите оператора")
        await irina.wait_for("больше нет в группе")
        await world.customer.say("и ещё вопрос")
        await world.telegram.people.lift_faults()
        await world.until(lambda session: pending_is_due(world), "due again")
        await irina.wait_for("снова работает")
        await world.settled()
    told = [seen.text for seen in await irina.history() if "больше нет в группе" in seen.text]
    assert len(told) == 1


def pending_is_due(world: World) -> bool:
    """The pauses between attempts are up to a minute: nobody waits for them here."""
    world.clock.ahead += timedelta(seconds=30)
    return True


async def test_a_promise_that_nobody_can_keep_is_withdrawn_once(world):
    irina = supervised(world)
    await irina.start()
    async with world.bot():
        await world.handed_off()
        await world.settled()
        assert world.case().promised_at is not None
        await world.desk.change("kick")
        await irina.wait_for("больше нет в группе")
        world.clock.ahead += timedelta(minutes=14)
        await world.customer.wait_for("Ответим, как только сможем")
        world.clock.ahead += timedelta(hours=1)
        await world.customer.say(UNKNOWN)
        await world.until(lambda session: session.query(Case).one().promised_at is None, "no promise")
    assert sum("как только сможем" in said for said in await world.heard()) == 1


async def test_a_new_case_goes_to_the_group_that_works(world):
    irina = supervised(world)
    await irina.start()
    other = await world.telegram.people.group("Поддержка 2", ["Олег"])
    both = f"{world.desk.chat_id},{other.chat_id}"
    async with world.bot(desk_chat_id=both):
        await world.desk.change("kick")
        await irina.wait_for("больше нет в группе")
        await world.customer.say("позовите оператора")
        assert await other.wait_for_topic("№ 1")
        said = await world.customer.wait_for("№ 1")
        assert "как только" not in said.text


async def test_an_outage_that_lasts_is_told_to_supervisors_and_in_the_topic(world):
    irina = supervised(world)
    await irina.start()
    async with world.bot():
        talk, _ = await world.taken()
        await world.settled()
        fault = await world.telegram.people.add_fault(
            "not_telegram", chat_id=world.customer.id, method="[sc]*", code=403
        )
        await talk.say("Проверяем линию")

        def tried(session: Any) -> bool:
            world.clock.ahead += timedelta(seconds=60)
            row = session.query(Outbox).filter(Outbox.state.in_(("pending", "sending")))
            return any(one.attempts >= 9 for one in row)

        await world.until(tried, "nine attempts")
        await talk.wait_for("ещё не ушло клиенту")
        told = await irina.wait_for("нет связи с Telegram")
        assert "linezero doctor" in told.text
        await world.telegram.people.lift_faults(fault)
        world.clock.ahead += timedelta(minutes=7)  # beyond the longest pause
        await world.customer.wait_for("Проверяем линию")
    lines = [seen.text for seen in await world.customer.history() if seen.from_bot]
    assert sum("Проверяем линию" in line for line in lines) == 1
    assert sum("нет связи" in seen.text for seen in await irina.history()) == 1
