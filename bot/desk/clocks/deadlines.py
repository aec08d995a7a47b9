"""Deadlines of the service level while they run: the owner is warned before a breach, supervisors hear of it
after it, once each. The clocks are those of the reports."""

from __future__ import annotations

from typing import Any

from bot.customer import when
from bot.desk import calling, supervisors
from bot.step import Step
from handoff import breaching, ledger
from handoff.case import CLOCK, HUMAN_STATES, Event, EventType
from handoff.metrics.live import Due, due
from store.schema import Case

TIMER = breaching.TIMER
_TOLD = (EventType.DEADLINE_NEAR, EventType.DEADLINE_MISSED)


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """Warn of what is near, report what was missed, and come again when the next moment is there."""
    case = ledger.locked(step.session, payload["case_id"])
    if case.state not in HUMAN_STATES:
        return
    log = ledger.events(step.session, case.id)
    running, broken = due(log, step.now, step.services.settings.targets)
    told = {
        _name(event) for event in log if event.type in (EventType.DEADLINE_NEAR, EventType.DEADLINE_MISSED)
    }
    for one in broken:
        if (EventType.DEADLINE_MISSED, *_key(one)) not in told:
            _missed(step, case, one)
    for one in running:
        if one.near_at <= step.now and (EventType.DEADLINE_NEAR, *_key(one)) not in told:
            _near(step, case, one)
    moments = [moment for one in running for moment in (one.near_at, one.at) if moment > step.now]
    if moments:
        step.set_timer(case, TIMER, min(moments))


def _near(step: Step, case: Case, one: Due) -> None:
    step.record(case, EventType.DEADLINE_NEAR, CLOCK, **_payload(one))
    minutes = max(round((one.at - step.now).total_seconds() / 60), 1)
    calling.call_owner(
        step,
        case,
        "desk-deadline-near",
        what=one.name,
        minutes=minutes,
        time=when.clock(step, one.at),
        owned="yes" if case.owner_id else "no",
    )


def _missed(step: Step, case: Case, one: Due) -> None:
    step.record(case, EventType.DEADLINE_MISSED, CLOCK, **_payload(one))
    owner = calling.name_of(step, case.owner_id)
    supervisors.tell_of(
        step,
        case,
        "desk-deadline-missed",
        once=f"case:{case.id}:missed:{one.name}:{one.line}:{one.since.isoformat()}",
        what=one.name,
        line=one.line,
        time=when.clock(step, one.at),
        agent=owner if case.owner_id else "none",
    )


def _payload(one: Due) -> dict[str, Any]:
    return {"deadline": one.name, "line": one.line, "since": one.since.isoformat(), "due": one.at.isoformat()}


def _key(one: Due) -> tuple[str, int, str]:
    return one.name, one.line, one.since.isoformat()


def _name(event: Event) -> tuple[EventType, str, int, str]:
    payload = event.payload
    return event.type, payload.get("deadline", ""), payload.get("line", 0), payload.get("since", "")
