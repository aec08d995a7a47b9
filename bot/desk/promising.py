"""The answer time a waiting customer is told, wherever a case begins to wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.step import Step
from handoff import queue
from handoff.promise import promised_moment
from store.schema import Case


def promise(step: Step, case: Case, *, line: int | None = None, skill: str | None = None) -> datetime:
    """Until when a case that begins to wait now will be answered. `line` and `skill` say where it is going,
    when that is not where it is."""
    return promised_moment(
        step.now,
        step.services.hours,
        queue.recent_waits(step.session, step.now),
        timedelta(minutes=step.services.settings.promise_minutes),
    )


def given(step: Step, case: Case, *, line: int | None = None, skill: str | None = None) -> dict[str, Any]:
    """The promise as part of the event that puts a case into a queue, with what it rests on:
    `step.record(case, EventType.RELEASED, agent, **promising.given(step, case))`."""
    return {"promised_at": promise(step, case, line=line, skill=skill).isoformat()}
