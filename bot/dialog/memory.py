"""What line zero remembers of a case: a fold over its events.

Whatever it misunderstood before people took over is forgotten when the case comes back: a stale
clarification or an old count of misses must not steer a new talk. Details the customer gave stay known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from handoff.case import Event, EventType


@dataclass(frozen=True, slots=True)
class Memory:
    """`topics` are those that the talk is likely about, the likeliest first; `misses` counts answers and
    clarifications that the customer rejected since line zero has the case; `clarified` says that a
    clarification was asked since the last answer."""

    question: str = ""
    topics: tuple[str, ...] = ()
    clarified: bool = False
    misses: int = 0
    shown: tuple[str, ...] = ()
    rejected: frozenset[str] = frozenset()
    details: dict[str, str] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    asked_detail: str = ""


_PEOPLE_HAD_IT = frozenset({EventType.CLAIMED, EventType.REOPENED})


def remember(events: Iterable[Event]) -> Memory:
    """The memory that a case's events leave, in their order."""
    memory = Memory()
    for event in events:
        memory = _after(memory, event)
    return memory


def _after(memory: Memory, event: Event) -> Memory:
    payload = event.payload
    if event.type in _PEOPLE_HAD_IT:
        return Memory(details=memory.details, skipped=memory.skipped)
    match event.type:
        case EventType.UNDERSTOOD:
            about = payload.get("topics") if payload.get("about") else ()
            return replace(memory, question=payload["question"], topics=tuple(about or memory.topics))
        case EventType.ANSWERED:
            shown, topic = (*memory.shown, payload["entry"]), payload.get("topic")
            topics = (topic,) if topic else memory.topics
            return replace(memory, clarified=False, shown=shown, topics=topics, asked_detail="")
        case EventType.CLARIFIED:
            return replace(memory, clarified=True, asked_detail="")
        case EventType.NONE_CHOSEN:
            return replace(memory, misses=memory.misses + 1, topics=())
        case EventType.NOT_HELPED:
            return replace(memory, misses=memory.misses + 1, rejected=memory.rejected | {payload["entry"]})
        case EventType.DETAIL_ASKED:
            return replace(memory, asked_detail=payload["detail"])
        case EventType.DETAIL_GIVEN:
            known = {**memory.details, payload["detail"]: payload["value"]}
            asked = "" if payload["detail"] == memory.asked_detail else memory.asked_detail
            return replace(memory, details=known, asked_detail=asked)
        case EventType.DETAIL_SKIPPED:
            return replace(memory, skipped=memory.skipped | {payload["detail"]}, asked_detail="")
        case _:
            return memory
