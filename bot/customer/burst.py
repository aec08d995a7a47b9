"""The burst: people write one question in several messages; it is answered once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.step import Step
from store import inbox
from store.outbox import customer_lane
from store.schema import UNANSWERED, Customer, Message

_LONGEST = timedelta(seconds=12)
"""A burst that never pauses is answered after this time all the same."""


def wait_for_more(step: Step, customer: Customer, *, album: bool = False) -> None:
    """Answer a little later than the message just stored, unless another one follows; and see to it that
    somebody answers even if line zero fails to."""
    settings = step.services.settings
    lane = customer_lane(customer.external_id)
    first = step.session.scalar(
        Message.__table__.select()
        .with_only_columns(Message.created_at)
        .where(Message.customer_id == customer.id, UNANSWERED)
        .order_by(Message.id)
        .limit(1)
    )
    pause = max(settings.burst, settings.album) if album else settings.burst
    latest = (first or step.now) + max(_LONGEST, settings.burst)
    inbox.set_timer(
        step.session,
        _burst_key(customer),
        lane=lane,
        kind="burst",
        due_at=min(step.now + pause, max(latest, step.now)),
        payload={"chat_id": customer.external_id},
    )
    inbox.set_timer(
        step.session,
        _watchdog_key(customer),
        lane=lane,
        kind="watchdog",
        due_at=step.now + timedelta(seconds=settings.watchdog_seconds),
        payload={"chat_id": customer.external_id},
    )


def settle(step: Step, customer: Customer) -> None:
    """The burst has been reacted to: its messages are answered, its timers gone."""
    step.session.execute(
        update(Message)
        .where(Message.customer_id == customer.id, UNANSWERED)
        .values(answered=True)
        .execution_options(synchronize_session=False)
    )
    inbox.clear_timer(step.session, _burst_key(customer))
    inbox.clear_timer(step.session, _watchdog_key(customer))


def _burst_key(customer: Customer) -> str:
    return f"burst:{customer.id}"


def _watchdog_key(customer: Customer) -> str:
    return f"watchdog:{customer.id}"
