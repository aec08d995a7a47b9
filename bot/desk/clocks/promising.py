"""The answer time a waiting customer is told: made wherever a case begins to wait, kept up to date, and
corrected before it is broken."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from bot.customer import when
from bot.desk import calling, supervisors
from bot.desk.screen import topic
from bot.sending import topics
from bot.step import Html, Step
from handoff import ledger, queue
from handoff.case import CLOCK, HEAD_OF_QUEUE, HELD, UNCLAIMED, Event, EventType
from handoff.promise import Basis, Estimate, estimate, promised_moment
from handoff.urgency import DANGER
from store.schema import Case, Customer, Person

TIMER = "promise"
_LOOKS = (0.5, 0.85)
"""At these parts of the promised time a waiting case is looked at: half-way, and before it breaks."""
_MOST_NOTICES = 2
"""More would be noise: after that supervisors hear of it, and /status tells the truth."""
_MINUTES_SAID = 60
"""A longer wait is told by the clock."""
_MUCH = timedelta(minutes=10)
_LEAST_DELAY = timedelta(minutes=5)
_ROUNDED_TO = timedelta(minutes=5)  # nobody believes «до 14:37»


def given(
    step: Step, case: Case, *, line: int | None = None, skill: str | None = None, priority: int | None = None
) -> dict[str, Any]:
    """The promise as part of the event that puts a case into a queue, with what it rests on:
    `step.record(case, EventType.RELEASED, agent, **promising.given(step, case))`. `line`, `skill` and
    `priority` say what it is there, where that is not what it was. It is watched from now on.
    """
    if _nobody_sees(step, case):
        return {}
    found = _estimate(step, case, line=line, skill=skill, priority=priority)
    until = promised_moment(step.now, step.services.hours, found.wait)
    _look_at(step, case, step.now, until, _LOOKS[0])
    return _payload(until, found)


def given_back(step: Step, case: Case) -> dict[str, Any]:
    """The same for a case that comes back to its queue, where it stands before those that wait first."""
    return given(step, case, priority=max(case.priority, HEAD_OF_QUEUE))


def words(step: Step, customer: Customer, case: Case) -> Html:
    """The promise of a waiting case: minutes or the clock while people are there; else when they come back,
    and until when they answer then."""
    texts, hours = step.texts(customer), step.services.hours
    if case.promised_at is None:
        return texts("promise-none")
    back = hours.next_opening(step.now)
    if back > step.now:
        first, last = (at.astimezone(hours.zone).date() for at in (back, case.promised_at))
        until = when.by(step, texts, case.promised_at, day=first != last)
        return texts("promise-back", back=when.from_(step, texts, back), until=until)
    minutes = max(1, round((case.promised_at - step.now).total_seconds() / 60))
    if minutes <= _MINUTES_SAID:
        return texts("promise-minutes", minutes=minutes)
    return texts("promise-until", until=when.by(step, texts, case.promised_at))


def promise_again(step: Step, case: Case) -> None:
    """A time for a case that was promised none, because nobody could see it: its customer is told."""
    made = given(step, case)
    customer = step.session.get_one(Customer, case.customer_id)
    if not made or customer.blocked_at is not None:
        return
    step.record(case, EventType.PROMISED, CLOCK, **made)
    until = when.by(step, step.texts(customer), datetime.fromisoformat(made["promised_at"]), day=True)
    step.notify(customer, step.texts(customer)("promise-again", case=str(case.id), until=until), case)


def _nobody_sees(step: Step, case: Case) -> bool:
    return topics.nobody_sees(step.session, case.id, step.services.settings.desk_chats)


def tell_moved(step: Step, case: Case, key: str) -> None:
    """Say once that a case waits in another queue now, and until when."""
    customer = step.session.get_one(Customer, case.customer_id)
    said = f"{step.texts(customer)(key, case=str(case.id))} {words(step, customer, case)}"
    step.notify(customer, said, case, key=f"case:{case.id}:moved:{case.epoch}:customer")


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """Look at a promise again: tell the customer when it has changed much or is about to be broken."""
    case = ledger.locked(step.session, payload["case_id"])
    since, until = (datetime.fromisoformat(payload[name]) for name in ("since", "until"))
    if case.promised_at != until:
        return  # another one has taken its place
    opening = step.services.hours.next_opening(step.now)
    if opening > step.now:  # nobody is told at night
        step.set_timer(case, TIMER, opening, **payload)
    elif case.state in UNCLAIMED:
        _look(step, case, since, until, payload["look"])
    elif case.state in HELD and not _answered(ledger.events(step.session, case.id)):
        _remind_owner(step, case, until)


def _look(step: Step, case: Case, since: datetime, until: datetime, look: float) -> None:
    customer = step.session.get_one(Customer, case.customer_id)
    if customer.blocked_at is not None:
        return
    if _nobody_sees(step, case):  # supervisors know; another time would be a promise that nobody can keep
        step.record(case, EventType.PROMISED, CLOCK, promised_at=None)
        said = step.texts(customer)("promise-withdrawn", case=str(case.id))
        step.notify(customer, said, case)
        return
    if _notices(ledger.events(step.session, case.id)) >= _MOST_NOTICES:
        supervisors.tell_of(step, case, "desk-promise-lost", once=f"case:{case.id}:promise:{case.epoch}")
        return
    hours = step.services.hours
    found = _estimate(step, case, waited=hours.between(case.queued_at or since, step.now))
    new = _rounded(promised_moment(step.now, hours, found.wait))
    if look == _LOOKS[-1]:
        wait = hours.between(since, until)
        new = max(new, _rounded(hours.after(until, max(_LEAST_DELAY, wait / 2))))
    elif found.basis is Basis.DEFAULT or not _differs_much(
        hours.between(step.now, until), hours.between(step.now, new)
    ):
        _look_at(step, case, since, until, _LOOKS[-1])
        return
    step.record(case, EventType.PROMISED, CLOCK, **_payload(new, found))
    _look_at(step, case, step.now, new, _LOOKS[-1])
    texts = step.texts(customer)
    key = "promise-later" if new > until else "promise-sooner"
    step.notify(customer, texts(key, case=str(case.id), until=when.by(step, texts, new)), case)
    topic.refresh_card(step, case)


def _differs_much(left: timedelta, now: timedelta) -> bool:
    """More than ten minutes, and more than half of what was left."""
    return abs(now - left) > _MUCH and abs(now - left) > left / 2


def _remind_owner(step: Step, case: Case, until: datetime) -> None:
    owner = step.session.get(Person, case.owner_id) if case.owner_id else None
    if owner is not None:
        texts = step.services.desk_texts
        said = texts("desk-promise-near", agent=calling.name_of(step, owner.id), time=when.clock(step, until))
        step.desk_say(case, said, key=f"case:{case.id}:promise:{case.epoch}:owner")


def _estimate(
    step: Step,
    case: Case,
    *,
    line: int | None = None,
    skill: str | None = None,
    priority: int | None = None,
    waited: timedelta = timedelta(0),
) -> Estimate:
    """How long the case will wait: where it stands, or from now on elsewhere."""
    line, settings = line or max(case.line, 1), step.services.settings
    priority = case.priority if priority is None else priority
    waits = queue.recent_waits(step.session, step.now, step.services.hours, line)
    stands_there = case.state in UNCLAIMED and case.line == line
    since = case.queued_at or case.opened_at if stands_there else step.now
    return estimate(
        waits,
        step.now,
        step.services.hours,
        skill=case.skill if skill is None else skill,
        default=timedelta(minutes=settings.promise_minutes),
        ahead=queue.ahead_at(step.session, line, priority, since, without=case.id),
        waited=waited,
        urgent=timedelta(minutes=settings.urgent_promise_minutes) if priority >= DANGER else None,
    )


def _payload(until: datetime, found: Estimate) -> dict[str, Any]:
    rests_on = {
        "basis": str(found.basis),
        "sample": found.sample,
        "minutes": round(found.wait.total_seconds() / 60, 1),
    }
    return {"promised_at": until.isoformat(), "promise": rests_on}


def _notices(log: list[Event]) -> int:
    """How often the customer has been told another time since the case began to wait."""
    count = 0
    for event in reversed(log):
        if event.type is EventType.PROMISED:
            count += 1
        elif "promised_at" in event.payload:
            break
    return count


def _answered(log: list[Event]) -> bool:
    """Whether a person has spoken since the promise was made."""
    for event in reversed(log):
        if event.type is EventType.AGENT_WROTE:
            return True
        if "promised_at" in event.payload:
            return False
    return False


def _look_at(step: Step, case: Case, since: datetime, until: datetime, look: float) -> None:
    hours = step.services.hours
    due = hours.after(since, hours.between(since, until) * look)
    step.set_timer(case, TIMER, due, since=since.isoformat(), until=until.isoformat(), look=look)


def _rounded(at: datetime) -> datetime:
    """Up to the next full five minutes."""
    step = _ROUNDED_TO.total_seconds()
    return datetime.fromtimestamp(math.ceil(at.timestamp() / step) * step, at.tzinfo)
