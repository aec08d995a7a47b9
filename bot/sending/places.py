"""Where messages stand in chats: looked up for edits and replies, written down after each delivery."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import structlog
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.sending.claims import OutboxRow
from store.outbox import Action
from store.schema import Copy, Message

_log = structlog.get_logger(__name__)
NEW_MESSAGES = frozenset(
    {Action.SEND_TEXT, Action.SEND_PICTURE, Action.SEND_DOCUMENT, Action.SEND_FILE, Action.COPY}
)


@dataclass(frozen=True, slots=True)
class Place:
    """One of our messages in a chat."""

    chat_id: int
    external_id: int
    message_id: int


def find(session: Session, message_id: int, chat_id: int) -> tuple[int, ...]:
    """Where one of our messages stands in a chat, in order; empty when it never came there."""
    found = session.scalars(
        select(Copy.external_id)
        .where(Copy.message_id == message_id, Copy.chat_id == chat_id)
        .order_by(Copy.external_id)
    ).all()
    if found:
        return tuple(found)
    original = session.get(Message, message_id)
    if original is None or original.chat_id != chat_id or original.external_id is None:
        return ()
    return (original.external_id,)


def of_delivery(session: Session, row: OutboxRow, chat_id: int, ids: tuple[int, ...]) -> list[Place]:
    """What a delivery put where. `ids` are all messages of the row, those of earlier attempts first."""
    if row.action not in NEW_MESSAGES:
        return []
    new = ids[len(row.result.get("ids", ())) :]
    shown = _shown(session, row, len(new))
    return [
        Place(chat_id, external_id, message_id)
        for external_id, message_id in zip(new, shown, strict=True)
        if message_id is not None
    ]


def keep(session: Session, places: list[Place]) -> None:
    """Write places down; known ones stay as they are."""
    if places:
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        session.connection().execute(
            dialect.insert(Copy.__table__).on_conflict_do_nothing(), [asdict(place) for place in places]
        )


def _shown(session: Session, row: OutboxRow, count: int) -> list[int | None]:
    """Which of our messages each new one shows: of an album each its own, else all the row's. What stands
    above an album belongs to its first part."""
    if not count:  # nothing was sent: what the row says may be unreadable
        return []
    external_ids = sorted(row.payload["external_ids"]) if row.action is Action.COPY else []
    if len(external_ids) < 2:
        return [row.message_id] * count
    if row.payload.get("head") and not row.result.get("ids"):
        return [row.message_id, *_parts(session, row, external_ids, count - 1)]
    return _parts(session, row, external_ids, count)


def _parts(session: Session, row: OutboxRow, external_ids: list[int], count: int) -> list[int | None]:
    if len(external_ids) != count:  # Telegram left some out and does not say which
        _log.warning("not all could be copied", action="copy_incomplete", outbox_id=row.id)
        return [row.message_id] * count
    rows = session.execute(
        select(Message.external_id, Message.id).where(
            Message.chat_id == row.payload["from_chat_id"], Message.external_id.in_(external_ids)
        )
    )
    found = {external_id: message_id for external_id, message_id in rows}  # noqa: C416 -- rows are no pairs
    return [found.get(external_id, row.message_id) for external_id in external_ids]
