"""From a row of the outbox to a message on a customer's phone."""

from __future__ import annotations

from store.schema import Inbox


async def test_a_line_of_the_outbox_reaches_the_customer(bench):
    maria = await bench.telegram.people.customer()
    await maria.start()
    async with bench.sender():
        bench.put(bench.text(maria.id, "Здравствуйте! <b>Чем помочь?</b>"))
        seen = await maria.wait_for("Чем помочь?")
        await bench.settled()
    row = bench.rows()[0]
    assert row.state == "sent"
    assert row.result == {"chat_id": maria.id, "ids": [seen.id]}


async def test_what_a_customer_writes_is_in_the_inbox(bench):
    maria = await bench.telegram.people.customer()
    async with bench.poller():
        await maria.start()
        await maria.say("Не работает интернет")

        def stored() -> bool:
            with bench.database.read() as session:
                return session.query(Inbox).count() == 2

        await bench.until(stored)
    with bench.database.read() as session:
        rows = session.query(Inbox).order_by(Inbox.id).all()
    assert [row.lane for row in rows] == [f"chat:{maria.id}"] * 2
    assert "Не работает интернет" in rows[1].body
