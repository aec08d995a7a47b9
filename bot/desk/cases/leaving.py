"""Somebody leaves: his shift ends, he is absent, or he lost his role. Cases whose turn is his go on without
him; those that wait for the customer stay until the customer writes."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from bot.desk.cases import losing, offering, ownership, transferring, waiting
from bot.step import Step, button, moment
from bot.team import profiles, roles
from bot.team.talk import Talk
from handoff import ledger, roster
from handoff.calendar import Calendar
from handoff.case import CLOCK, HELD, Actor, State
from handoff.routing import Presence
from store import inbox
from store.schema import Case, Person

TIMER = "leaving"
SHIFT_TIMER = "shift"
_THINKS = timedelta(minutes=10)
"""How long somebody who leaves may think about his cases; also how long before the end of a shift he is
asked."""
_WEEK = timedelta(days=8)


class Wish(StrEnum):
    """What becomes of the cases of somebody who leaves."""

    QUEUE = "queue"
    COLLEAGUES = "colleagues"
    KEEP = "keep"


def his_turn(step: Step, person: Person) -> list[Case]:
    """The cases that wait for this agent, locked."""
    return _held(step, person, frozenset({State.OWNED}))


def _held(step: Step, person: Person, states: frozenset[State]) -> list[Case]:
    ids = step.session.scalars(
        select(Case.id).where(Case.owner_id == person.id, Case.state.in_(list(states))).order_by(Case.id)
    ).all()
    cases = [ledger.locked(step.session, case_id) for case_id in ids]
    return [case for case in cases if case.owner_id == person.id and case.state in states]


# -- he is asked, and has a few minutes


def ask(step: Step, person: Person, *, until: datetime | None = None) -> bool:
    """Ask what is to become of the cases of somebody who leaves, now or at the end of his shift. False when
    he has none. Without an answer they go to colleagues, or to the queue."""
    cases = his_turn(step, person)
    if not cases:
        return False
    due_at = until or step.now + _THINKS
    texts = step.services.desk_texts
    keyboard = [[button(texts.plain("leaving-button", wish=str(wish)), "me", "leave", wish)] for wish in Wish]
    said = texts("leaving-ask", count=len(cases), time=moment(step, due_at))
    Talk(step, person).say(said, keyboard)
    step.set_chat_timer(person, f"{TIMER}:{person.id}", TIMER, due_at, person_id=person.id)
    return True


def decide(step: Step, person: Person, wish: Wish) -> int:
    """Carry out what somebody who leaves has decided. How many cases it was about."""
    inbox.clear_timer(step.session, f"{TIMER}:{person.id}")
    cases = his_turn(step, person)
    if wish is Wish.KEEP:
        return len(cases)
    actor = Actor("agent", person.id)
    for case in cases:
        _pass_on(step, case, person, actor, to_colleagues=wish is Wish.COLLEAGUES)
    return len(cases)


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """He did not answer: whoever is there goes on."""
    person = step.session.get_one(Person, payload["person_id"])
    if _presence(step, person) is not Presence.GONE:
        return  # he is back, or stays longer
    cases = his_turn(step, person)
    for case in cases:
        _pass_on(step, case, person, CLOCK, to_colleagues=True)
    if cases:
        Talk(step, person).say(step.services.desk_texts("leaving-done", count=len(cases)))


def _pass_on(step: Step, case: Case, person: Person, actor: Actor, *, to_colleagues: bool) -> None:
    if to_colleagues and transferring.to_best(step, case, actor, by=person.name, without=person.id):
        return
    waiting.forget(step, case)
    ownership.put_back(step, case, actor, "desk-left", person.name)


# -- the customer writes to somebody who has left


def instead_of_absent(step: Step, case: Case) -> None:
    """The customer has answered an owner who is gone: the case goes to the head of the queue."""
    owner = step.session.get(Person, case.owner_id) if case.owner_id else None
    if owner is not None and case.state == State.OWNED and _presence(step, owner) is Presence.GONE:
        _pass_on(step, case, owner, CLOCK, to_colleagues=False)
        losing.tell(step, case, owner.id, "away")


# -- the role is taken


def cut_off(step: Step, person: Person, by: Person | None) -> int:
    """Somebody may not work on cases any more: all that they have goes back at once, and so does what they
    were offered. How many cases it was."""
    if roles.works_on_cases(person):
        return 0
    offering.withdraw(step, person)
    cases = _held(step, person, HELD)
    for case in cases:
        _pass_on(step, case, person, Actor("agent", by.id) if by else CLOCK, to_colleagues=False)
    profile = profiles.of(step.session, person)
    profile.works_here, profile.case_id = False, None
    inbox.clear_timer(step.session, f"{TIMER}:{person.id}", f"{SHIFT_TIMER}:{person.id}")
    return len(cases)


# -- shifts


def plan_shift(step: Step, person: Person) -> None:
    """Set the timer that asks before the end of somebody's shift, or take it away where he has none."""
    key = f"{SHIFT_TIMER}:{person.id}"
    shifts = roster.shifts_of(profiles.of(step.session, person), str(step.services.hours.zone))
    ends = next_end(shifts, step.now + _THINKS) if shifts is not None else None
    if ends is None:
        inbox.clear_timer(step.session, key)
        return
    about = {"person_id": person.id, "ends": ends.isoformat()}
    step.set_chat_timer(person, key, SHIFT_TIMER, ends - _THINKS, **about)


def on_shift_timer(step: Step, payload: dict[str, Any]) -> None:
    """A shift is about to end."""
    person = step.session.get_one(Person, payload["person_id"])
    ends = datetime.fromisoformat(payload["ends"])
    if _presence(step, person) is not Presence.GONE:
        ask(step, person, until=max(ends, step.now))
    plan_shift(step, person)


def next_end(shifts: Calendar, after: datetime) -> datetime | None:
    """When the shift that is on, or the next one, ends; None for somebody who is always there."""
    if shifts.always:
        return None
    return next((ends for _, ends in shifts.spans(after, after + _WEEK)), None)


def _presence(step: Step, person: Person) -> Presence:
    return roster.presence_of(step.session, person.id, step.now, step.services.hours)
