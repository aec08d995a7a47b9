"""The figures of a day a second time, each by its own simple look through the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median

from handoff.case import Event, EventType
from handoff.metrics import Figures

Log = Sequence[Event]
_QUEUEING = frozenset(
    {
        EventType.HANDED_OFF,
        EventType.RELEASED,
        EventType.LEASE_EXPIRED,
        EventType.ESCALATED,
        EventType.SENT_BACK,
        EventType.REJECTED,
        EventType.REOPENED,
    }
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure: what the report says, and what this recount says."""

    name: str
    said: float | None
    counted: float | None

    @property
    def equal(self) -> bool:
        """Whether both say the same."""
        if self.said is None or self.counted is None:
            return self.said is self.counted
        return abs(self.said - self.counted) < 1e-6


def compared(logs: Sequence[Log], figures: Figures) -> list[Compared]:
    """Every figure that is counted twice."""
    return [Compared(*row) for row in _rows(logs, figures)]


def _rows(logs: Sequence[Log], figures: Figures) -> list[tuple[str, float | None, float | None]]:
    waits = [wait for log in logs if (wait := _first_wait(log)) is not None]
    replies = [
        seconds
        for log in logs
        if (seconds := _between(log, EventType.HANDED_OFF, EventType.AGENT_WROTE, EventType.SOLVED))
        is not None
    ]
    ratings = [log_ratings[-1] for log in logs if (log_ratings := _payloads(log, EventType.RATED, "rating"))]
    ended = [log for log in logs if _is_closed(log)]
    served = [log for log in ended if _last_closing(log) is EventType.SELF_SERVED]
    return [
        ("cases opened", figures.opened, len(logs)),
        ("handed to people", figures.escalated.part, _count(logs, _is(EventType.HANDED_OFF))),
        ("agents' lines", figures.agent_messages, _count(logs, _is(EventType.AGENT_WROTE))),
        ("customers' messages", figures.customer_messages, _count(logs, _is(EventType.CUSTOMER_WROTE))),
        ("answers of line zero", figures.bot_answers, _count(logs, _is(EventType.ANSWERED))),
        ("closed", figures.closed, len(ended)),
        ("closed by line zero, confirmed", figures.self_service_confirmed.part, sum(map(_confirmed, served))),
        ("taken for the first time", figures.acceptance.count, len(waits)),
        ("wait until taken, mean s", figures.acceptance.mean, fmean(waits) if waits else None),
        ("wait until taken, median s", figures.acceptance.median, median(waits) if waits else None),
        (
            "handoff to a person's word, mean s",
            figures.reply_after_handoff.mean,
            fmean(replies) if replies else None,
        ),
        ("rated", figures.rated.part, len(ratings)),
        ("rating, mean", figures.rating, fmean(ratings) if ratings else None),
        ("reopened", figures.reopened.part, _count(logs, _is(EventType.REOPENED))),
        ("blocked", figures.blocked, _count(logs, _is(EventType.CUSTOMER_BLOCKED))),
    ]


def _is(kind: EventType) -> Callable[[Event], bool]:
    return lambda event: event.type is kind


def _count(logs: Sequence[Log], wanted: Callable[[Event], bool]) -> int:
    return sum(wanted(event) for log in logs for event in log)


def _payloads(log: Log, kind: EventType, key: str) -> list[float]:
    return [float(event.payload[key]) for event in log if event.type is kind]


def _first_wait(log: Log) -> float | None:
    queued: datetime | None = None
    for event in log:
        if event.type in _QUEUEING:
            queued = event.at
        elif event.type in (EventType.CLAIMED, EventType.TRANSFERRED) and queued is not None:
            return (event.at - queued).total_seconds()
    return None


def _between(log: Log, first: EventType, *then: EventType) -> float | None:
    began: datetime | None = None
    for event in log:
        if event.type is first and began is None:
            began = event.at
        elif event.type in then and began is not None:
            return (event.at - began).total_seconds()
    return None


_CLOSING = frozenset(
    {
        EventType.CONFIRMED,
        EventType.UNCONFIRMED,
        EventType.SELF_SERVED,
        EventType.MERGED,
        EventType.MARKED_SPAM,
    }
)
_OPENING = frozenset({EventType.REOPENED, EventType.RESUMED})


def _last_closing(log: Log) -> EventType | None:
    moves = [event.type for event in log if event.type in _CLOSING | _OPENING]
    return moves[-1] if moves and moves[-1] in _CLOSING else None


def _is_closed(log: Log) -> bool:
    return _last_closing(log) is not None


def _confirmed(log: Log) -> bool:
    last = [event for event in log if event.type is EventType.SELF_SERVED][-1]
    return bool(last.payload.get("confirmed"))
