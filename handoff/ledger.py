"""Writing the event log, and with it the present state of a case, in one transaction."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Table, Update, bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from handoff.case import Actor, CaseState, Event, EventType, State, apply, opened
from store import rows
from store.schema import Case, CaseEvent

_CASES: Table = Case.__table__  # type: ignore[assignment]
_EVENTS: Table = CaseEvent.__table__  # type: ignore[assignment]
_FIELDS = tuple(field.name for field in fields(CaseState))
# Built once: several events are recorded in each step, and building a statement costs more than running it.
_ADD_EVENT = insert(_EVENTS)
_LOCKED = (
    select(Case)
    .where(Case.id == bindparam("case"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_LOG = select(_EVENTS).where(_EVENTS.c.case_id == bindparam("case")).order_by(_EVENTS.c.seq)


@functools.cache
def _move(names: tuple[str, ...]) -> Update:
    return (
        update(_CASES)
        .where(_CASES.c.id == bindparam("moved_id"), _CASES.c.version == bindparam("moved_version"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )


class ConflictError(Exception):
    """Somebody else moved the case between our reading and our writing; the step must be done again."""


def open_case(
    session: Session,
    customer_id: int,
    *,
    language: str,
    now: datetime,
    previous_case_id: int | None = None,
) -> Case:
    """Begin a case. Its id is the number that the customer sees."""
    event = Event(EventType.OPENED, now, Actor("customer"), {"language": language})
    state = opened(event)
    case = Case(customer_id=customer_id, previous_case_id=previous_case_id, **_columns(state))
    rows.add(session, case)
    _insert_events(session, case.id, 0, [event])
    session.info[_log_key(case.id)] = [event]
    return case


def locked(session: Session, case_id: int) -> Case:
    """The case, kept from other machines until this transaction ends."""
    return session.scalars(_LOCKED, {"case": case_id}).one()


def record(session: Session, case: Case, *events: Event) -> None:
    """Add events to a case, in this order, and move its state.

    Compare-and-set on the version: of two writers one wins, the other gets ConflictError.
    Raises NotPossibleError when an event does not fit the state.
    """
    before = after = state_of(case)
    for event in events:
        after = apply(after, event)
    session.flush()
    known, columns = _columns(before), _columns(after)
    moved = {name: value for name, value in columns.items() if value != known[name]}
    result: CursorResult[Any] = session.connection().execute(
        _move(tuple(moved)),
        {"moved_id": case.id, "moved_version": before.version}
        | {f"new_{name}": value for name, value in moved.items()},
    )
    if result.rowcount != 1:
        raise ConflictError(f"case {case.id} is no longer at version {before.version}")
    _insert_events(session, case.id, before.version, events)
    for name, value in moved.items():
        set_committed_value(case, name, value)
    if (log := session.info.get(_log_key(case.id))) is not None:
        log += events


def events(session: Session, case_id: int) -> list[Event]:
    """The log of a case, in order."""
    if (log := session.info.get(_log_key(case_id))) is not None:
        return list(log)
    session.flush()
    rows = session.connection().execute(_LOG, {"case": case_id})
    return [
        Event(EventType(row.type), row.at, Actor(row.actor_kind, row.actor_id), row.payload) for row in rows
    ]


def event_at(session: Session, case_id: int, seq: int) -> Event | None:
    """One event of a case by its number, which buttons carry to say what they were about."""
    row = session.scalar(select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.seq == seq))
    if row is None:
        return None
    return Event(EventType(row.type), row.at, Actor(row.actor_kind, row.actor_id), row.payload)


def state_of(case: Case) -> CaseState:
    """The fields of a row that the events determine."""
    values = {name: getattr(case, name) for name in _FIELDS}
    return CaseState(**{**values, "state": State(case.state)})


def _log_key(case_id: int) -> str:
    """Where a session keeps the log of a case that it has opened itself: nobody else can write into that."""
    return f"log:{case_id}"


def _columns(state: CaseState) -> dict[str, Any]:
    return {**{name: getattr(state, name) for name in _FIELDS}, "state": str(state.state)}


def _insert_events(session: Session, case_id: int, version: int, events: Iterable[Event]) -> None:
    """Write events behind those of the version that was reached before."""
    written = [
        {
            "case_id": case_id,
            "seq": seq,
            "type": str(event.type),
            "at": event.at,
            "actor_kind": event.actor.kind,
            "actor_id": event.actor.id,
            "payload": event.payload,
        }
        for seq, event in enumerate(events, version + 1)
    ]
    session.connection().execute(_ADD_EVENT, written)
