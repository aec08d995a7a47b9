"""How far a customer came in a step-by-step guide: a fold over the events of his case.

A guide begins with an answer (`answered`, with `guide`); each press is a `guide_step`. What was done travels
with the case, so that nobody asks for it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from handoff.case import Event, EventType


class Press(StrEnum):
    """What a `guide_step` was."""

    CHOSEN = "chosen"
    BACK = "back"  # one step back: the last choice was a slip
    SHOWN = "shown"  # the same step once more, further down in the chat


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was done: its key, the number of the pressed button, and both in the customer's words."""

    step: str
    option: int
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through a guide. `answer` is the number of the event it began with, `at` the key of the step that
    is shown (empty: the first), `presses` how often it moved, `message` where it is shown, `asked` how often
    the customer asked for it again in the middle. `over` says that it came to an end."""

    answer: int
    entry_id: str
    version: int
    message: int
    done: tuple[Done, ...] = ()
    at: str = ""
    presses: int = 0
    asked: int = 0
    last: int = -1
    over: bool = False


def walks(events: Iterable[Event]) -> tuple[Walk, ...]:
    """All guides that were begun in a case, in their order."""
    found: dict[int, Walk] = {}
    for number, event in enumerate(events, 1):
        payload = event.payload
        if event.type is EventType.ANSWERED and payload.get("guide"):
            found[number] = Walk(number, payload["entry"], payload["version"], payload["message"])
        elif event.type is EventType.GUIDE_STEP and payload["answer"] in found:
            found[payload["answer"]] = _after(found[payload["answer"]], event)
    return tuple(found.values())


def _after(walk: Walk, event: Event) -> Walk:
    payload = event.payload
    match Press(payload["press"]):
        case Press.SHOWN:
            return replace(walk, message=payload["message"], asked=walk.asked + payload["asked"])
        case Press.BACK:
            return replace(
                walk,
                done=walk.done[:-1],
                at=walk.done[-1].step,
                presses=walk.presses + 1,
                last=-1,
                over=False,
            )
        case Press.CHOSEN:
            done = Done(payload["step"], payload["option"], payload["question"], payload["choice"])
            return replace(
                walk,
                done=(*walk.done, done),
                at=payload["to"],
                presses=walk.presses + 1,
                last=payload["option"],
                over=payload["ends"],
            )
