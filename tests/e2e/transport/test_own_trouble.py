"""Trouble on our own side: a database that is away, rows that cannot be settled, calls that hang."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.sending import sender as sender_module
from bot.sending.settle import Hooks
from store.database import Database
from store.outbox import Action, Author, Priority, put
from store.schema import Customer, Message, Outbox


class FlickeringDatabase(Database):
    """A database that is away for a while as soon as something is being sent."""

    def __init__(self, real: Database, failures: int) -> None:
        super().__init__(real.url.render_as_string(hide_password=False))
        self.failures = failures

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Session]:
        with super().write(durable=durable) as session:
            busy = session.scalar(select(Outbox.id).where(Outbox.state == "sending").limit(1))
            yield session
            if busy is not None and self.failures:
                self.failures -= 1
                raise OperationalError("commit", {}, Exception("the server went away"))


async def test_what_was_sent_is_written_down_when_the_database_is_back(bench):
    maria = await bench.telegram.people.customer()
    await maria.start()
    real, bench.database = bench.database, FlickeringDatabase(bench.database, failures=2)
    async with bench.sender():
        bench.put(bench.text(maria.id, "Ответ"))
        await bench.settled()
    bench.database.close()
    bench.database = real
    assert [seen.text for seen in await maria.history() if seen.from_bot] == ["Ответ"]
    assert (bench.rows()[0].state, bench.rows()[0].ambiguous) == ("sent", 0)


async def test_a_row_that_cannot_be_settled_in_full_hurts_no_other(bench):
    maria = await bench.telegram.people.customer()
    await maria.start()
    async with bench.sender():
        bench.put(
            bench.text(
                bench.desk.chat_id,
                "",
                key="odd",
                lane="odd",
                chat_id=None,
                author=Author.DESK,
                action=Action.CREATE_TOPIC,
                payload={"topic": 9999, "name": "№ 9999"},  # there is no such case
            ),
            bench.text(maria.id, "Ответ"),
        )
        await bench.settled()
    assert {row.state for row in bench.rows()} == {"sent"}
    assert len(await bench.desk.topics()) == 1


async def test_a_call_that_hangs_is_given_up_as_ambiguous(lite_bench, monkeypatch):
    monkeypatch.setattr(sender_module, "ATTEMPT_SECONDS", 0.3)
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    await bench.telegram.people.add_fault("hang", method="sendMessage", count=1, seconds=60)
    async with bench.sender():
        bench.put(bench.text(maria.id, "Ответ"))
        await maria.wait_for("Ответ")
        await bench.settled()
    row = bench.rows()[0]
    assert (row.state, row.ambiguous) == ("sent", 1)


async def test_a_hook_sees_the_row_as_it_became(lite_bench):
    bench, seen = lite_bench, []
    maria = await bench.telegram.people.customer()
    await maria.start()

    def on_settled(session: Session, row: Any, _outcome: Any) -> None:
        stored = session.get_one(Outbox, row.id)
        seen.append((row.state, stored.state, row.result["ids"], stored.attempts))

    async with bench.sender(hooks=Hooks(on_settled=on_settled)):
        bench.put(bench.text(maria.id, "Ответ"))
        await bench.settled()
    (message,) = [s for s in await maria.history() if s.from_bot]
    assert seen == [("sent", "sent", [message.id], 1)]


async def test_what_a_hook_writes_goes_out_at_once(lite_bench):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()

    def on_settled(session: Session, row: Any, _outcome: Any) -> None:
        if row.key == "first":
            put(session, bench.text(maria.id, "Второй", key="second"), datetime.now(UTC))

    async with bench.sender(hooks=Hooks(on_settled=on_settled), poll=30):
        bench.put(bench.text(maria.id, "Первый", key="first", priority=Priority.NOTICE))
        await maria.wait_for("Второй", timeout=3)
        await bench.settled()


async def test_an_edit_of_a_message_waits_until_the_message_is_there(lite_bench):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    with bench.database.write() as session:
        customer = Customer(external_id=maria.id, created_at=datetime.now(UTC))
        session.add(customer)
        session.flush()
        for number in (5, 6):
            session.add(
                Message(id=number, customer_id=customer.id, author_kind="bot", created_at=datetime.now(UTC))
            )
    await bench.telegram.people.add_fault("too_many_requests", method="sendMessage", count=1, retry_after=1)
    edit = {"message_id": 5, "html": "После"}
    never = {"message_id": 6, "html": "После"}
    async with bench.sender():
        bench.put(
            bench.text(maria.id, "До", message_id=5),
            bench.text(maria.id, "", lane="edits", action=Action.EDIT_TEXT, payload=edit),
            bench.text(maria.id, "", key="never", lane="other", action=Action.EDIT_TEXT, payload=never),
        )
        await bench.settled()
    assert [seen.text for seen in await maria.history() if seen.from_bot] == ["После"]
    assert bench.row("never").state == "failed"
