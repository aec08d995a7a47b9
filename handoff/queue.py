"""The queue: who is next, how many are ahead, how long people waited lately."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from handoff import routing
from handoff.calendar import Calendar
from handoff.case import HELD, UNCLAIMED, EventType, State
from handoff.promise import Wait
from handoff.urgency import DANGER
from store.schema import IS_UNCLAIMED, Case, CaseEvent


def ahead_of(session: Session, case: Case) -> int:
    """How many waiting cases of the line will be taken before this one."""
    return ahead_at(session, case.line, case.priority, case.queued_at or case.opened_at, without=case.id)


def ahead_at(
    session: Session, line: int, priority: int, queued_at: datetime, *, without: int | None = None
) -> int:
    """How many waiting cases of a line, but for one, will be taken before what waits there since then with
    this priority, in the order of `routing.place`."""
    band, since = routing.place(priority, queued_at)
    on_line = and_(IS_UNCLAIMED, Case.line == line)
    before: list[ColumnElement[bool]] = []
    for other in session.scalars(select(Case.priority).where(on_line).distinct()).all():
        its_band, its_since = routing.place(other, since)
        if its_band < band:
            before.append(Case.priority == other)
        elif its_band == band:
            before.append(and_(Case.priority == other, Case.queued_at < since + (since - its_since)))
    if not before:
        return 0
    counted = select(func.count()).select_from(Case).where(on_line, or_(*before))
    if without is not None:
        counted = counted.where(Case.id != without)
    return session.scalar(counted) or 0


_DAYS = 14
_AT_THIS_HOUR, _AT_ANY_HOUR = 120, 80
"""So many of the newest waits are looked at: 15 ms of work a handoff, whatever the size of the log."""


def recent_waits(session: Session, now: datetime, calendar: Calendar, line: int) -> list[Wait]:
    """The newest waits of a line in two weeks, most of them from this time of the day: from coming to the
    line until a person's first word, in time with people there; of who still waits, the time so far."""
    arrivals = {row.id: row for row in _arrivals(session, now, calendar, line)}
    answers = _first_words(session, list(arrivals))
    waits = []
    for row in arrivals.values():
        answered = answers.get(row.id)
        if answered is None and State(row.state) not in UNCLAIMED | HELD:
            continue  # closed without a word: spam, duplicates
        waits.append(
            Wait(
                skill=row.payload.get("skill", row.payload.get("topic", row.skill)),
                hour=calendar.next_opening(row.at).astimezone(calendar.zone).hour,
                waited=calendar.between(row.at, answered or now),
                answered_at=answered,
                urgent=row.payload.get("priority", 0) >= DANGER,
            )
        )
    return waits


def _arrivals(session: Session, now: datetime, calendar: Calendar, line: int) -> list[Row[Any]]:
    """Events with which cases came to a line, those of this time of the day first."""
    came = EventType.HANDED_OFF if line == 1 else EventType.ESCALATED
    newest = (
        select(CaseEvent.id, CaseEvent.at, CaseEvent.payload, Case.skill, Case.state)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.type == came, CaseEvent.at >= now - timedelta(days=_DAYS))
        .order_by(CaseEvent.at.desc())
    )
    hour = calendar.next_opening(now).replace(minute=0, second=0, microsecond=0)
    around = [
        CaseEvent.at.between(begin - timedelta(hours=1), begin + timedelta(hours=2))
        for begin in (hour - timedelta(days=day) for day in range(_DAYS + 1))
    ]
    rows = (
        *session.execute(newest.where(or_(*around)).limit(_AT_THIS_HOUR)),
        *session.execute(newest.limit(_AT_ANY_HOUR)),
    )
    return [row for row in rows if row.payload.get("line", 1) == line]


def _first_words(session: Session, arrivals: list[int]) -> dict[int, datetime]:
    """When a person spoke first after each of these events. A subquery for each, because a join is read from
    the side of the words by SQLite, and there are far too many of them."""
    came, word = aliased(CaseEvent), aliased(CaseEvent)
    spoken = (
        select(func.min(word.at))
        .where(
            word.case_id == came.case_id,
            word.seq > came.seq,
            word.type.in_((EventType.AGENT_WROTE, EventType.SOLVED)),
        )
        .correlate(came)
        .scalar_subquery()
    )
    found = session.execute(select(came.id, spoken).where(came.id.in_(arrivals)))
    return {row[0]: row[1] for row in found if row[1] is not None}
