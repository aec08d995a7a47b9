"""Lanes that wait for a thread to work on them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hand:
    """A lane that a thread works on: since when, by the steady clock, and which thread."""

    lane: str
    since: float
    thread: int


class WaitingLanes:
    """Hands out lanes in order, none to two threads at once. May be called from any thread."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        """`tick` is a steady clock, in seconds."""
        self._tick = tick
        self._lock = threading.Lock()
        self._waiting: dict[str, None] = {}  # in order, the next to be handed out first
        self._taken: dict[str, Hand] = {}
        self._closed = False

    def refill(self, lanes: Iterable[str]) -> int:
        """What waits now, those first that wait longest. Returns how many of them nobody works on."""
        with self._lock:
            self._waiting = {} if self._closed else dict.fromkeys(x for x in lanes if x not in self._taken)
            return len(self._waiting)

    def take(self) -> str | None:
        """The next lane, for this thread alone until it gives it back. None when no other waits."""
        with self._lock:
            if not self._waiting:
                return None
            lane = next(iter(self._waiting))
            del self._waiting[lane]
            self._taken[lane] = Hand(lane, self._tick(), threading.get_ident())
            return lane

    def give_back(self, lane: str) -> bool:
        """This thread is done with it for now. Returns whether no other lane waits."""
        with self._lock:
            del self._taken[lane]
            return not self._waiting

    def slow(self, seconds: float) -> list[Hand]:
        """The lanes that a thread has had for longer than that."""
        with self._lock:
            before = self._tick() - seconds
            return [hand for hand in self._taken.values() if hand.since < before]

    def close(self) -> None:
        """Hand out no more."""
        with self._lock:
            self._closed = True
            self._waiting = {}
