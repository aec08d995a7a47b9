"""What the next message or press means in a step-by-step guide. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handoff.case import Event, EventType
from handoff.guides import Walk, walks
from kb.guide import HUMAN, SOLVED, Guide, Option, Step

BACK = "back"
SHOW = "show"
"""What a button carries instead of the number of an option."""

_LATER = frozenset({EventType.ANSWERED, EventType.CLARIFIED, EventType.DETAIL_ASKED, EventType.HANDED_OFF})
_ENDS = frozenset({SOLVED, HUMAN})


def newest_walk(events: Iterable[Event]) -> Walk:
    """The guide that was begun last. Raises IndexError where there was none."""
    return walks(events)[-1]


def open_walk(events: Iterable[Event]) -> Walk | None:
    """The guide that the customer is in the middle of: the newest one, unless it came to its end."""
    found = walks(events)
    return found[-1] if found and not found[-1].over else None


def is_last_said(events: list[Event], walk: Walk) -> bool:
    """Whether line zero has said nothing else since the guide's step."""
    since = max(
        number
        for number, event in enumerate(events, 1)
        if number == walk.answer or event.payload.get("answer") == walk.answer
    )
    return not any(event.type in _LATER for event in events[since:])


def step_of(guide: Guide, walk: Walk) -> Step | None:
    """The step that a walk stands at."""
    return guide.step(walk.at) if walk.at else guide.first


def ends(option: Option) -> bool:
    """Whether a button ends the guide."""
    return option.to in _ENDS


def chosen_by_words(step: Step, text: str) -> int | None:
    """The number of the button that a customer wrote out instead of pressing it: its words, the first of them
    («да» for «Да, не помогло»), or two and more from its middle, where no other button has them."""
    said = _words(text)
    if not said:
        return None
    labels = [_words(option.label) for option in step.options]
    whole = [number for number, label in enumerate(labels) if label == said]
    begun = [number for number, label in enumerate(labels) if label[: len(said)] == said]
    inside = [number for number, label in enumerate(labels) if len(said) > 1 and _within(said, label)]
    found = whole or begun or inside
    return found[0] if len(found) == 1 else None


def _within(some: list[str], words: list[str]) -> bool:
    return any(words[at : at + len(some)] == some for at in range(len(words)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))
