"""How many people each hour of the week needs, from what came in and how long it took.

Erlang C (A. K. Erlang, 1917): cases come at random at a known rate, each keeps one person busy for a while,
and who finds nobody free waits. It tells the share of cases that are taken within a time. The one library on
PyPI that is kept up (pyworkforce) brings an optimiser and pandas along for these twenty lines.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handoff.calendar import Calendar
from handoff.case import Event
from handoff.metrics.facts import Fact, Kind
from handoff.metrics.period import Period
from handoff.metrics.walk import facts

_MOST_PEOPLE = 1_000


@dataclass(frozen=True, slots=True)
class Aim:
    """`share` of the cases are to be taken within `seconds`, and nobody is to be busy for more than
    `occupancy` of the time: people who never breathe answer worse, and Erlang's formula does not know."""

    seconds: float
    share: float
    occupancy: float = 0.85


@dataclass(frozen=True, slots=True)
class Demand:
    """What a week brings: cases an hour by (weekday, hour), 0 being Monday, and the time that one case
    keeps one person busy, in seconds."""

    arrivals: dict[tuple[int, int], float]
    handling: float
    cases: int


@dataclass(frozen=True, slots=True)
class Need:
    """What one hour of the week needs: `within` of the cases are then taken in time, people being busy for
    `occupancy` of the hour."""

    weekday: int
    hour: int
    arrivals: float
    people: int
    within: float
    occupancy: float


def waiting_share(people: int, load: float) -> float:
    """Erlang C: the share of cases that find nobody free.

    `load` is how many people the work would keep busy on average (cases an hour × hours a case).
    """
    if people <= load:
        return 1.0
    blocked = 1.0  # Erlang B by its recursion, which no number is too large for
    for number in range(1, people + 1):
        blocked = load * blocked / (number + load * blocked)
    return people * blocked / (people - load * (1 - blocked))


def taken_within(people: int, load: float, handling: float, seconds: float) -> float:
    """The share of cases that are taken within so many seconds."""
    if people <= load:
        return 0.0
    return 1 - waiting_share(people, load) * math.exp(-(people - load) * seconds / handling)


def people_needed(arrivals: float, handling: float, aim: Aim) -> int:
    """The smallest team that reaches the aim with so many cases an hour.

    Raises ValueError when a thousand people are not enough.
    """
    if arrivals <= 0:
        return 0
    load = arrivals * handling / 3600
    for people in range(max(math.ceil(load / aim.occupancy), 1), _MOST_PEOPLE + 1):
        if taken_within(people, load, handling, aim.seconds) >= aim.share:
            return people
    raise ValueError(f"{_MOST_PEOPLE} people are not enough for {load:.0f} at work on average")


def plan(demand: Demand, aim: Aim) -> list[Need]:
    """What each hour of the week needs, from Monday 0:00 on. Calendar without cases need nobody."""
    return [
        _need(weekday, hour, demand.arrivals.get((weekday, hour), 0.0), demand.handling, aim)
        for weekday in range(7)
        for hour in range(24)
    ]


def _need(weekday: int, hour: int, arrivals: float, handling: float, aim: Aim) -> Need:
    people = people_needed(arrivals, handling, aim)
    load = arrivals * handling / 3600
    within = taken_within(people, load, handling, aim.seconds) if people else 1.0
    return Need(weekday, hour, arrivals, people, within, load / people if people else 0.0)


def demand(
    logs: Iterable[Iterable[Event]], period: Period, hours: Calendar, *, line: int | None = None
) -> Demand:
    """The demand that the logs of a period show, for all lines or one of them.

    What came while nobody was there counts for the hour when people are back. A person who had several cases
    at a time was busy once, so the time a case takes is the time people were busy, divided by the cases.
    """
    arrivals: Counter[tuple[int, int]] = Counter()
    held: dict[int | None, list[tuple[datetime, datetime]]] = defaultdict(list)
    for fact in _of_queue(logs, period, line):
        if fact.kind is Kind.QUEUED:
            local = hours.next_opening(fact.at).astimezone(period.zone)
            arrivals[local.weekday(), local.hour] += 1
        else:
            held[fact.agent].append((fact.at - timedelta(seconds=fact.value), fact.at))
    stays = sum(map(len, held.values()))
    busy = sum(_covered(spans) for spans in held.values())
    times = _hours_of_the_week(period, hours)
    return Demand(
        {slot: count / times[slot] for slot, count in arrivals.items() if times[slot]},
        busy / stays if stays else 0.0,
        arrivals.total(),
    )


def _of_queue(logs: Iterable[Iterable[Event]], period: Period, line: int | None) -> Iterator[Fact]:
    for log in logs:
        for fact in facts(log, period.until):
            if (
                fact.kind in (Kind.QUEUED, Kind.HANDLED)
                and fact.at >= period.since
                and (line is None or fact.line == line)
            ):
                yield fact


def _covered(spans: list[tuple[datetime, datetime]]) -> float:
    """Seconds that at least one of the spans covers."""
    total, reached = 0.0, datetime.min.replace(tzinfo=spans[0][0].tzinfo)
    for begin, end in sorted(spans):
        total += max((end - max(begin, reached)).total_seconds(), 0.0)
        reached = max(reached, end)
    return total


def _hours_of_the_week(period: Period, hours: Calendar) -> Counter[tuple[int, int]]:
    """How often each hour of the week, in the period's time zone, had people there: a holiday brings no work
    to its own hours and must not make the other weeks look quieter."""
    times: Counter[tuple[int, int]] = Counter()
    moment = period.since.astimezone(UTC)  # in UTC every hour has sixty minutes
    while moment < period.until:
        local, next_hour = moment.astimezone(period.zone), moment + timedelta(hours=1)
        times[local.weekday(), local.hour] += hours.next_opening(moment) < next_hour
        moment = next_hour
    return times
