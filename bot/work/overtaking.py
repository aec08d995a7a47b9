"""A reply can overtake the writing-down of what it answers: Telegram shows a message, somebody answers to it,
and only then does our call return and its row of the outbox get the message's id. Such a reply waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, text
from sqlalchemy.orm import Session

from bot.inbound import Inbound, Written
from bot.sending import claims, places
from store.inbox import Waiting
from store.schema import Copy, Inbox, Outbox, Thread

AGAIN = timedelta(seconds=0.2)
"""How soon to look again whether the row is settled."""
LONGEST = claims.LEASE
"""How long after its arrival a reply waits at most: no attempt at sending takes longer. Then it is taken as
an answer to something that we do not know."""

_IS_SENDING = (
    text("outbox.state IN ('pending', 'sending')"),  # word for word as in the partial index
    Outbox.state == "sending",
    Outbox.action.in_([str(action) for action in places.NEW_MESSAGES]),
)


class TooEarlyError(Exception):
    """What an update speaks of is on its way into the database. Handle it a little later."""


def wait_for_delivery(session: Session, update: Waiting, inbound: Inbound, now: datetime) -> None:
    """Raises TooEarlyError for an answer to a message of ours that we do not know, while messages to that
    place are being sent."""
    if not isinstance(inbound, Written) or inbound.reply_to is None or not inbound.answers_bot:
        return
    if session.get(Copy, (inbound.chat_id, inbound.reply_to)) is not None:
        return
    sending = session.scalar(select(Outbox.id).where(*_IS_SENDING, _goes_to(inbound)).limit(1))
    if sending is None:
        return
    received_at = session.scalar(select(Inbox.received_at).where(Inbox.id == update.id))
    if received_at is not None and abs(now - received_at) < LONGEST:
        raise TooEarlyError


def _goes_to(written: Written) -> ColumnElement[bool]:
    """Rows for the chat or the topic in which something was written."""
    named = Outbox.chat_id == written.chat_id
    if not written.is_group:
        return named
    shown = select(Thread.case_id).where(
        Thread.chat_id == written.chat_id, Thread.external_id == written.topic
    )
    return or_(named, and_(Outbox.chat_id.is_(None), Outbox.case_id.in_(shown)))
