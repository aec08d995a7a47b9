"""Who else looks at a case. Nobody is told what is read in a group, so that people say so themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.schema import Person
from store.screen import CaseViewer

LASTS = timedelta(minutes=10)


def look(session: Session, case_id: int, person_id: int, now: datetime) -> None:
    """Somebody looks at a case from now on, for ten minutes."""
    session.merge(CaseViewer(case_id=case_id, person_id=person_id, until=now + LASTS))
    session.flush()


def look_away(session: Session, case_id: int, person_id: int) -> bool:
    """Somebody looks no more. False when he did not."""
    seen = session.get(CaseViewer, (case_id, person_id))
    if seen is None:
        return False
    session.delete(seen)
    session.flush()
    return True


def forget(session: Session, case_id: int, now: datetime) -> None:
    """Leave out whoever looked ten minutes ago."""
    session.execute(delete(CaseViewer).where(CaseViewer.case_id == case_id, CaseViewer.until <= now))


def names(session: Session, case_id: int) -> tuple[str, ...]:
    """Who looks at a case, by name; its owner does so anyway and is left out by whoever shows this."""
    return tuple(
        session.scalars(
            select(Person.name)
            .join(CaseViewer, CaseViewer.person_id == Person.id)
            .where(CaseViewer.case_id == case_id)
            .order_by(Person.name)
        )
    )
