"""What only one process may do at a time: a lease on it, one row, taken by compare-and-set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.schema import Setting
from store.types import UtcDateTime


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has it, and until when unless it is renewed."""

    holder: str
    until: datetime


def read(session: Session, key: str) -> Lease | None:
    """The lease as it is, lapsed or not; None when nobody has it."""
    return _lease(session.scalar(select(Setting.value).where(Setting.key == key)))


def take(session: Session, key: str, seen: Lease | None, wanted: Lease) -> bool:
    """Put a lease in the place of the one that was seen. False when that has changed meanwhile."""
    if seen is None:
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        new = dialect.insert(Setting).values(key=key, value=_text(wanted)).on_conflict_do_nothing()
        return session.scalar(new.returning(Setting.key)) is not None
    changed = update(Setting).where(Setting.key == key, Setting.value == _text(seen))
    return session.scalar(changed.values(value=_text(wanted)).returning(Setting.key)) is not None


def give_back(session: Session, key: str, holder: str) -> None:
    """End the lease of this holder; somebody else's stays."""
    seen = read(session, key)
    if seen is not None and seen.holder == holder:
        session.execute(delete(Setting).where(Setting.key == key, Setting.value == _text(seen)))


def is_held(session: Session, key: str, holder: str) -> bool:
    """Whether this holder has it. It cannot be taken from him before this transaction ends."""
    found = session.scalar(select(Setting.value).where(Setting.key == key).with_for_update(read=True))
    lease = _lease(found)
    return lease is not None and lease.holder == holder


def common_time(session: Session, ours: datetime) -> datetime:
    """The time that all who share the database agree on: its server's, or that of its one machine."""
    if session.get_bind().dialect.name == "sqlite":
        return ours
    return session.scalars(select(func.clock_timestamp(type_=UtcDateTime))).one()


def _text(lease: Lease) -> str:
    return f"{lease.until.isoformat()} {lease.holder}"


def _lease(value: str | None) -> Lease | None:
    if value is None:
        return None
    until, _, holder = value.partition(" ")
    return Lease(holder, datetime.fromisoformat(until))
