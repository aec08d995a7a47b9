"""Lanes that wait for a thread to work on them."""

from __future__ import annotations

import threading
from collections.abc import Iterable


class WaitingLanes:
    """Hands out lanes in order, none to two threads at once. May be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, None] = {}  # in order, the next to be handed out first
        self._taken: set[str] = set()
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
            self._taken.add(lane)
            return lane

    def give_back(self, lane: str) -> bool:
        """This thread is done with it for now. Returns whether no other lane waits."""
        with self._lock:
            self._taken.remove(lane)
            return not self._waiting

    def close(self) -> None:
        """Hand out no more."""
        with self._lock:
            self._closed = True
            self._waiting = {}
