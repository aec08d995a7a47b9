"""When to speak of a database that fails: once, then once a minute, and when it is over."""

from __future__ import annotations

import threading
import time

from sqlalchemy.engine import URL

_AGAIN = 60.0  # s


class Outages:
    """What was said of a database that fails. All who work with it share one, or each would say it anew."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._lock = threading.Lock()
        self._told: tuple[str, float] | None = None
        self._since = 0.0

    def is_news(self, what: str, now: float | None = None) -> bool:
        """Whether to say so now: it is another fault than the last one, or a minute has passed."""
        now = time.monotonic() if now is None else now
        with self._lock:
            if self._told is None:
                self._since = now
            elif self._told[0] == what and now - self._told[1] < _AGAIN:
                return False
            self._told = what, now
            return True

    def over(self, now: float | None = None) -> float | None:
        """The database works. How many seconds it did not, when that was told and is over now."""
        if self._told is None:
            return None
        now = time.monotonic() if now is None else now
        with self._lock:
            self._told = None
            return now - self._since
