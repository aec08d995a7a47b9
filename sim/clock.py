"""Time of the local Telegram: real, or turned by hand in tests of limits and expiry."""

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    """Unix time in seconds and a sleep on the same time."""

    def now(self) -> float:
        """Unix time in seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when the clock has moved on by so many seconds."""
        ...


class RealClock:
    """The computer's clock."""

    def now(self) -> float:
        """Unix time in seconds."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Sleep for real."""
        await asyncio.sleep(seconds)


class VirtualClock:
    """A clock that stands still until :meth:`advance` moves it.

    Messages' dates, limits, expiry, storms and webhook retries follow it. Long polls and the people's waits
    stay on real time: a bot in another process could not know that time stands still.
    """

    def __init__(self, start: float | None = None) -> None:
        """Start at ``start`` (Unix seconds), or at the present moment."""
        self._now = time.time() if start is None else start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> float:
        """Unix time in seconds."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move time forward and wake who slept until then, earliest first."""
        if seconds < 0:
            raise ValueError("time goes forward only")
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, sleeper = heapq.heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)

    async def sleep(self, seconds: float) -> None:
        """Return once :meth:`advance` has moved the clock by so many seconds."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), sleeper))
        await sleeper
