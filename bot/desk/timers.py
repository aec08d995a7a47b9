"""What the agents' side does by time. A new kind of timer is a line in the table at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.customer import choosing, talks
from bot.desk.cases import leaving, offering, ownership, waiting
from bot.desk.clocks import deadlines, guard, promising
from bot.desk.incidents import joining, repair
from bot.desk.screen import board, viewing
from bot.step import ROUTING, Step
from handoff import ledger

Act = Callable[[Step, dict[str, Any]], None]
"""What a timer does, given its payload."""


def _lease(step: Step, payload: dict[str, Any]) -> None:
    ownership.expire(step, ledger.locked(step.session, payload["case_id"]))


ACTS: dict[str, Act] = {
    "lease": _lease,
    talks.TIMER: choosing.on_timer,
    waiting.TIMER: waiting.on_timer,
    waiting.VENDOR_TIMER: waiting.on_vendor_timer,
    ROUTING: offering.on_timer,
    leaving.TIMER: leaving.on_timer,
    leaving.SHIFT_TIMER: leaving.on_shift_timer,
    promising.TIMER: promising.on_timer,
    deadlines.TIMER: deadlines.on_timer,
    guard.TIMER: guard.on_timer,
    board.TIMER: board.on_timer,
    joining.TIMER: joining.on_timer,
    repair.TIMER: repair.on_timer,
    viewing.TIMER: viewing.on_timer,
}
"""By the kind of the timer."""
