"""Getting a case to the right person: who fits it, who is free, who is next, and why.

Pure policy: agents and cases are values, the clock is a parameter. An agent whose profile names no skills
(languages, lines, segments) takes all of them, so that a small team has nothing to set up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handoff.calendar import Calendar
from handoff.case import HEAD_OF_QUEUE


class Duty(StrEnum):
    """What somebody said about himself; it overrides his shifts until it ends."""

    PLANNED = ""  # as his shifts say; without any, in the support hours
    ON = "on"
    BREAK = "break"  # no new cases for a while, his own stay his
    OFF = "off"


class Presence(StrEnum):
    """Whether cases can go to somebody now."""

    HERE = "here"
    BREAK = "break"
    CLOSED = "closed"  # he has no shifts, and the support is closed
    GONE = "gone"  # absent, off duty, or outside his shifts: what he has must go on without him


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as routing sees him. Empty sets: all of them. `limit` None: any number of open cases.
    `busy_since` is when he last got a case; None: he has had none yet."""

    id: int
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    lines: frozenset[int] = frozenset()
    segments: frozenset[str] = frozenset()
    limit: int | None = None
    open_cases: int = 0
    busy_since: datetime | None = None
    shifts: Calendar | None = None
    duty: Duty = Duty.PLANNED
    duty_until: datetime | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for an agent."""

    id: int
    queued_at: datetime
    line: int = 1
    skill: str = ""
    language: str = ""
    segment: str = ""
    priority: int = 0
    last_agent_id: int | None = None


class Why(StrEnum):
    """Why this agent is the one."""

    LAST_AGENT = "last_agent"  # he had the case before
    ONLY_ONE = "only_one"
    LEAST_LOADED = "least_loaded"
    LONGEST_IDLE = "longest_idle"


@dataclass(frozen=True, slots=True)
class Choice:
    """The best agent for a case, and why."""

    agent_id: int
    why: Why


# -- who is there


def presence(agent: Agent, now: datetime, hours: Calendar) -> Presence:
    """Whether cases can go to an agent now. `hours` are the support's, for who has no shifts."""
    if agent.absent:
        return Presence.GONE
    if agent.duty_until is None or now < agent.duty_until:
        match agent.duty:
            case Duty.ON:
                return Presence.HERE
            case Duty.BREAK:
                return Presence.BREAK
            case Duty.OFF:
                return Presence.GONE
    if agent.shifts is not None:
        return Presence.HERE if agent.shifts.are_open(now) else Presence.GONE
    return Presence.HERE if hours.are_open(now) else Presence.CLOSED


# -- who fits


def misfit(agent: Agent, case: Waiting) -> str:
    """What keeps a case from an agent: line, skill, language or segment; empty when it fits."""
    checks: tuple[tuple[str, frozenset[str] | frozenset[int], str | int], ...] = (
        ("line", agent.lines, case.line),
        ("skill", agent.skills, case.skill),
        ("language", agent.languages, case.language),
        ("segment", agent.segments, case.segment),
    )
    return next((name for name, can, needs in checks if can and needs and needs not in can), "")


def fits(agent: Agent, case: Waiting) -> bool:
    """Whether an agent can do this case. What a case does not say (no topic was understood) rules nobody
    out."""
    return not misfit(agent, case)


def has_room(agent: Agent) -> bool:
    """Whether an agent may have one more case."""
    return agent.limit is None or agent.open_cases < agent.limit


def best(agents: Iterable[Agent], case: Waiting) -> Choice | None:
    """The agent who should get a case, of those who are there: who had it before, else the one with the
    fewest open cases, and of equals the one who has waited longest. None when nobody fits and has room."""
    able = [agent for agent in agents if fits(agent, case) and has_room(agent)]
    if any(agent.id == case.last_agent_id for agent in able):
        return Choice(case.last_agent_id or 0, Why.LAST_AGENT)
    ranked = sorted(able, key=_load)
    if not ranked:
        return None
    first = ranked[0]
    if len(ranked) == 1:
        return Choice(first.id, Why.ONLY_ONE)
    alone = first.open_cases < ranked[1].open_cases
    return Choice(first.id, Why.LEAST_LOADED if alone else Why.LONGEST_IDLE)


def _load(agent: Agent) -> tuple[int, float, int]:
    return agent.open_cases, agent.busy_since.timestamp() if agent.busy_since else 0.0, agent.id


# -- which case is next


def turn(case: Waiting) -> tuple[int, datetime]:
    """The place of a case in the queue; the smaller comes first."""
    return place(case.priority, case.queued_at)


def place(priority: int, queued_at: datetime) -> tuple[int, datetime]:
    """The place in the queue of what waits since then with this priority; the smaller comes first.

    Danger comes before all, then what came back. Among the rest each point of priority is worth a minute
    of waiting: who is urgent overtakes, and nobody is overtaken for ever. The place of a case does not
    change while it waits.
    """
    ahead = priority if priority < HEAD_OF_QUEUE else 0
    return -(priority // HEAD_OF_QUEUE), queued_at - timedelta(minutes=ahead)


def next_for(agent: Agent, cases: Iterable[Waiting]) -> Waiting | None:
    """The case that an agent should take next: the first in the queue that fits him."""
    return min((case for case in cases if fits(agent, case)), key=order, default=None)


def order(case: Waiting) -> tuple[int, datetime, int]:
    """What waiting cases are sorted by, wherever they are taken, offered or shown."""
    return *turn(case), case.id
