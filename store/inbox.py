"""The inbox: updates, stored before the channel is told that we have them, handled lane by lane."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from store.schema import Inbox, Lane, Timer

_PENDING: ColumnElement[str] = literal_column("'pending'")
"""Written out, as in the partial index: SQLite uses the index only then."""

# Built once: every step runs them, and building a statement costs more than running it.
_HEAD = (
    select(Inbox).where(Inbox.lane == bindparam("lane"), Inbox.state == _PENDING).order_by(Inbox.id).limit(1)
)
_MARK = (
    update(Inbox.__table__)  # type: ignore[arg-type]
    .where(Inbox.id == bindparam("settled_id"), Inbox.state == _PENDING)
    .values(state=bindparam("settled_state"), handled_at=bindparam("now"), error=bindparam("reason"))
)
_DUE_TIMER = (
    select(Timer)
    .where(Timer.lane == bindparam("lane"), Timer.due_at <= bindparam("now"))
    .order_by(Timer.due_at)
    .limit(1)
)
_TAKE_TIMER = delete(Timer.__table__).where(  # type: ignore[arg-type]
    Timer.key == bindparam("taken_key"), Timer.due_at == bindparam("taken_due_at")
)
_CLEAR_TIMERS = delete(Timer.__table__).where(  # type: ignore[arg-type]
    Timer.key.in_(bindparam("keys", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as it came: `body` is its JSON, `lane` the chat or topic it belongs to."""

    update_id: int
    lane: str
    body: str
    error: str | None = None  # why it cannot be understood; such a row is quarantined at once


def _insert(session: Session, table: Any) -> Any:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(table)


def store(session: Session, updates: Iterable[Incoming], now: datetime) -> int:
    """Keep updates that are new; known ones change nothing. Returns how many were new."""
    rows = [
        {
            "update_id": update_.update_id,
            "lane": update_.lane,
            "body": update_.body,
            "state": "quarantined" if update_.error else "pending",
            "attempts": 0,
            "error": update_.error,
            "received_at": now,
        }
        for update_ in updates
    ]
    if not rows:
        return 0
    result = session.connection().execute(
        _insert(session, Inbox.__table__).on_conflict_do_nothing(index_elements=["update_id"]), rows
    )
    return result.rowcount


def pending_lanes(session: Session, now: datetime) -> set[str]:
    """Lanes with something to do now: an update that waits, or a timer that is due. What follows an update
    that is tried again only later waits with it."""
    head = aliased(Inbox)
    put_off = select(head.lane).where(head.state == _PENDING, head.not_before > now)
    waiting = select(Inbox.lane).where(Inbox.state == _PENDING, Inbox.lane.not_in(put_off))
    due = select(Timer.lane).where(Timer.due_at <= now, Timer.lane.not_in(put_off))
    return set(session.scalars(waiting.union(due)))


def next_due_at(session: Session, now: datetime) -> datetime | None:
    """When the next timer comes due, if any is set. Those due already are not meant: whoever has their lane
    looks again at its end."""
    return session.scalar(select(Timer.due_at).where(Timer.due_at > now).order_by(Timer.due_at).limit(1))


def lock_lane(session: Session, key: str) -> None:
    """Keep other machines out of a lane until this transaction ends (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "sqlite":
        return
    session.execute(_insert(session, Lane).values(key=key).on_conflict_do_nothing())
    session.execute(select(Lane.key).where(Lane.key == key).with_for_update())


def head(session: Session, lane: str) -> Inbox | None:
    """The oldest update of a lane that is not handled."""
    return session.scalar(_HEAD, {"lane": lane})


def mark(session: Session, inbox_id: int, state: str, now: datetime, error: str | None = None) -> bool:
    """Settle a pending update as `done` or `quarantined`. False when it was settled already."""
    values = {"settled_id": inbox_id, "settled_state": state, "now": now, "reason": error}
    return session.connection().execute(_MARK, values).rowcount == 1


def put_off(session: Session, inbox_id: int, attempts: int, until: datetime) -> None:
    """Try an update again later; its lane waits for it."""
    session.execute(
        update(Inbox)
        .where(Inbox.id == inbox_id, Inbox.state == _PENDING)
        .values(attempts=attempts, not_before=until)
    )


def put_off_timer(session: Session, key: str, due_at: datetime, attempts: int, until: datetime) -> None:
    """Try a timer again later, unless it was moved or removed meanwhile."""
    session.execute(
        update(Timer).where(Timer.key == key, Timer.due_at == due_at).values(attempts=attempts, due_at=until)
    )


@dataclass(frozen=True, slots=True)
class Alarm:
    """A timer to be set: when it is due, and what it is for."""

    key: str
    kind: str
    due_at: datetime
    payload: dict[str, Any]


@functools.cache
def _set_timers(dialect: str) -> Any:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(Timer.__table__)
    moved = {name: statement.excluded[name] for name in ("lane", "kind", "due_at", "payload", "attempts")}
    return statement.on_conflict_do_update(index_elements=["key"], set_=moved)


def set_timers(session: Session, lane: str, *alarms: Alarm) -> None:
    """Set timers of a lane, or move those that are set already."""
    session.connection().execute(
        _set_timers(session.get_bind().dialect.name),
        [
            {
                "key": alarm.key,
                "lane": lane,
                "kind": alarm.kind,
                "due_at": alarm.due_at,
                "payload": alarm.payload,
                "attempts": 0,
            }
            for alarm in alarms
        ],
    )


def set_timer(
    session: Session,
    key: str,
    *,
    lane: str,
    kind: str,
    due_at: datetime,
    payload: dict[str, Any] | None = None,
) -> None:
    """Set a timer, or move it when it is set already."""
    set_timers(session, lane, Alarm(key, kind, due_at, payload or {}))


def due_timer(session: Session, lane: str, now: datetime) -> Timer | None:
    """The timer of a lane that has been due the longest."""
    return session.scalar(_DUE_TIMER, {"lane": lane, "now": now})


def take_timer(session: Session, key: str, due_at: datetime) -> bool:
    """Remove a timer that is about to be carried out. False when it was moved or removed meanwhile."""
    values = {"taken_key": key, "taken_due_at": due_at}
    return session.connection().execute(_TAKE_TIMER, values).rowcount == 1


def clear_timer(session: Session, *keys: str) -> None:
    """Remove timers; nothing happens where there is none."""
    session.connection().execute(_CLEAR_TIMERS, {"keys": keys})
