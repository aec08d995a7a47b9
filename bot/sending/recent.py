"""What was sent in the last minute, whoever sent it: for Telegram all processes of a bot are one."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from bot.sending import topics
from bot.sending.budgets import Budgets, Limits, cost
from store.outbox import Action
from store.schema import Outbox

_ARE_OPEN = text("outbox.state IN ('pending', 'sending')")  # word for word as in the partial index


def budgets(session: Session, limits: Limits, now: datetime, tick: float, desk: int | None) -> Budgets:
    """Budgets that know what was sent within the longest window. `tick` is now by the budgets' own clock,
    `desk` the group that rows without a chat and a topic go to. Of a call that was repeated in that time only
    the last attempt is known."""
    found = Budgets(limits)
    since = now - timedelta(seconds=limits.group_window)
    rows = session.execute(
        select(
            Outbox.action, Outbox.payload, Outbox.chat_id, Outbox.case_id, Outbox.result, Outbox.claimed_at
        )
        .where(
            or_(_ARE_OPEN, Outbox.settled_at >= since),
            Outbox.claimed_at >= since,
            Outbox.state != "dropped",
        )
        .order_by(Outbox.claimed_at)
    )
    for row in rows:
        chat_id = (row.result or {}).get("chat_id") or row.chat_id
        if chat_id is None and row.case_id is not None:
            thread = topics.open_thread(session, row.case_id)
            chat_id = thread.chat_id if thread is not None else None
        ago = max((now - row.claimed_at).total_seconds(), 0.0)
        found.take(tick - ago, chat_id or desk or 0, cost(Action(row.action), row.payload or {}))
    return found
