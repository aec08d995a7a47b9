"""What the queue looks like at a glance: who waits, who is busy, whose promise ends next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from handoff import roster
from handoff.case import HELD
from store.schema import IS_UNCLAIMED, Case, Customer, Person, Thread


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in a list, with the place of its topic; `chat_id` and `thread` are None while there is none."""

    case_id: int
    customer: str
    topic: str
    reason: str
    state: str
    line: int
    queued_at: datetime | None
    promised_at: datetime | None
    opened_at: datetime
    agent: str
    chat_id: int | None
    thread: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """The queue now. `waiting` is its head, in the order of taking; `count` is all of it; `oldest` has waited
    the longest, `due` has the promise that ends first. `busy` maps names to cases at hand, most first."""

    count: int
    waiting: tuple[Listed, ...]
    oldest: Listed | None
    due: Listed | None
    busy: tuple[tuple[str, int], ...]


def look(session: Session, *, most: int) -> Board:
    """The queue as it stands; at most so many waiting cases are listed."""
    count = session.scalar(select(func.count()).select_from(Case).where(IS_UNCLAIMED)) or 0
    first = [one.id for one in roster.in_order(session, most)[:most]]
    waiting = sorted(listed(session, first), key=lambda one: first.index(one.case_id))
    oldest = _head(session, 1, Case.queued_at, Case.id)
    due = _head(session, 1, Case.promised_at, Case.id, only=Case.promised_at.is_not(None))
    return Board(count, tuple(waiting), next(iter(oldest), None), next(iter(due), None), _busy(session))


def _head(
    session: Session, most: int, *order: Any, only: ColumnElement[bool] | None = None
) -> tuple[Listed, ...]:
    """The first waiting cases in an order. They are chosen before names are looked up: ten thousand may
    wait."""
    first = select(Case.id).where(IS_UNCLAIMED).order_by(*order).limit(most)
    chosen = first.where(only) if only is not None else first
    return _listed(session, _LISTED.where(Case.id.in_(chosen)).order_by(*order))


def cases_of(session: Session, person_id: int, *, most: int) -> tuple[Listed, ...]:
    """The cases that somebody has, the longest at hand first."""
    mine = _LISTED.where(Case.owner_id == person_id, Case.state.in_(HELD))
    return _listed(session, mine.order_by(Case.queued_at, Case.id).limit(most))


def listed(session: Session, case_ids: Iterable[int]) -> tuple[Listed, ...]:
    """These cases, newest first; unknown numbers are left out."""
    return _listed(session, _LISTED.where(Case.id.in_(list(case_ids))).order_by(Case.id.desc()))


_LISTED = (
    select(
        Case.id,
        Case.topic,
        Case.reason,
        Case.state,
        Case.line,
        Case.queued_at,
        Case.promised_at,
        Case.opened_at,
        Customer.name.label("customer"),
        Person.name.label("agent"),
    )
    .join(Customer, Customer.id == Case.customer_id)
    .outerjoin(Person, Person.id == Case.owner_id)
)


def _listed(session: Session, query: Any) -> tuple[Listed, ...]:
    rows = session.execute(query).all()
    threads = {
        thread.case_id: thread
        for thread in session.scalars(
            select(Thread)
            .where(Thread.case_id.in_([row.id for row in rows]), Thread.state == "open")
            .order_by(Thread.id)
        )
    }
    return tuple(_as_listed(row, threads.get(row.id)) for row in rows)


def _as_listed(row: Row[Any], thread: Thread | None) -> Listed:
    return Listed(
        case_id=row.id,
        customer=row.customer,
        topic=row.topic,
        reason=row.reason,
        state=row.state,
        line=row.line,
        queued_at=row.queued_at,
        promised_at=row.promised_at,
        opened_at=row.opened_at,
        agent=row.agent or "",
        chat_id=thread.chat_id if thread else None,
        thread=thread.external_id if thread else None,
    )


def _busy(session: Session) -> tuple[tuple[str, int], ...]:
    at_hand = func.count(Case.id)
    rows = session.execute(
        select(Person.name, at_hand)
        .join(Case, Case.owner_id == Person.id)
        .where(Case.state.in_(HELD))
        .group_by(Person.id, Person.name)
        .order_by(at_hand.desc(), Person.name)
    )
    return tuple((name, number) for name, number in rows)
