"""Which deadlines of the service level end next, of all cases that people have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import ledger
from handoff.board import Listed, listed
from handoff.metrics.deadlines import Targets
from handoff.metrics.live import Due, due
from store.schema import Timer

TIMER = "deadline"
"""The kind of timers that look at a case's deadlines again; none is due after the next deadline itself."""
_MOST_LOOKED_AT = 50


def next_ones(session: Session, now: datetime, targets: Targets, *, most: int) -> list[tuple[Listed, Due]]:
    """The cases whose deadlines end next, the earliest first, each with its next deadline. What is broken
    already is not among them."""
    found: dict[int, Due] = {}
    for case_id, looked_at in _planned(session):
        soonest = sorted(one.at for one in found.values())[:most]
        if len(soonest) == most and looked_at > soonest[-1]:
            break  # a timer never comes after its deadline: all that follow end later
        running, _broken = due(ledger.events(session, case_id), now, targets)
        ahead = [one for one in running if one.at > now]
        if ahead:
            found[case_id] = ahead[0]
    first = sorted(found, key=lambda case_id: (found[case_id].at, case_id))[:most]
    cases = {one.case_id: one for one in listed(session, first)}
    return [(cases[case_id], found[case_id]) for case_id in first]


def _planned(session: Session) -> Iterator[tuple[int, datetime]]:
    """Cases with a deadline that runs, and when each is looked at next, the soonest first."""
    rows = session.execute(
        select(Timer.payload, Timer.due_at)
        .where(Timer.kind == TIMER)
        .order_by(Timer.due_at)
        .limit(_MOST_LOOKED_AT)
    )
    for payload, due_at in rows.all():
        yield payload["case_id"], due_at
