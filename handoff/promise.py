"""When a waiting customer will be answered: the promise, made from hours and from what others waited."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handoff.calendar import Calendar

_ENOUGH_WAITS = 10
_ENOUGH_URGENT = 5  # danger is rare
_QUANTILE = 0.8
_NEAR_HOURS = 1  # «at this hour» is an hour of the clock, the one before and the one after
_LEAST = timedelta(minutes=1)
_BACKLOG = 3
"""With so many people ahead, answers come as fast as the line works, not as fast as people ask."""
_PACE_ANSWERS = 5
_PACE_WITHIN = timedelta(hours=2)


class Basis(StrEnum):
    """What a promise rests on, the closest first."""

    QUEUE_HOUR = "queue_hour"  # this queue (line and skill) at this hour of the day
    QUEUE = "queue"  # this queue at any hour
    LINE_HOUR = "line_hour"
    LINE = "line"
    DEFAULT = "default"  # too few waits of our own: the setting
    PACE = "pace"  # a backlog: so many people ahead, at the speed of the last two hours
    URGENT = "urgent"  # waits of cases in danger, which go before all others


@dataclass(frozen=True, slots=True)
class Wait:
    """One stay in a queue: `hour` of the local day in which it began, how long it took until a person's
    first word in time with people there, and the moment of that word (None: still waiting). `urgent`: it was
    in danger, and before all others."""

    skill: str
    hour: int
    waited: timedelta
    answered_at: datetime | None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """How long an answer will take from now, in time with people there, and from how many waits that is."""

    wait: timedelta
    basis: Basis
    sample: int


def estimate(
    waits: Sequence[Wait],
    now: datetime,
    calendar: Calendar,
    *,
    skill: str,
    default: timedelta,
    ahead: int = 0,
    waited: timedelta = timedelta(0),
    urgent: timedelta | None = None,
) -> Estimate:
    """How long the answer will take: four of five recent waits of this queue at this hour were not longer.

    `waits` are those of one line. Where fewer than ten fit, a wider group is looked at: the queue at any
    hour, the line at this hour, the line; then `default` holds. `ahead` people come first: with three or
    more of them, the speed at which the line has been answering counts, if that is slower. Who has `waited`
    already stands in a line that is busy: its speed counts, or else those who waited longer. A case in danger
    stands before all others and has a promise of its own: `urgent` is what holds for it until there are waits
    of such cases.
    """
    if urgent is not None:
        return _at_the_head(waits, now, calendar, default=urgent, ahead=ahead, waited=waited)
    found = _by_waits(waits, calendar.next_opening(now).astimezone(calendar.zone).hour, skill, waited)
    found = found or Estimate(max(default, waited / 2), Basis.DEFAULT, 0)
    pace = _pace(waits, now, calendar) if waited or ahead >= _BACKLOG else None
    if pace is not None and (waited or pace * (ahead + 1) > found.wait):
        return Estimate(max(pace * (ahead + 1), _LEAST), Basis.PACE, _PACE_ANSWERS)
    return found


def _at_the_head(
    waits: Sequence[Wait],
    now: datetime,
    calendar: Calendar,
    *,
    default: timedelta,
    ahead: int,
    waited: timedelta,
) -> Estimate:
    """How long a case in danger waits: as long as others in danger did, else until the line has answered the
    `ahead` of them and this one at its speed, but not less than `default`."""
    group = [wait for wait in waits if wait.urgent and (wait.waited > waited or not waited)]
    if sum(wait.answered_at is not None for wait in group) >= _ENOUGH_URGENT:
        return Estimate(max(_quantile(group) - waited, _LEAST), Basis.URGENT, len(group))
    pace = _pace(waits, now, calendar)
    if pace is not None and pace * (ahead + 1) > default:
        return Estimate(pace * (ahead + 1), Basis.PACE, _PACE_ANSWERS)
    return Estimate(max(default, waited / 2), Basis.DEFAULT, 0)


def _by_waits(waits: Sequence[Wait], hour: int, skill: str, waited: timedelta) -> Estimate | None:
    def near(wait: Wait) -> bool:
        return min((wait.hour - hour) % 24, (hour - wait.hour) % 24) <= _NEAR_HOURS

    groups: tuple[tuple[Basis, Callable[[Wait], bool]], ...] = (
        (Basis.QUEUE_HOUR, lambda wait: wait.skill == skill and near(wait)),
        (Basis.QUEUE, lambda wait: wait.skill == skill),
        (Basis.LINE_HOUR, near),
        (Basis.LINE, lambda _wait: True),
    )
    for basis, belongs in groups:
        group = [wait for wait in waits if belongs(wait) and (wait.waited > waited or not waited)]
        if sum(wait.answered_at is not None for wait in group) >= _ENOUGH_WAITS:
            longest = _quantile(group)
            return Estimate(max(longest - waited, _LEAST), basis, len(group))
    return None


def _quantile(group: Iterable[Wait]) -> timedelta:
    """The wait that four of five do not exceed. Those who still wait count where they have waited longer
    already: leaving them out would make a queue that is stuck look quick."""
    group = list(group)
    answered = sorted(wait.waited for wait in group if wait.answered_at is not None)
    so_far = answered[_rank(len(answered))]
    worse = [wait.waited for wait in group if wait.answered_at is None and wait.waited > so_far]
    ordered = sorted([*answered, *worse])
    return ordered[_rank(len(ordered))]


def _rank(size: int) -> int:
    return max(math.ceil(size * _QUANTILE) - 1, 0)


def _pace(waits: Sequence[Wait], now: datetime, calendar: Calendar) -> timedelta | None:
    """Time between two answers of the line, from its last five; None where they are too old to tell."""
    moments = sorted((wait.answered_at for wait in waits if wait.answered_at is not None), reverse=True)
    if len(moments) < _PACE_ANSWERS:
        return None
    spent = calendar.between(moments[_PACE_ANSWERS - 1], now)
    return spent / _PACE_ANSWERS if spent <= _PACE_WITHIN else None


def promised_moment(now: datetime, calendar: Calendar, wait: timedelta) -> datetime:
    """Until when an answer that takes so long is promised: the wait begins when people are there."""
    return calendar.after(calendar.next_opening(now), wait)
