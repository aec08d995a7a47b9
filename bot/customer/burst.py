"""The burst: people write one question in several messages; it is answered once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, func, select, update

from bot.step import Step
from store import inbox
from store.outbox import customer_lane
from store.schema import UNANSWERED, Customer, Message

_LONGEST = timedelta(seconds=12)
"""A burst that never pauses is answered after this time all the same."""
_FLOOD = 20
"""Nobody writes more messages than this within `_LONGEST`; a flood is answered once, when it pauses."""
_LONGEST_FLOOD = timedelta(seconds=75)

# built once: every message of a customer runs them
_FIRST_WAITING = (
    select(Message.created_at, func.count().over())
    .where(Message.customer_id == bindparam("customer"), UNANSWERED)
    .order_by(Message.id)
    .limit(1)
)
_ANSWERED = (
    update(Message.__table__)  # type: ignore[arg-type]
    .where(Message.customer_id == bindparam("customer"), UNANSWERED)
    .values(answered=True)
)


def wait_for_more(step: Step, customer: Customer, *, album: bool = False) -> None:
    """Answer a little later than the message just stored, unless another one follows; and see to it that
    somebody answers even if line zero fails to."""
    settings = step.services.settings
    step.session.flush()
    waiting = step.session.connection().execute(_FIRST_WAITING, {"customer": customer.id}).first()
    first, count = waiting or (step.now, 0)
    pause = max(settings.burst, settings.album) if album else settings.burst
    latest = first + max(_LONGEST_FLOOD if count > _FLOOD else _LONGEST, settings.burst)
    answer_at = min(step.now + pause, max(latest, step.now))
    give_up_at = step.now + timedelta(seconds=settings.watchdog_seconds)
    payload = {"chat_id": customer.external_id}
    inbox.set_timers(
        step.session,
        customer_lane(customer.external_id),
        inbox.Alarm(_burst_key(customer), "burst", answer_at, payload),
        inbox.Alarm(_watchdog_key(customer), "watchdog", give_up_at, payload),
    )


def settle(step: Step, customer: Customer) -> None:
    """The burst has been reacted to: its messages are answered, its timers gone."""
    step.session.flush()
    step.session.connection().execute(_ANSWERED, {"customer": customer.id})
    inbox.clear_timer(step.session, _burst_key(customer), _watchdog_key(customer))


def _burst_key(customer: Customer) -> str:
    return f"burst:{customer.id}"


def _watchdog_key(customer: Customer) -> str:
    return f"watchdog:{customer.id}"
