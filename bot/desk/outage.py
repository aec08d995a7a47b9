"""Telegram out of reach for minutes: people hear of it, once, as soon as anything gets through."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import select

from bot.desk import supervisors
from bot.sending.claims import OutboxRow
from bot.step import Step, moment
from handoff import ledger
from store.outbox import Author
from store.schema import Outbox

_log = structlog.get_logger(__name__)
_KEY = "outage:"


def on_waiting(step: Step, row: OutboxRow) -> None:
    """A row does not get through: its agents and the supervisors are told."""
    if row.key.startswith(_KEY):
        return
    if row.case_id is not None and row.author is Author.AGENT and (row.chat_id or 0) > 0:
        case = ledger.locked(step.session, row.case_id)
        if case.line > 0:
            step.desk_say(case, step.services.desk_texts("desk-delayed"))
    tell(step, row.created_at, "sending")


def tell(step: Step, since: datetime, what: str) -> None:
    """Supervisors hear of it, unless they are about to hear of this outage already. `what`: sending, or
    fetching of updates."""
    told = select(Outbox.id).where(
        Outbox.key.startswith(f"{_KEY}{what}:"), Outbox.state.in_(("pending", "sending"))
    )
    if step.session.scalar(told.limit(1)) is not None:
        return
    _log.error("Telegram is out of reach", action="telegram_outage", what=what, since=since.isoformat())
    said = step.services.desk_texts("desk-outage", since=moment(step, since), what=what)
    supervisors.tell(step, said, key=f"{_KEY}{what}:{step.now:%Y-%m-%dT%H}")
