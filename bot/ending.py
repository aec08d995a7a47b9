"""How the program ends: soon, whatever hangs. Killing it loses nothing, so waiting longer gains nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from typing import Any

import structlog

_log = structlog.get_logger(__name__)

DATABASE = 3.0
"""Seconds that statements may still take once the program is to end."""
CALLS = 3.0
"""The same for calls to Telegram that are under way."""
RESULTS = 5.0
"""How long to try to write down what became of them. What is not written is unknown to the next start, which
sends customers' answers once more."""
_AT_LAST = 9.0
"""A thread that hangs cannot be ended, so the program ends with it. Service managers kill after ten seconds
and more."""


def stop_on_signals(stop: asyncio.Event) -> None:
    """Ctrl-C and `kill` end the program cleanly, and in any case within ten seconds."""
    loop = asyncio.get_running_loop()

    def end(_number: int, _frame: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(stop.set)
        last = threading.Timer(_AT_LAST, _end_now)
        last.daemon = True
        last.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)  # not the loop's own handler: that one waits for whatever holds the loop


def _end_now() -> None:
    _log.error("something does not end, so the program ends without it", action="ended_by_force")
    sys.stderr.flush()
    os._exit(1)


async def sleep(stop: asyncio.Event, seconds: float) -> bool:
    """Wait so long, or until `stop`; whether it is set."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
    return stop.is_set()


async def until(stop: asyncio.Event, doing: Coroutine[Any, Any, None]) -> None:
    """Do something that may be broken off anywhere, until it is done or `stop`."""
    stopped, working = asyncio.create_task(stop.wait()), asyncio.create_task(doing)
    try:
        await asyncio.wait((stopped, working), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
        working.cancel()
    try:
        await working
    except asyncio.CancelledError:
        if (task := asyncio.current_task()) is not None and task.cancelling():
            raise
