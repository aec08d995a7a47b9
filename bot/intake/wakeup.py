"""Telling a loop that there is something to do, from any thread."""

from __future__ import annotations

import asyncio


class Wakeup:
    """An event that wakes one waiting loop. A wake-up while nobody waits is kept; several are one.

    It reaches only this process. Loops that share a database with other processes also look by themselves
    now and then: that is what the time-out of `wait` is for.
    """

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told = False  # the loop knows already: waking it takes a system call

    def set(self) -> None:
        """Wake the loop, now or when it comes to wait. May be called from any thread."""
        loop = self._loop
        if loop is None:
            self._event.set()
            return
        if self._told:
            return
        self._told = True
        try:
            loop.call_soon_threadsafe(self._event.set)
        except RuntimeError:  # the loop is closed: nobody is left to wake
            self._told = False

    async def wait(self, seconds: float) -> bool:
        """Wait for a wake-up, at most so long. True when there was one."""
        self._loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await self._event.wait()
        except TimeoutError:
            return False
        self._told = False  # before the event: who sets it from here on is heard
        self._event.clear()
        return True
