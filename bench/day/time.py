"""The time of a simulated day: it jumps from one thing that happens to the next."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime

from sim.clock import VirtualClock

Act = Callable[[], None]


class Agenda:
    """What people will do, by the moment they do it."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._acts: list[tuple[float, int, Act]] = []
        self._order = itertools.count()

    @property
    def now(self) -> float:
        """Unix time in seconds."""
        return self._clock.now()

    def moment(self) -> datetime:
        """The same in UTC."""
        return datetime.fromtimestamp(self._clock.now(), UTC)

    def after(self, seconds: float, act: Act) -> None:
        """Somebody will do this so many seconds from now."""
        heapq.heappush(self._acts, (self._clock.now() + max(seconds, 0.0), next(self._order), act))

    def next_at(self) -> float | None:
        """When the next thing happens, if anything is planned."""
        return self._acts[0][0] if self._acts else None

    def do_what_is_due(self) -> int:
        """Do everything whose moment has come; how many things that was."""
        done = 0
        while self._acts and self._acts[0][0] <= self._clock.now():
            _, _, act = heapq.heappop(self._acts)
            act()
            done += 1
        return done
