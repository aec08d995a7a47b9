"""The queue: who is next, how many are ahead, how long people waited lately."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from handoff.case import EventType
from store.schema import IS_UNCLAIMED, Case, CaseEvent


def ahead_of(session: Session, case: Case) -> int:
    """How many waiting cases will be taken before this one."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Case)
            .where(
                IS_UNCLAIMED,
                Case.line == case.line,
                Case.id != case.id,
                or_(
                    Case.priority > case.priority,
                    and_(Case.priority == case.priority, Case.queued_at < case.queued_at),
                ),
            )
        )
        or 0
    )


def recent_waits(session: Session, now: datetime, *, days: int = 14, most: int = 200) -> list[timedelta]:
    """Times from a handoff to the claim that followed, newest first."""
    claims = session.execute(
        select(CaseEvent.case_id, CaseEvent.at)
        .where(CaseEvent.type == EventType.CLAIMED, CaseEvent.at >= now - timedelta(days=days))
        .order_by(CaseEvent.at.desc())
        .limit(most)
    ).all()
    handoffs = session.execute(
        select(CaseEvent.case_id, func.min(CaseEvent.at))
        .where(
            CaseEvent.type == EventType.HANDED_OFF, CaseEvent.case_id.in_({claim.case_id for claim in claims})
        )
        .group_by(CaseEvent.case_id)
    ).all()
    first = {row.case_id: row[1] for row in handoffs}
    claimed: dict[int, datetime] = {}
    for claim in claims:
        claimed[claim.case_id] = min(claim.at, claimed.get(claim.case_id, claim.at))
    return [at - first[case_id] for case_id, at in claimed.items() if case_id in first]
