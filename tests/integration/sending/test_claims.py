"""Taking rows of the outbox on both databases: order, one winner, and silence after a claim."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event, update

from bot.sending import claims, settle
from bot.sending.settle import Hooks, Settling, Tried
from bot.telegram.calls import Attempt
from bot.telegram.outcomes import Delivered
from store.database import Database
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import Case, Customer, Outbox

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOW = Settling(desks=(-1001,), hooks=Hooks())


def make_case(database: Database, epoch: int = 0) -> int:
    with database.write() as session:
        customer = Customer(external_id=epoch + 1000, created_at=NOW)
        session.add(customer)
        session.flush()
        case = Case(customer_id=customer.id, state="new", opened_at=NOW, epoch=epoch)
        session.add(case)
        session.flush()
        return case.id


def write(database: Database, key: str, **about: Any) -> int:
    defaults: dict[str, Any] = {
        "lane": "chat:7",
        "action": Action.SEND_TEXT,
        "author": Author.BOT,
        "priority": Priority.ANSWER,
        "chat_id": 7,
        "payload": {"html": "текст"},
    }
    with database.write() as session:
        put(session, Outgoing(key=key, **{**defaults, **about}), NOW)
        return session.query(Outbox.id).where(Outbox.key == key).scalar()


def heads(database: Database, now: datetime = NOW, **options: Any) -> list[int]:
    with database.read() as session:
        return [candidate.id for candidate in claims.candidates(session, now, **options)]


def take(database: Database, *ids: int, name: str = "one", now: datetime = NOW) -> list[claims.OutboxRow]:
    with database.write() as session:
        return claims.claim(session, ids, now, name)


def finish(database: Database, row: claims.OutboxRow, ids: tuple[int, ...] = (1,)) -> None:
    with database.write() as session:
        settle.settle(session, [Tried(row, 7, Attempt(Delivered(ids), ids))], NOW, HOW)


def state(database: Database, row_id: int) -> str:
    with database.read() as session:
        return session.get_one(Outbox, row_id).state


def test_one_row_of_a_lane_at_a_time_in_order(database):
    first, second = write(database, "1"), write(database, "2")
    assert heads(database) == [first]
    (row,) = take(database, first)
    assert heads(database) == []
    finish(database, row)
    assert heads(database) == [second]


def test_a_smaller_rank_overtakes_what_waits(database):
    write(database, "1")
    urgent = write(database, "2", rank=-1)
    assert heads(database) == [urgent]


def test_a_row_that_waits_holds_its_lane_but_no_other(database):
    write(database, "1", not_before=NOW + timedelta(seconds=5))
    write(database, "2")
    other = write(database, "3", lane="chat:8", chat_id=8)
    assert heads(database) == [other]
    assert len(heads(database, NOW + timedelta(seconds=5))) == 2


def test_what_stands_before_a_line_is_as_urgent_as_the_line(database):
    decoration = write(database, "1", lane="topic:1", priority=Priority.DECORATION)
    write(database, "2", lane="topic:1", priority=Priority.LINE)
    answer = write(database, "3", lane="chat:8")
    assert heads(database) == [decoration, answer]


def test_a_full_group_does_not_hide_the_customers(database):
    write(database, "1", lane="topic:1", chat_id=None, priority=Priority.LINE)
    reaction = write(
        database, "2", lane="receipt:1", chat_id=None, priority=Priority.DECORATION, action=Action.REACT
    )
    answer = write(database, "3")
    assert heads(database, desk=-1001, closed=[-1001]) == [answer, reaction]


def test_a_row_has_one_winner(database):
    first = write(database, "1")
    assert [row.id for row in take(database, first, name="one")] == [first]
    assert take(database, first, name="two") == []


def test_a_row_has_one_winner_among_many_at_once(database):
    ids = [write(database, str(n), lane=f"chat:{n}", chat_id=n) for n in range(1, 21)]
    won: list[int] = []
    start = threading.Barrier(4)

    def compete(name: str) -> None:
        start.wait()
        for row_id in ids:
            won.extend(row.id for row in take(database, row_id, name=name))

    threads = [threading.Thread(target=compete, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == ids


def test_invariant_5_the_claiming_statement_drops_what_the_bot_wrote_before_a_human_came(database):
    case_id = make_case(database, epoch=3)
    late = write(database, "1", case_id=case_id, epoch=2)
    timely = write(database, "2", case_id=case_id, epoch=3, lane="chat:8", chat_id=8)
    agent = write(database, "3", case_id=case_id, epoch=2, author=Author.AGENT, lane="chat:9", chat_id=9)
    notice = write(database, "4", case_id=case_id, epoch=2, author=Author.SYSTEM, lane="chat:10", chat_id=10)
    statements: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        with database.write() as session:
            statements.clear()
            rows = claims.claim(session, [late, timely, agent, notice], NOW, "one")
            told = [statement for statement in statements if "outbox" in statement]
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)
    assert len(told) == 1
    assert {row.id: row.state for row in rows} == {
        late: "dropped",
        timely: "sending",
        agent: "sending",
        notice: "sending",
    }


def test_invariant_5_a_claim_between_look_and_taking_silences_the_bot(database):
    case_id = make_case(database)
    row_id = write(database, "1", case_id=case_id, epoch=0)
    assert heads(database) == [row_id]
    with database.write() as session:
        session.execute(update(Case).where(Case.id == case_id).values(epoch=1))
    (row,) = take(database, row_id)
    assert row.state == "dropped"
    assert heads(database) == []
    with database.read() as session:
        assert session.get_one(Outbox, row_id).settled_at == NOW


def test_rows_of_a_dead_process_are_found_at_once_by_its_successor(database):
    row_id = write(database, "1")
    take(database, row_id, name="one")
    with database.write() as session:
        assert [row.id for row in claims.stranded(session, NOW, "one", ())] == [row_id]
        assert claims.stranded(session, NOW, "one", (row_id,)) == []


def test_rows_of_another_process_are_left_to_it_until_the_lease_ends(database):
    row_id = write(database, "1")
    take(database, row_id, name="one")
    with database.write() as session:
        assert claims.stranded(session, NOW + timedelta(seconds=59), "two", ()) == []
        later = claims.stranded(session, NOW + timedelta(seconds=61), "two", ())
    assert [row.id for row in later] == [row_id]


def test_a_process_that_lost_its_lease_settles_nothing(database):
    row_id = write(database, "1")
    (row,) = take(database, row_id, name="one")
    with database.write() as session:
        session.execute(update(Outbox).values(state="pending"))
    take(database, row_id, name="two", now=NOW + timedelta(seconds=70))
    finish(database, row)
    assert state(database, row_id) == "sending"


def test_a_faulty_hook_does_not_undo_a_delivery(database):
    def broken(*_: Any) -> None:
        raise KeyError("hook")

    row_id = write(database, "1")
    (row,) = take(database, row_id)
    with database.write() as session:
        how = Settling(desks=(), hooks=Hooks(on_settled=broken))
        settle.settle(session, [Tried(row, 7, Attempt(Delivered((1,)), (1,)))], NOW, how)
    assert state(database, row_id) == "sent"
