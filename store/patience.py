"""How long the database may take to answer: a connection can freeze so that neither side hears of it."""

from __future__ import annotations

import time

COMMAND = 600.0
"""Seconds that one statement of a command may take: a report over years, an index that is made anew."""
SERVING = 15.0
"""The same while customers are served: no statement there takes a second, and nobody should wait for longer
than that until what is frozen is dropped. Waiting for somebody else's lock counts too."""
_AT_LEAST = 0.5
"""Even when time is up a statement may try: a database that answers is told everything."""


class Patience:
    """When to give up waiting. Shared by all connections of a database, whatever their thread."""

    def __init__(self, seconds: float) -> None:
        """`seconds` that one statement may take."""
        self.seconds = seconds
        self._end = float("inf")

    def end_in(self, seconds: float) -> None:
        """Wait for nothing after so many seconds from now; the program is to end."""
        self._end = min(self._end, time.monotonic() + seconds)

    def is_over(self, began: float) -> bool:
        """Whether what began then (by the steady clock) has taken too long."""
        limit = min(began + self.seconds, max(self._end, began + _AT_LEAST))
        return time.monotonic() > limit

    def left(self) -> float:
        """The seconds that something which begins now may take."""
        return min(self.seconds, max(self._end - time.monotonic(), _AT_LEAST))
