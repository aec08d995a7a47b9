"""What use teaches: questions whose right or wrong entry a customer or an agent has shown.

Each is a row with its origin, can be seen, and can be withdrawn; withdrawn ones stay but teach nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from intents.types import Example
from kb import library
from store.schema import TrainingExample


class Lesson(StrEnum):
    """How a question came to be an example."""

    THUMBS_UP = "thumbs_up"
    THUMBS_DOWN = "thumbs_down"
    CHOSEN = "chosen"
    LINKED = "linked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Learned:
    """One example as an editor sees it; `withdrawn_at` empty means that it teaches."""

    id: int
    example: Example
    origin: Lesson
    case_id: int | None
    created_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


def learn(
    session: Session,
    question: str,
    entry_id: str | None,
    origin: Lesson,
    *,
    key: str,
    now: datetime,
    case_id: int | None = None,
) -> bool:
    """Keep an example. `question` must come with personal data masked already.

    `key` names the press that taught it (`case 12: message 34`): the same key again replaces what it said,
    so that a changed mind counts once. `entry_id` None with `REFUSED` means that no entry answers it.
    Returns False for a question without words.
    """
    question = " ".join(question.split())
    if not question:
        return False
    values = {
        "text": question,
        "entry_id": entry_id,
        "right": origin is not Lesson.THUMBS_DOWN,
        "origin": origin.value,
        "case_id": case_id,
        "created_at": now,
        "withdrawn_at": None,
        "withdrawn_by": None,
    }
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(TrainingExample).values(key=key, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))
    library.touch(session, library.LESSONS)
    return True


def lessons(session: Session, entry_id: str | None = None, *, limit: int = 1000) -> list[Learned]:
    """What was learned, newest first, withdrawn examples too; of one entry where it is named."""
    wanted = select(TrainingExample).order_by(TrainingExample.id.desc()).limit(limit)
    if entry_id is not None:
        wanted = wanted.where(TrainingExample.entry_id == entry_id)
    return [
        Learned(
            id=row.id,
            example=Example(row.text, row.entry_id, row.right),
            origin=Lesson(row.origin),
            case_id=row.case_id,
            created_at=row.created_at,
            withdrawn_at=row.withdrawn_at,
            withdrawn_by=row.withdrawn_by,
        )
        for row in session.scalars(wanted)
    ]


def withdraw(session: Session, example_id: int, *, by: str, now: datetime) -> bool:
    """Let an example teach no longer. False when there is none or it is withdrawn already."""
    row = session.get(TrainingExample, example_id)
    if row is None or row.withdrawn_at is not None:
        return False
    row.withdrawn_at, row.withdrawn_by = now, by
    session.flush()
    library.touch(session, library.LESSONS)
    return True


def examples(session: Session) -> list[Example]:
    """What training learns from: all examples that were not withdrawn, oldest first."""
    wanted = (
        select(TrainingExample).where(TrainingExample.withdrawn_at.is_(None)).order_by(TrainingExample.id)
    )
    return [Example(row.text, row.entry_id, row.right) for row in session.scalars(wanted)]
