"""How urgent a case is when it is handed off, and the reasons, so that a person can follow them.

A point is a minute: a case with 30 points stands where an ordinary one would that came half an hour earlier.
Danger stands before all (see `routing.turn`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handoff.case import HEAD_OF_QUEUE, Reason

DANGER = 2 * HEAD_OF_QUEUE
_FAILED = 20  # line zero itself let the customer down
_ANNOYANCE = 15
_MOST = HEAD_OF_QUEUE - 1
"""Whatever comes together, what came back to the queue is before it."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """Points and where they come from: danger, failed, annoyance, or segment."""

    priority: int
    because: tuple[str, ...] = ()


def urgency(reason: Reason, signals: Iterable[str], segment: str, segments: Mapping[str, int]) -> Urgency:
    """The priority of a case that is handed off.

    `signals` are the kinds of signals its texts showed, `segments` the points of each customer segment.
    """
    kinds = frozenset(signals)
    points = {
        "failed": _FAILED if reason is Reason.FAILED else 0,
        "annoyance": _ANNOYANCE if "annoyance" in kinds else 0,
        "segment": segments.get(segment, 0) if segment else 0,
    }
    because = tuple(name for name, worth in points.items() if worth)
    if reason is Reason.DANGER or "danger" in kinds:
        return Urgency(DANGER + min(points["segment"], _MOST), ("danger", *because))
    return Urgency(min(sum(points.values()), _MOST), because)


def parse_segments(text: str) -> dict[str, int]:
    """Read `vip=60, business=30`. Raises ValueError that says what is expected."""
    worth: dict[str, int] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, points = (word.strip() for word in part.partition("="))
        if not (name and equals and points.isdecimal() and len(points) < 10 and int(points) <= _MOST):
            raise ValueError(f"“{part[:60]}” is not like vip=60 (0 to {_MOST} minutes)")
        worth[name] = int(points)
    return worth
