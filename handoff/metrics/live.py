"""The deadlines of one case as they stand now: the same clocks as in the reports, so that a warning and a
figure never disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff.case import Event, EventType
from handoff.metrics.clocks import PEOPLES_TURN
from handoff.metrics.deadlines import Deadline, Targets
from handoff.metrics.walk import Walk

_NEAR = 0.2
"""A deadline is near when a fifth of its time is left."""

MOVES_CLOCKS = frozenset(
    {
        EventType.HANDED_OFF,
        EventType.CUSTOMER_WROTE,
        EventType.WORK_RESUMED,
        EventType.CLAIMED,
        EventType.ESCALATED,
        EventType.SENT_BACK,
        EventType.ROUTED,
        EventType.RELEASED,
        EventType.LEASE_EXPIRED,
        EventType.INCIDENT_LEFT,
        EventType.REJECTED,
        EventType.REOPENED,
        EventType.CUSTOMER_RETURNED,
    }
)
"""After these a clock may have begun to run; those that only stop clocks need no look."""


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline: `name` is a field of `Target`, `line` and `since` tell it from others of that name. `at`
    is when it breaks or broke, `near_at` when a warning is due."""

    name: str
    line: int
    since: datetime
    near_at: datetime
    at: datetime


def due(log: Sequence[Event], now: datetime, targets: Targets) -> tuple[list[Due], list[Due]]:
    """The deadlines of a case that run now, and those that broke, earliest first. Clocks that stand still
    (the customer's or a vendor's turn) are not among them."""
    walk = Walk(log[0], targets)
    for event in log[1:]:
        walk.step(event)
    walk.pass_time(max(now, walk.at), ended_by_bot=False)
    runs = walk.clock() in PEOPLES_TURN
    left = [_due(one, now, targets) for one in walk.due.on(walk.case.line)] if runs else []
    broken = [Due(one.name, one.line, one.since, at, at) for one, at in walk.broken]
    return sorted(left, key=lambda one: one.at), broken


def _due(deadline: Deadline, now: datetime, targets: Targets) -> Due:
    spare = deadline.left - deadline.total * _NEAR
    near = targets.hours.after(now, timedelta(seconds=spare)) if spare > 0 else now
    at = targets.hours.after(now, timedelta(seconds=deadline.left))
    return Due(deadline.name, deadline.line, deadline.since, near, at)
