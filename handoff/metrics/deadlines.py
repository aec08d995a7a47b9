"""Service levels: targets, and clocks that run in working hours only and stop where nobody can work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff.calendar import ALWAYS, Calendar
from handoff.metrics.facts import Kind


@dataclass(frozen=True, slots=True)
class Target:
    """What a line has promised itself; None where there is no target.

    `first_reply` runs from the handoff (or a reopening) to a person's word, `next_reply` from the customer's
    first unanswered message to a person's word, `solution` while the case waits in the line's queue or
    somebody of the line has it.
    """

    first_reply: timedelta | None = None
    next_reply: timedelta | None = None
    solution: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """What decides which targets hold: the line, the customer's plan, and whether it is urgent."""

    line: int
    plan: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Targets for the cases that it fits; what it does not name may be anything."""

    target: Target
    line: int | None = None
    plan: str = ""
    urgent: bool = False

    def fits(self, service: Service) -> bool:
        """Whether it holds for a case."""
        return (
            self.line in (None, service.line)
            and self.plan in ("", service.plan)
            and (service.urgent or not self.urgent)
        )

    @property
    def weight(self) -> int:
        """Of those that fit, the heaviest holds: urgent counts more than the plan, the plan than the line."""
        return 4 * self.urgent + 2 * bool(self.plan) + (self.line is not None)


_URGENT = frozenset({"urgent", "срочно"})


@dataclass(frozen=True, slots=True)
class Targets:
    """Targets of `rules`, those of `other` for cases that none fits, and the hours in which clocks run."""

    other: Target = Target()
    rules: tuple[Rule, ...] = ()
    hours: Calendar = ALWAYS

    @classmethod
    def parse(cls, text: str, hours: Calendar) -> Targets:
        """Read `15/30/480; 2: -/-/960; vip: 5/15/240; vip 2: -/-/480; urgent: 5/5/120`: minutes to the first
        reply, the next reply and the solution, for all cases, for line 2, for the plan vip, for the plan vip
        on line 2, for urgent cases. Raises ValueError that says what is expected."""
        other, rules = Target(), list[Rule]()
        for part in filter(None, (part.strip() for part in text.split(";"))):
            found = re.fullmatch(r"(?:([^:]+):)?\s*([0-9]{1,6}|-)/([0-9]{1,6}|-)/([0-9]{1,6}|-)", part)
            if found is None:
                raise ValueError(
                    f"“{part[:60]}” is not like 15/30/480, 2: -/-/960 or vip: 5/15/240 (minutes)"
                )
            names, *minutes = found.groups()
            target = Target(*(None if each == "-" else timedelta(minutes=int(each)) for each in minutes))
            if names is None:
                other = target
            else:
                rules.append(_rule(target, names.split(), part))
        return cls(other, tuple(sorted(rules, key=lambda rule: -rule.weight)), hours)

    def of(self, service: Service) -> Target:
        """The targets of a case."""
        return next((rule.target for rule in self.rules if rule.fits(service)), self.other)

    def __bool__(self) -> bool:
        return bool(self.rules) or self.other != Target()


def _rule(target: Target, names: list[str], part: str) -> Rule:
    lines = [int(name) for name in names if name in ("1", "2", "3")]
    plans = [name for name in names if name not in ("1", "2", "3") and name.lower() not in _URGENT]
    if len(lines) > 1 or len(plans) > 1:
        raise ValueError(f"“{part[:60]}” names two lines or two plans: write one target for each")
    urgent = any(name.lower() in _URGENT for name in names)
    return Rule(target, lines[0] if lines else None, plans[0] if plans else "", urgent)


@dataclass(slots=True)
class Deadline:
    """A running clock: `left` of its `total` seconds of working time, before it is broken. `name` is the
    field of `Target`; `since` is when it was started."""

    name: str
    kept: Kind
    broken: Kind
    line: int
    since: datetime
    total: float
    left: float

    def run(self, hours: Calendar, since: datetime, until: datetime) -> datetime | None:
        """Let it run over a stretch of time. Returns the moment it broke, if it did."""
        for begin, end in hours.spans(since, until):
            length = (end - begin).total_seconds()
            if length > self.left:
                return begin + timedelta(seconds=self.left)
            self.left -= length
        return None


_KINDS = {
    "first_reply": (Kind.FIRST_REPLY_KEPT, Kind.FIRST_REPLY_BROKEN),
    "next_reply": (Kind.NEXT_REPLY_KEPT, Kind.NEXT_REPLY_BROKEN),
    "solution": (Kind.SOLUTION_KEPT, Kind.SOLUTION_BROKEN),
}


class Running:
    """The clocks of one case. `solution` has one clock for each line that had the case, and each is counted
    once between two openings of the case, however often it comes back to that line."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._running: dict[tuple[str, int], Deadline] = {}
        self._lines: set[int] = set()

    def reply(self, name: str, service: Service, at: datetime) -> None:
        """A person's first word (`first_reply`) or next one (`next_reply`) is due."""
        self._start(name, 0, service, at)

    def solution(self, service: Service, at: datetime) -> None:
        """This line is to solve the case."""
        if service.line not in self._lines:
            self._lines.add(service.line)
            self._start("solution", service.line, service, at)

    def _start(self, name: str, key: int, service: Service, at: datetime) -> None:
        target: timedelta | None = getattr(self._targets.of(service), name)
        if target is not None:
            kept, broken = _KINDS[name]
            seconds = target.total_seconds()
            deadline = Deadline(name, kept, broken, service.line, at, seconds, seconds)
            self._running.setdefault((name, key), deadline)

    def on(self, line: int) -> list[Deadline]:
        """The clocks that run while a line has the case."""
        return [
            deadline for (name, key), deadline in self._running.items() if name != "solution" or key == line
        ]

    def run(self, since: datetime, until: datetime, line: int) -> Iterator[tuple[Deadline, datetime]]:
        """Let all of them run while a line has the case. Yields those that broke, and when."""
        for deadline in self.on(line):
            broke_at = deadline.run(self._targets.hours, since, until)
            if broke_at is not None:
                del self._running[deadline.name, line if deadline.name == "solution" else 0]
                yield deadline, broke_at

    def replied(self) -> list[Deadline]:
        """A person spoke: the replies that were due in time."""
        due = (self._running.pop((name, 0), None) for name in ("first_reply", "next_reply"))
        return [deadline for deadline in due if deadline is not None]

    def not_needed(self, name: str) -> None:
        """No word is due any more: neither kept nor broken."""
        self._running.pop((name, 0), None)

    def closed(self) -> list[Deadline]:
        """The case is closed: nothing runs any more. Returns the solutions that were in time."""
        kept = [deadline for (name, _line), deadline in self._running.items() if name == "solution"]
        self._running.clear()
        self._lines.clear()
        return kept
