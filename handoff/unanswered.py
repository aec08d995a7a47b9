"""Customers who wait for a person's word, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from handoff.case import HELD, UNCLAIMED, EventType, State
from store.schema import Case, CaseEvent, Customer

_WITH_PEOPLE = [str(state) for state in (UNCLAIMED | HELD) - {State.WAITING_CUSTOMER}]
_ASKS = [
    str(event)
    for event in (
        EventType.CUSTOMER_WROTE,
        EventType.HANDED_OFF,
        EventType.REOPENED,
        EventType.REJECTED,
        EventType.RELEASED,
        EventType.LEASE_EXPIRED,
        EventType.ESCALATED,
        EventType.SENT_BACK,
        EventType.ROUTED,
    )
]
"""From these on somebody of the team owes the customer a word."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A case in which nobody has answered the customer since a moment."""

    case_id: int
    since: datetime


def unanswered(session: Session, before: datetime) -> list[Unanswered]:
    """Cases with people in which a word has been due since before a moment, the longest wait first.
    Customers who blocked the bot are left out: nothing would reach them."""
    answered = func.coalesce(_last(EventType.AGENT_WROTE), _last(EventType.HANDED_OFF) - 1, 0)
    since = (
        select(func.min(CaseEvent.at))
        .where(CaseEvent.case_id == Case.id, CaseEvent.type.in_(_ASKS), CaseEvent.seq > answered)
        .where(~_is_another_question())
        .correlate(Case)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Case.id, since)
        .join(Customer, Customer.id == Case.customer_id)
        .where(
            Case.state.in_(_WITH_PEOPLE),
            Case.queued_at <= before,
            Customer.blocked_at.is_(None),
            since <= before,
        )
        .order_by(since, Case.id)
    )
    return [Unanswered(row[0], row[1]) for row in rows]


def _is_another_question() -> ColumnElement[bool]:
    """What the customer picked from the menu and then called another question."""
    chosen = aliased(CaseEvent)
    apart = chosen.payload["apart"].as_string() == CaseEvent.payload["entry"].as_string()
    return (
        select(chosen.id)
        .where(chosen.case_id == CaseEvent.case_id, chosen.type == EventType.CANDIDATE_CHOSEN, apart)
        .correlate(CaseEvent)
        .exists()
    )


def _last(event: EventType) -> ColumnElement[int]:
    """The number of the last event of a kind in the case."""
    found = select(func.max(CaseEvent.seq)).where(CaseEvent.case_id == Case.id, CaseEvent.type == event)
    return found.correlate(Case).scalar_subquery()
