"""Reading logs from the database: as a stream, one case in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handoff.case import Actor, Event, EventType
from handoff.metrics.period import Period
from store.schema import Case, CaseEvent

_ROWS_AT_ONCE = 5_000
_IGNORED = (
    EventType.LEASE_EXTENDED,
    EventType.DEADLINE_NEAR,
    EventType.UNDERSTOOD,
    EventType.NOTED,
    EventType.AGENT_EDITED,
)
"""Events that no figure needs; the answers of understanding are the longest rows of the log."""


def logs(session: Session, period: Period) -> Iterator[list[Event]]:
    """The logs of all cases that a period can be about, up to its end: those with an event in it, and those
    that were open in it, whose deadlines may have passed in silence."""
    touched = select(CaseEvent.case_id).where(CaseEvent.at >= period.since, CaseEvent.at < period.until)
    waiting = select(Case.id).where(
        Case.opened_at < period.until, or_(Case.closed_at.is_(None), Case.closed_at >= period.since)
    )
    rows = session.execute(
        select(
            CaseEvent.case_id,
            CaseEvent.type,
            CaseEvent.at,
            CaseEvent.actor_kind,
            CaseEvent.actor_id,
            CaseEvent.payload,
        )
        .where(CaseEvent.case_id.in_(touched.union(waiting)), CaseEvent.type.not_in(_IGNORED))
        .order_by(CaseEvent.case_id, CaseEvent.seq)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for _case_id, of_case in groupby(rows, key=lambda row: row[0]):
        yield [
            Event(EventType(kind), at, Actor(actor_kind, actor_id), payload)
            for _, kind, at, actor_kind, actor_id, payload in of_case
        ]
