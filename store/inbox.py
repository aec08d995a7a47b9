"""The inbox: updates, stored before the channel is told that we have them, handled lane by lane."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from store.schema import Inbox, Lane, Timer

_PENDING: ColumnElement[str] = literal_column("'pending'")
"""Written out, as in the partial index: SQLite uses the index only then."""

# Built once: every step runs them, and building a statement costs more than running it.
_OTHER = aliased(Inbox)
_PUT_OFF = select(_OTHER.lane).where(_OTHER.state == _PENDING, _OTHER.not_before > bindparam("now"))
_BUSY_LANES = (
    select(Inbox.lane, Inbox.received_at.label("since"))
    .where(Inbox.state == _PENDING, Inbox.lane.not_in(_PUT_OFF))
    .union_all(
        select(Timer.lane, Timer.due_at).where(Timer.due_at <= bindparam("now"), Timer.lane.not_in(_PUT_OFF))
    )
)
_NEXT_DUE = select(Timer.due_at).where(Timer.due_at > bindparam("now")).order_by(Timer.due_at).limit(1)
_HEAD = (
    select(Inbox.id, Inbox.update_id, Inbox.body, Inbox.attempts, Inbox.not_before)
    .where(Inbox.lane == bindparam("lane"), Inbox.state == _PENDING)
    .order_by(Inbox.id)
    .limit(1)
)
_MARK = (
    update(Inbox.__table__)  # type: ignore[arg-type]
    .where(Inbox.id == bindparam("settled_id"), Inbox.state == _PENDING)
    .values(state=bindparam("settled_state"), handled_at=bindparam("now"), error=bindparam("reason"))
)
_DUE_TIMER = (
    select(Timer.key, Timer.kind, Timer.due_at, Timer.attempts, Timer.payload)
    .where(Timer.lane == bindparam("lane"), Timer.due_at <= bindparam("now"))
    .order_by(Timer.due_at)
    .limit(1)
)
_TAKE_TIMER = delete(Timer.__table__).where(  # type: ignore[arg-type]
    Timer.key == bindparam("taken_key"), Timer.due_at == bindparam("taken_due_at")
)
_CLEAR_TIMER = delete(Timer.__table__).where(Timer.key == bindparam("cleared"))  # type: ignore[arg-type]


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


def store(session: Session, updates: Iterable[Incoming], now: datetime) -> None:
    """Keep updates that are new; known ones change nothing."""
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
    if rows:
        statement = _insert(session, Inbox.__table__).on_conflict_do_nothing(index_elements=["update_id"])
        session.connection().execute(statement, rows)


def pending_lanes(session: Session, now: datetime) -> list[str]:
    """Lanes with something to do now, those first that wait longest: an update that is here, or a timer that
    is due. What follows an update that is tried again only later waits with it."""
    rows = session.connection().execute(_BUSY_LANES, {"now": now}).all()
    # ordered here: told to order, SQLite goes through the index of all updates that ever came
    return list(dict.fromkeys(row.lane for row in sorted(rows, key=attrgetter("since"))))


def next_due_at(session: Session, now: datetime) -> datetime | None:
    """When the next timer comes due, if any is set. Those due already are not meant: whoever has their lane
    looks again at its end."""
    return session.connection().scalar(_NEXT_DUE, {"now": now})


def lock_lane(session: Session, key: str) -> None:
    """Keep other machines out of a lane until this transaction ends (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "sqlite":
        return
    session.execute(_insert(session, Lane).values(key=key).on_conflict_do_nothing())
    session.execute(select(Lane.key).where(Lane.key == key).with_for_update())


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not handled yet. `attempts` that broke; it is not tried before `not_before`."""

    id: int
    update_id: int
    body: str
    attempts: int
    not_before: datetime | None


def head(session: Session, lane: str) -> Waiting | None:
    """The oldest update of a lane that is not handled."""
    row = session.connection().execute(_HEAD, {"lane": lane}).first()
    return None if row is None else Waiting(*row)


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


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that is due, and how often it broke."""

    key: str
    kind: str
    due_at: datetime
    attempts: int
    payload: dict[str, Any]


def due_timer(session: Session, lane: str, now: datetime) -> Due | None:
    """The timer of a lane that has been due the longest."""
    row = session.connection().execute(_DUE_TIMER, {"lane": lane, "now": now}).first()
    return None if row is None else Due(*row)


def take_timer(session: Session, key: str, due_at: datetime) -> bool:
    """Remove a timer that is about to be carried out. False when it was moved or removed meanwhile."""
    values = {"taken_key": key, "taken_due_at": due_at}
    return session.connection().execute(_TAKE_TIMER, values).rowcount == 1


def clear_timer(session: Session, *keys: str) -> None:
    """Remove timers; nothing happens where there is none."""
    if keys:
        session.connection().execute(_CLEAR_TIMER, [{"cleared": key} for key in keys])
