"""Details that an agent had line zero ask for: a fold over the events of a case."""

from __future__ import annotations

from collections.abc import Iterable

from handoff.case import Event, EventType

_SETTLED = frozenset({EventType.DETAIL_GIVEN, EventType.DETAIL_SKIPPED})


def open_requests(log: Iterable[Event]) -> tuple[str, ...]:
    """What the customer was asked for and has neither given nor skipped, in the order of asking."""
    waiting: dict[str, None] = {}
    for event in log:
        if event.type is EventType.DETAIL_REQUESTED:
            waiting[event.payload["detail"]] = None
        elif event.type in _SETTLED:
            waiting.pop(event.payload["detail"], None)
    return tuple(waiting)
