"""The queue: who is next, how many are ahead, how long people waited lately."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from handoff import routing
from handoff.calendar import Calendar
from handoff.case import HELD, UNCLAIMED, EventType, State
from handoff.promise import Wait
from store.schema import IS_UNCLAIMED, Case, CaseEvent


def ahead_of(session: Session, case: Case) -> int:
    """How many waiting cases of the line will be taken before this one, in the order of `routing.place`."""
    band, since = routing.place(case.priority, case.queued_at or case.opened_at)
    on_line = and_(IS_UNCLAIMED, Case.line == case.line)
    before: list[ColumnElement[bool]] = []
    for priority in session.scalars(select(Case.priority).where(on_line).distinct()).all():
        its_band, its_since = routing.place(priority, since)
        if its_band < band:
            before.append(Case.priority == priority)
        elif its_band == band:
            before.append(and_(Case.priority == priority, Case.queued_at < since + (since - its_since)))
    if not before:
        return 0
    counted = select(func.count()).select_from(Case).where(on_line, Case.id != case.id, or_(*before))
    return session.scalar(counted) or 0


def length(session: Session, line: int) -> int:
    """How many cases wait on a line."""
    waiting = select(func.count()).select_from(Case).where(IS_UNCLAIMED, Case.line == line)
    return session.scalar(waiting) or 0


def recent_waits(
    session: Session, now: datetime, calendar: Calendar, line: int, *, days: int = 14, most: int = 400
) -> list[Wait]:
    """The newest waits of a line, from coming to it until a person's first word, in time with people there;
    of who still waits, the time so far. At most as many waits, and as many days back, as said."""
    came = EventType.HANDED_OFF if line == 1 else EventType.ESCALATED
    arrivals = session.execute(
        select(CaseEvent.id, CaseEvent.at, CaseEvent.payload, Case.skill, Case.state)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.type == came, CaseEvent.at >= now - timedelta(days=days))
        .order_by(CaseEvent.at.desc())
        .limit(most)
    ).all()
    arrivals = [row for row in arrivals if row.payload.get("line", 1) == line]
    answers = _first_words(session, [row.id for row in arrivals])
    waits = []
    for row in arrivals:
        answered = answers.get(row.id)
        if answered is None and State(row.state) not in UNCLAIMED | HELD:
            continue  # closed without a word: spam, duplicates
        waits.append(
            Wait(
                skill=row.payload.get("skill", row.payload.get("topic", row.skill)),
                hour=calendar.next_opening(row.at).astimezone(calendar.zone).hour,
                waited=calendar.between(row.at, answered or now),
                answered_at=answered,
            )
        )
    return waits


def _first_words(session: Session, arrivals: list[int]) -> dict[int, datetime]:
    """When a person spoke first after each of these events."""
    came, word = aliased(CaseEvent), aliased(CaseEvent)
    found = session.execute(
        select(came.id, func.min(word.at))
        .join(word, and_(word.case_id == came.case_id, word.seq > came.seq))
        .where(came.id.in_(arrivals), word.type.in_((EventType.AGENT_WROTE, EventType.SOLVED)))
        .group_by(came.id)
    )
    return {row[0]: row[1] for row in found}
