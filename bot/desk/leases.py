"""How long a case stays with an owner who says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.step import Step
from store import inbox
from store.outbox import customer_lane
from store.schema import Case, Customer

TIMER = "lease"


def end(step: Step) -> datetime:
    """Until when a case that is claimed now may be left without a word."""
    return step.now + timedelta(minutes=step.services.settings.lease_minutes)


def watch(step: Step, case: Case, until: datetime) -> None:
    """Look at the case again when its lease ends."""
    customer = step.session.get_one(Customer, case.customer_id)
    inbox.set_timer(
        step.session,
        f"{TIMER}:{case.id}",
        lane=customer_lane(customer.external_id),
        kind=TIMER,
        due_at=until,
        payload={"case_id": case.id},
    )
