"""Topics of the agents' group that come, close, vanish, and a group that moves to another id."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.sending.claims import OutboxRow
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import Outbox, Setting, Thread

_log = structlog.get_logger(__name__)

DESK_KEY = "desk_chat_id"
"""Setting with the id of the agents' group since it became a supergroup."""


def desk_chat_id(session: Session, configured: int | None) -> int | None:
    """The agents' group: as it is known since a migration, else as configured."""
    stored = session.get(Setting, DESK_KEY)
    return int(stored.value) if stored is not None else configured


def open_thread(session: Session, case_id: int) -> Thread | None:
    """The topic that shows a case now."""
    return session.scalar(
        select(Thread)
        .where(Thread.case_id == case_id, Thread.state == "open")
        .order_by(Thread.id.desc())
        .limit(1)
    )


def keep(session: Session, case_id: int, chat_id: int, external_id: int, now: datetime) -> bool:
    """Remember that a topic shows a case. False when it is known already: the topic's own message may reach
    the inbox before the answer to our call is settled."""
    known = session.scalar(
        select(Thread.id).where(Thread.chat_id == chat_id, Thread.external_id == external_id)
    )
    if known is not None:
        return False
    session.add(Thread(case_id=case_id, chat_id=chat_id, external_id=external_id, created_at=now))
    session.flush()
    return True


def make_anew(session: Session, case_id: int, lane: str, now: datetime) -> bool:
    """Mark the topic of a case as gone and have it made anew before all else in this lane. False when that
    is under way already."""
    thread = open_thread(session, case_id)
    if thread is not None:
        thread.state = "gone"
        session.flush()
    generation = session.scalar(select(func.count()).where(Thread.case_id == case_id)) or 0
    made = put(
        session,
        Outgoing(
            key=f"topic:{case_id}:{generation}",
            lane=lane,
            rank=-1,
            action=Action.CREATE_TOPIC,
            author=Author.DESK,
            priority=Priority.LINE,
            case_id=case_id,
            payload={"topic": case_id, "name": _name(session, case_id)},
        ),
        now,
    )
    if made:
        _log.warning("a topic was deleted, making it anew", action="topic_gone", case_id=case_id)
    return made


def reopen(session: Session, row: OutboxRow, case_id: int, now: datetime) -> None:
    """Have a closed topic opened before this row is tried again."""
    put(
        session,
        Outgoing(
            key=f"reopen:{row.id}:{row.attempts}",
            lane=row.lane,
            rank=-1,
            action=Action.REOPEN_TOPIC,
            author=Author.DESK,
            priority=row.priority,
            case_id=row.case_id,
            payload={"topic": case_id},
        ),
        now,
    )


def migrate(session: Session, old: int, new: int, configured: int | None) -> None:
    """Follow a group to its new id: the setting, the rows that wait, the topics."""
    if old == desk_chat_id(session, configured):
        session.merge(Setting(key=DESK_KEY, value=str(new)))
    quietly = {"synchronize_session": False}
    session.execute(
        update(Outbox)
        .where(Outbox.chat_id == old, Outbox.state.in_(("pending", "sending")))
        .values(chat_id=new)
        .execution_options(**quietly)
    )
    session.execute(
        update(Thread).where(Thread.chat_id == old).values(chat_id=new).execution_options(**quietly)
    )
    _log.warning("a group became a supergroup", action="chat_migrated")


def _name(session: Session, case_id: int) -> str:
    """The name that the topic of a case was given last."""
    naming = (str(Action.CREATE_TOPIC), str(Action.EDIT_TOPIC))
    payloads = session.scalars(
        select(Outbox.payload)
        .where(Outbox.case_id == case_id, Outbox.action.in_(naming))
        .order_by(Outbox.id.desc())
    )
    return next((payload["name"] for payload in payloads if payload.get("name")), f"№ {case_id}")
