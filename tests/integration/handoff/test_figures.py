"""Figures of a whole month, beside what plain SQL says of the same log; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import history
from handoff import ledger
from handoff.case import BOT, Event, EventType
from handoff.metrics import By, Period, Target, Targets, logs, measure
from store.database import Database
from store.schema import CaseEvent, Customer

MOSCOW = ZoneInfo("Europe/Moscow")
NOVEMBER = Period.of_days(date(2026, 11, 1), date(2026, 11, 30), MOSCOW)


@pytest.fixture
def month(database: Database) -> Iterator[Session]:
    """A month and a week with 600 cases."""
    history.fill(database, 600, first_day=datetime(2026, 10, 28, tzinfo=MOSCOW), days=37, seed=7)
    with database.read() as session:
        yield session


def _in_november(kind: EventType, session: Session) -> int:
    counted = select(func.count()).where(
        CaseEvent.type == kind, CaseEvent.at >= NOVEMBER.since, CaseEvent.at < NOVEMBER.until
    )
    return session.scalar(counted) or 0


def _first(kind: EventType, session: Session) -> dict[int, datetime]:
    rows = select(CaseEvent.case_id, func.min(CaseEvent.at)).where(CaseEvent.type == kind)
    return {row[0]: row[1] for row in session.execute(rows.group_by(CaseEvent.case_id))}


def test_counts_are_those_of_sql(month: Session) -> None:
    found = measure(logs(month, NOVEMBER), NOVEMBER).total
    assert found.opened == _in_november(EventType.OPENED, month) > 400
    assert found.customer_messages == _in_november(EventType.CUSTOMER_WROTE, month)
    assert found.agent_messages == _in_november(EventType.AGENT_WROTE, month)
    assert found.bot_answers == _in_november(EventType.ANSWERED, month)
    assert found.escalated.part == _in_november(EventType.HANDED_OFF, month)
    assert found.reopened.part == _in_november(EventType.REOPENED, month)
    assert found.undelivered == _in_november(EventType.UNDELIVERED, month)
    returns = (EventType.RELEASED, EventType.LEASE_EXPIRED)
    assert found.returned == sum(_in_november(kind, month) for kind in returns)
    closings = (EventType.SELF_SERVED, EventType.CONFIRMED, EventType.UNCONFIRMED)
    assert found.reopened.whole == sum(_in_november(kind, month) for kind in closings)


def test_acceptance_is_that_of_sql(month: Session) -> None:
    handed, claimed = _first(EventType.HANDED_OFF, month), _first(EventType.CLAIMED, month)
    waits = sorted((at - handed[case]).total_seconds() for case, at in claimed.items() if at in NOVEMBER)
    found = measure(logs(month, NOVEMBER), NOVEMBER).total.acceptance
    assert found.count == len(waits) > 100
    assert found.mean == pytest.approx(sum(waits) / len(waits))
    assert found.p90 == pytest.approx(waits[-(-len(waits) * 9 // 10) - 1])


def test_ratings_are_those_of_sql(month: Session) -> None:
    last = select(func.max(CaseEvent.id)).where(
        CaseEvent.type == EventType.RATED, CaseEvent.at < NOVEMBER.until
    )
    rows = month.scalars(select(CaseEvent).where(CaseEvent.id.in_(last.group_by(CaseEvent.case_id))))
    ratings = [row.payload["rating"] for row in rows if row.at in NOVEMBER]
    found = measure(logs(month, NOVEMBER), NOVEMBER).total
    assert found.rating == pytest.approx(sum(ratings) / len(ratings))
    assert found.satisfied.part == sum(rating >= 4 for rating in ratings)


def test_days_make_up_the_month(month: Session) -> None:
    """Each day reported by itself gives the same counts as the month split by day."""
    whole = measure(logs(month, NOVEMBER), NOVEMBER, by=By.DAY)
    for day in (date(2026, 11, 1), date(2026, 11, 17)):
        alone = Period.of_days(day, day, MOSCOW)
        one, of_month = measure(logs(month, alone), alone).total, whole.groups[day.isoformat()]
        assert (one.opened, one.acceptance, one.next_reply, one.returned) == (
            of_month.opened,
            of_month.acceptance,
            of_month.next_reply,
            of_month.returned,
        )


def test_a_case_that_waits_in_silence_is_looked_at(database: Database) -> None:
    """A deadline can pass in a period in which nothing happened to the case."""
    evening = datetime(2026, 11, 2, 17, 50, tzinfo=UTC)
    with database.write() as session:
        customer = Customer(external_id=1, created_at=evening)
        session.add(customer)
        session.flush()
        case = ledger.open_case(session, customer.id, language="ru", now=evening)
        promised = evening + timedelta(hours=16)
        payload = {"reason": "asked", "promised_at": promised.isoformat()}
        ledger.record(session, case, Event(EventType.HANDED_OFF, evening, BOT, payload))
    next_day = Period.of_days(date(2026, 11, 3), date(2026, 11, 3), UTC)
    targets = Targets(Target(first_reply=timedelta(hours=12)))
    with database.read() as session:
        found = measure(logs(session, next_day), next_day, targets=targets).total
    assert (found.promise_kept.whole, found.promise_kept.part) == (1, 0)
    assert (found.sla_first_reply.whole, found.sla_first_reply.part) == (1, 0)
