"""Nothing that is open with people stays without an answer for a day: supervisors hear of it, and again each
day until somebody answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.desk import supervisors
from bot.step import Html, Step, moment
from handoff import ledger
from handoff.case import CLOCK, EventType
from handoff.unanswered import Unanswered, unanswered
from store import inbox
from store.schema import Case, Timer

TIMER = "guard"
KIND = "unanswered"
PATIENCE = timedelta(hours=24)
_LOOK_AGAIN = timedelta(hours=1)
_LISTED = 20
"""Cases named in one message."""


def plan(session: Session, now: datetime) -> None:
    """Have somebody look from now on; a look that is planned stays as it is."""
    if session.get(Timer, TIMER) is None:
        inbox.set_timer(session, TIMER, lane=TIMER, kind=TIMER, due_at=now)


def on_timer(step: Step, _payload: dict[str, Any]) -> None:
    """Tell the supervisors of those that have waited for another day, while people are there to act."""
    if step.services.hours.are_open(step.now):
        found = [one for one in unanswered(step.session, step.now - PATIENCE) if _is_news(step, one)]
        if found:
            _tell(step, found)
    inbox.set_timer(step.session, TIMER, lane=TIMER, kind=TIMER, due_at=step.now + _LOOK_AGAIN)


def _is_news(step: Step, one: Unanswered) -> bool:
    """Whether the wait is a day longer than when it was last told; writes down that it is told now."""
    case = ledger.locked(step.session, one.case_id)
    days = (step.now - one.since) // PATIENCE
    about = {"deadline": KIND, "since": one.since.isoformat(), "days": days}
    told = (
        event.payload
        for event in ledger.events(step.session, case.id)
        if event.type is EventType.DEADLINE_MISSED
    )
    if about in told:
        return False
    step.record(case, EventType.DEADLINE_MISSED, CLOCK, **about)
    return True


def _tell(step: Step, found: list[Unanswered]) -> None:
    texts = step.services.desk_texts
    lines = [texts("desk-guard", count=len(found))]
    for one in found[:_LISTED]:
        case = step.session.get_one(Case, one.case_id)
        since = moment(step, one.since)
        lines.append(texts("desk-guard-line", case=supervisors.link(step, case), since=since))
    if len(found) > _LISTED:
        lines.append(texts("desk-guard-more", count=len(found) - _LISTED))
    supervisors.tell(step, Html("\n".join(lines)), key=f"guard:{step.now.isoformat()}")
