"""What reading a text may cost: seconds of processor time, counted in the thread that reads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UNTIL: ContextVar[float | None] = ContextVar("until", default=None)


class TooMuchEffortError(Exception):
    """The text costs more to read than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is read in here may cost this much."""
    token = _UNTIL.set(time.thread_time() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def check() -> None:
    """Called between the stages of reading. Raises TooMuchEffortError once the budget is used up; where
    there is none (training, evaluation) it does nothing."""
    until = _UNTIL.get()
    if until is not None and time.thread_time() > until:
        raise TooMuchEffortError
