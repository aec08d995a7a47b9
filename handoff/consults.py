"""Asking another line without giving the case away: question and answer are notes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handoff.case import Event, EventType


@dataclass(frozen=True, slots=True)
class Consult:
    """One question to another line. `number` is the place of its event in the log; `question` and `answer`
    are ids of notes, None while nobody has written them."""

    number: int
    line: int
    asked_by: int | None
    asked_at: datetime
    question: int | None = None
    answer: int | None = None
    answered_by: int | None = None

    @property
    def waits_for_question(self) -> bool:
        """Whether the next note of whoever asked is the question."""
        return self.question is None and self.answer is None

    @property
    def waits_for_answer(self) -> bool:
        """Whether the line has not answered yet."""
        return self.question is not None and self.answer is None


def consults(log: Sequence[Event]) -> tuple[Consult, ...]:
    """The questions to other lines of a case, in order."""
    found: dict[int, Consult] = {}
    for number, event in enumerate(log, start=1):
        if event.type is EventType.CONSULTED:
            found = {n: one for n, one in found.items() if not one.waits_for_question}  # thought better of it
            found[number] = Consult(number, event.payload["line"], event.actor.id, event.at)
        elif event.type is EventType.NOTED:
            asked = next((one for one in found.values() if one.waits_for_question), None)
            if asked is not None and asked.asked_by == event.actor.id:
                found[asked.number] = replace(asked, question=event.payload.get("note"))
        elif event.type is EventType.CONSULT_ANSWERED:
            asked = found.get(event.payload["consult"])
            if asked is not None:
                found[asked.number] = replace(
                    asked, answer=event.payload.get("note"), answered_by=event.actor.id
                )
    return tuple(found.values())
