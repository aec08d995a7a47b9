"""What the agents' side does by time. A new kind of timer is a line in the table at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.desk import board, ownership, promising, waiting
from bot.step import Step
from handoff import ledger

Act = Callable[[Step, dict[str, Any]], None]
"""What a timer does, given its payload."""


def _lease(step: Step, payload: dict[str, Any]) -> None:
    ownership.expire(step, ledger.locked(step.session, payload["case_id"]))


ACTS: dict[str, Act] = {
    "lease": _lease,
    waiting.TIMER: waiting.on_timer,
    waiting.VENDOR_TIMER: waiting.on_vendor_timer,
    promising.TIMER: promising.on_timer,
    board.TIMER: board.on_timer,
}
"""By the kind of the timer."""
