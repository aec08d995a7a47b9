"""Lines of people: how a case moves between them, why, and how critical it is. Pure.

Line 1 answers first, lines 2 and 3 know more, line 4 is an outside vendor, who gets a file and no buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handoff.case import HEAD_OF_QUEUE, Event, EventType

FIRST, LAST = 1, 3
VENDOR = 4
_DANGER = 2 * HEAD_OF_QUEUE


class Criticality(StrEnum):
    """How much harm a case does while it waits, as the line says that gives it away."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


POINTS = {
    Criticality.LOW: 0,
    Criticality.NORMAL: 15,
    Criticality.HIGH: 60,
    Criticality.CRITICAL: HEAD_OF_QUEUE + 50,
}
"""Priority in the queue of the next line: minutes of a head start; what is critical comes before all but
danger."""


class Cause(StrEnum):
    """Why a case goes to another line."""

    EXPERT = "expert"  # somebody has to look who knows more
    ACCESS = "access"  # the line has no right or tool for it
    FAULT = "fault"  # something is broken on our side
    STUCK = "stuck"  # the instructions did not help
    NOT_OURS = "not_ours"  # another line's matter
    INCOMPLETE = "incomplete"  # something that this line needs is missing
    BY_THE_BOOK = "by_the_book"  # the lower line can do it by its instructions
    DONE = "done"  # this line has done its part
    WORDS = "words"  # in the words of the agent's next note


UPWARDS = (Cause.EXPERT, Cause.ACCESS, Cause.FAULT, Cause.STUCK, Cause.WORDS)
DOWNWARDS = (Cause.DONE, Cause.BY_THE_BOOK, Cause.INCOMPLETE, Cause.WORDS)
REFUSALS = (Cause.NOT_OURS, Cause.INCOMPLETE, Cause.BY_THE_BOOK, Cause.WORDS)
"""What can be chosen for a move up, for one down, and for «не наша линия»."""


def priority_after(priority: int, criticality: Criticality) -> int:
    """The priority of a case in the queue of the line it goes up to. Danger stays danger; what a case gained
    by coming back to its old queue does not count in the new one."""
    if priority >= _DANGER:
        return priority
    return max(priority % HEAD_OF_QUEUE, POINTS[criticality])


def priority_sent_back(priority: int) -> int:
    """The priority of a case that comes back from another line: the customer does not pay for the detour."""
    return max(priority, HEAD_OF_QUEUE)


@dataclass(frozen=True, slots=True)
class Move:
    """One stretch of the way of a case: from line to line, to a vendor, to another skill or person.

    `by` is the person who moved it. `to` is the person it went to, `skill` the skill; both empty for lines.
    `note` is the id of the note that tells the cause in words.
    """

    kind: EventType
    at: datetime
    by: int | None
    from_line: int
    to_line: int
    cause: str = ""
    criticality: str = ""
    to: int | None = None
    skill: str = ""
    note: int | None = None


_MOVES = frozenset(
    {
        EventType.ESCALATED,
        EventType.SENT_BACK,
        EventType.VENDOR_AWAITED,
        EventType.ROUTED,
        EventType.TRANSFERRED,
    }
)


def way(log: Sequence[Event]) -> tuple[Move, ...]:
    """The way of a case among people, in order."""
    moves: list[Move] = []
    line = 0
    for number, event in enumerate(log):
        before, line = line, _line_after(line, event)
        if event.type in _MOVES:
            moves.append(
                Move(
                    kind=event.type,
                    at=event.at,
                    by=event.actor.id,
                    from_line=before,
                    to_line=VENDOR if event.type is EventType.VENDOR_AWAITED else line,
                    cause=event.payload.get("cause", ""),
                    criticality=event.payload.get("criticality", ""),
                    to=event.payload.get("to"),
                    skill=event.payload.get("skill", ""),
                    note=_note_after(event, log[number + 1 :]),
                )
            )
    return tuple(moves)


def came_from(log: Iterable[Event]) -> int | None:
    """The line that gave the case to the one that has it: where «не наша линия» sends it. None for a case
    that is where it began."""
    behind: list[int] = []
    line = 0
    for event in log:
        before, line = line, _line_after(line, event)
        if event.type is EventType.ESCALATED:
            behind.append(before)
        elif event.type is EventType.SENT_BACK:
            behind = [one for one in behind if one < line]
    return behind[-1] if behind else None


def _line_after(line: int, event: Event) -> int:
    if event.type is EventType.HANDED_OFF:
        return FIRST
    if event.type in (EventType.ESCALATED, EventType.SENT_BACK):
        return int(event.payload["line"])
    return max(line, FIRST) if event.type in (EventType.REOPENED, EventType.REJECTED) else line


def _note_after(moved: Event, later: Iterable[Event]) -> int | None:
    """The next note of whoever moved the case, if he said that it tells the cause."""
    if moved.payload.get("cause") != Cause.WORDS:
        return None
    for event in later:
        if event.type in _MOVES:
            return None
        if event.type is EventType.NOTED and event.actor.id == moved.actor.id:
            return event.payload.get("note")
    return None
