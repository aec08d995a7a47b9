"""The board shows the queue as it will be taken, and which deadlines end next. Complaint 17: both sides know
the place in the queue."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.desk.screen import board as screen
from handoff import board, ledger, roster, routing
from handoff.case import BOT, Actor, Event, EventType
from handoff.routing import Agent
from handoff.urgency import DANGER
from store.database import Database
from store.schema import Base, Case, Customer, Outbox, Person
from tests.e2e.interleavings import DESK, NOON, services
from tests.integration.desk.scenes import configured, line_with_people, press
from tests.integration.work.line import IRINA

WAITING = st.tuples(
    st.sampled_from([0, 0, 15, 30, 60, 99, 100, 160, DANGER, DANGER + 60]),
    st.integers(0, 120),
    st.sampled_from([1, 1, 2]),
)
"""Priority, minutes since it came, line."""


def queued(database: Database, waiting: list[tuple[int, int, int]]) -> None:
    with database.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        session.add(Person(id=1, external_id=IRINA, name="Ирина", roles=["agent"], created_at=NOON))
        for number, (priority, minutes, line) in enumerate(waiting):
            at = NOON - timedelta(minutes=minutes)
            customer = Customer(external_id=number, segment="vip" if priority == 60 else "", created_at=at)
            session.add(customer)
            session.flush()
            case = ledger.open_case(session, customer.id, language="ru", now=at)
            handed = {"reason": "asked", "priority": priority}
            ledger.record(session, case, Event(EventType.HANDED_OFF, at, BOT, handed))
            if line > 1:
                up = {"line": line, "priority": priority}
                ledger.record(session, case, Event(EventType.ESCALATED, at, Actor("agent", 1), up))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waiting=st.lists(WAITING, min_size=1, max_size=9), shown=st.integers(1, 9))
def test_the_order_on_the_board_is_that_in_which_they_are_taken(
    sqlite_database: Database, waiting: list[tuple[int, int, int]], shown: int
) -> None:
    queued(sqlite_database, waiting)
    anybody = Agent(1)
    with sqlite_database.write() as session:
        on_board = [one.case_id for one in board.look(session, most=shown).waiting]
        offered = [one.id for one in roster.unoffered(session, most=shown)]
        taken = []
        while (following := routing.next_for(anybody, roster.queue_for(session, anybody))) is not None:
            case = session.get_one(Case, following.id)
            lease = {"lease_until": (NOON + timedelta(minutes=30)).isoformat()}
            ledger.record(session, case, Event(EventType.CLAIMED, NOON, Actor("agent", 1), lease))
            session.flush()
            taken.append(case.id)
    assert len(taken) == len(waiting)
    assert on_board == offered == taken[:shown]


def test_the_deadlines_that_end_next_stand_on_it_with_their_moment(sqlite_database: Database) -> None:
    about = configured(services(), sla="20/30/480; urgent: 5/5/120")
    line = line_with_people(sqlite_database, about=about)
    line.says(1, "позовите оператора")
    line.work(seconds=60)
    line.owned(2)
    press(line, "await")
    line.says(3, "у меня списывают деньги с карты прямо сейчас!")
    line.work()
    line.topic()
    with sqlite_database.write() as session:
        screen.plan(session, line.now)
    line.work()
    wanted = select(Outbox.payload).where(Outbox.lane == f"board:{DESK}", Outbox.action == "send_text")
    said = [payload["html"] for payload in line.read(lambda s: s.scalars(wanted).all())]
    shown = next(row for row in said[-1].split("\n") if "Ближайшие сроки" in row)
    at = (NOON + timedelta(hours=3)).replace(tzinfo=None)  # in Moscow
    danger, first = (f"{at + timedelta(minutes=minutes):%H:%M}" for minutes in (6, 20))
    assert [part.split("</a>")[-1] for part in shown.split("; ")] == [
        f" — первый ответ до {danger}",
        f"№ 1 — первый ответ до {first}",
    ], "№ 2 waits for its customer: no clock runs"
