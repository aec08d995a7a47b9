"""What an agent takes and when he is there: the row behind it."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.schema import Person
from store.staff import AgentProfile


def of(session: Session, person: Person) -> AgentProfile:
    """The profile of somebody, made when he has none. Two steps may make it at the same moment."""
    found = session.get(AgentProfile, person.id)
    if found is None:
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        session.execute(
            dialect.insert(AgentProfile)
            .values(
                person_id=person.id,
                skills=[],
                languages=[],
                lines=[],
                segments=[],
                shifts="",
                duty="",
                works_here=False,
                reachable=True,
            )
            .on_conflict_do_nothing(index_elements=["person_id"])
        )
        found = session.get_one(AgentProfile, person.id)
    return found
