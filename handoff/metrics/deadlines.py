"""Service levels: targets, and clocks that run in working hours only and stop where nobody can work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

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
class Targets:
    """Targets by line, those of `other` for lines not named, and the hours in which their clocks run."""

    other: Target = Target()
    lines: Mapping[int, Target] = field(default_factory=lambda: MappingProxyType({}))
    hours: Calendar = ALWAYS

    @classmethod
    def parse(cls, text: str, hours: Calendar) -> Targets:
        """Read `15/30/480; 2: -/-/960`: minutes to the first reply, the next reply and the solution, for all
        lines and for line 2. Raises ValueError that says what is expected."""
        other, lines = Target(), dict[int, Target]()
        for part in filter(None, (part.strip() for part in text.split(";"))):
            found = re.fullmatch(r"(?:(\d+)\s*:\s*)?(\d+|-)/(\d+|-)/(\d+|-)", part)
            if found is None:
                raise ValueError(f"“{part}” is not like 15/30/480 or 2: -/-/960 (minutes)")
            line, *minutes = found.groups()
            target = Target(*(None if each == "-" else timedelta(minutes=int(each)) for each in minutes))
            if line is None:
                other = target
            else:
                lines[int(line)] = target
        return cls(other, MappingProxyType(lines), hours)

    def of(self, line: int) -> Target:
        """The targets of a line."""
        return self.lines.get(line, self.other)


@dataclass(slots=True)
class Deadline:
    """A running clock: `left` seconds of working time before it is broken."""

    kept: Kind
    broken: Kind
    line: int
    left: float

    def run(self, hours: Calendar, since: datetime, until: datetime) -> datetime | None:
        """Let it run over a stretch of time. Returns the moment it broke, if it did."""
        for begin, end in hours.spans(since, until):
            length = (end - begin).total_seconds()
            if length > self.left:
                return begin + timedelta(seconds=self.left)
            self.left -= length
        return None


class Running:
    """The clocks of one case. `solution` has one clock for each line that had the case, and each is counted
    once between two openings of the case, however often it comes back to that line."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._running: dict[tuple[str, int], Deadline] = {}
        self._lines: set[int] = set()

    def first_reply(self, line: int) -> None:
        """A person's first word is due."""
        self._start("first_reply", 0, line, Kind.FIRST_REPLY_KEPT, Kind.FIRST_REPLY_BROKEN)

    def next_reply(self, line: int) -> None:
        """A person's next word is due."""
        self._start("next_reply", 0, line, Kind.NEXT_REPLY_KEPT, Kind.NEXT_REPLY_BROKEN)

    def solution(self, line: int) -> None:
        """This line is to solve the case."""
        if line not in self._lines:
            self._lines.add(line)
            self._start("solution", line, line, Kind.SOLUTION_KEPT, Kind.SOLUTION_BROKEN)

    def _start(self, name: str, key: int, line: int, kept: Kind, broken: Kind) -> None:
        target: timedelta | None = getattr(self._targets.of(line), name)
        if target is not None:
            self._running.setdefault((name, key), Deadline(kept, broken, line, target.total_seconds()))

    def run(self, since: datetime, until: datetime, line: int) -> Iterator[tuple[Deadline, datetime]]:
        """Let all of them run while a line has the case. Yields those that broke, and when."""
        for key, deadline in list(self._running.items()):
            if key[0] == "solution" and key[1] != line:
                continue
            broke_at = deadline.run(self._targets.hours, since, until)
            if broke_at is not None:
                del self._running[key]
                yield deadline, broke_at

    def replied(self) -> list[Deadline]:
        """A person spoke: the replies that were due in time."""
        due = (self._running.pop((name, 0), None) for name in ("first_reply", "next_reply"))
        return [deadline for deadline in due if deadline is not None]

    def closed(self) -> list[Deadline]:
        """The case is closed: nothing runs any more. Returns the solutions that were in time."""
        kept = [deadline for (name, _line), deadline in self._running.items() if name == "solution"]
        self._running.clear()
        self._lines.clear()
        return kept
