"""Internal notes: what agents say among themselves in the topic of a case."""

from __future__ import annotations

from bot.desk.screen import card
from bot.step import Step
from handoff.case import Actor, EventType
from store.schema import Case, Note, Person

MARK = "//"


def is_note(text: str) -> bool:
    """Whether a line in a topic is one."""
    return text.lstrip().startswith(MARK)


def keep(step: Step, case: Case, agent: Person, text: str, kind: str = "text") -> int:
    """Store a note; gives its id."""
    words = text.lstrip().removeprefix(MARK).strip()
    if kind != "text":
        words = f"{card.kind_name(kind, step.services.desk_texts)} {words}".strip()
    note = Note(case_id=case.id, author_id=agent.id, text=words, created_at=step.now)
    step.session.add(note)
    step.session.flush()
    return note.id


def record(step: Step, case: Case, agent: Person, note_id: int, album: str | None = None) -> None:
    """Say in the case's log that a note was made."""
    step.record(case, EventType.NOTED, Actor("agent", agent.id), note=note_id, album=album)
