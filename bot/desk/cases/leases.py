"""How long a case stays with an owner who says nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.step import Step
from handoff.case import Actor, EventType
from store.schema import Case

TIMER = "lease"


def begin(step: Step, case: Case, event: EventType, actor: Actor, **payload: Any) -> None:
    """Record an event with which a whole lease begins, and look at the case again when it ends."""
    until = step.now + timedelta(minutes=step.services.settings.lease_minutes)
    step.record(case, event, actor, lease_until=until.isoformat(), **payload)
    step.set_timer(case, TIMER, until)
