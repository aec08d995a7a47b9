"""Who has a case: claimed by compare-and-set, held as a lease, given back by hand or by time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.customer import closing
from bot.desk.cases import leases, losing
from bot.desk.clocks import promising
from bot.desk.screen import topic
from bot.step import Step
from bot.team import profiles
from handoff import ledger
from handoff.case import CLOCK, UNCLAIMED, Actor, Event, EventType, State
from store.schema import Case, Customer, Person


def claim(step: Step, case: Case, agent: Person, *, announce: bool = True) -> bool:
    """Take a waiting case, and tell the customer who has it.

    The caller holds the case's row, so that of two agents one finds it waiting and the other finds it
    taken. False when it was taken.
    """
    if case.state not in UNCLAIMED:
        return False
    leases.begin(step, case, EventType.CLAIMED, Actor("agent", agent.id))
    if announce:
        customer = step.session.get_one(Customer, case.customer_id)
        step.notify(
            customer,
            step.texts(customer)("claimed", agent=agent.name),
            case,
            key=f"case:{case.id}:claimed:{case.epoch}:customer",
        )
        step.desk_say(case, step.services.desk_texts("desk-claimed", agent=agent.name))
    topic.refresh_card(step, case)
    return True


def given_to(step: Step, agent: Person) -> None:
    """Remember that somebody has just got a case: of equals, who has waited longest is next."""
    profiles.of(step.session, agent).given_at = step.now


def extend(step: Step, case: Case, agent: Person) -> None:
    """The owner is at work: the lease begins anew. While he waits for somebody else, none runs."""
    if case.state == State.OWNED:
        leases.begin(step, case, EventType.LEASE_EXTENDED, Actor("agent", agent.id))


def answered_by_customer(step: Step, case: Case) -> None:
    """The customer has answered the owner, who has the whole lease for his next word."""
    if case.state == State.OWNED and _agent_spoke_last(ledger.events(step.session, case.id)[:-1]):
        leases.begin(step, case, EventType.LEASE_EXTENDED, CLOCK)


def _agent_spoke_last(log: Sequence[Event]) -> Event | None:
    """The owner's last line, if the customer has not answered it yet. What he picked from the menu and called
    another question is no answer."""
    apart = {event.payload["apart"] for event in log if "apart" in event.payload}
    for event in reversed(log):
        if event.payload.get("entry") in apart:
            continue
        if event.type in (EventType.CUSTOMER_WROTE, EventType.CLAIMED):
            return None
        if event.type is EventType.AGENT_WROTE:
            return event
    return None


def release(step: Step, case: Case, agent: Person) -> None:
    """The owner gives the case back: first in the queue, everything known kept."""
    put_back(step, case, Actor("agent", agent.id), "desk-released", agent.name)


def put_back(step: Step, case: Case, actor: Actor, key: str, agent: str) -> None:
    """Put a case back into its queue, first in it. `key` is what its topic is told, about `agent`."""
    step.record(case, EventType.RELEASED, actor, **promising.given_back(step, case))
    _back_in_queue(step, case, key, agent)


def expire(step: Step, case: Case) -> None:
    """The owner has been silent for the whole lease: the case returns to the queue. Not while it is the
    customer who has not answered yet, unless that takes as long as a case without an answer stays open."""
    if case.state != State.OWNED or case.lease_until is None or case.lease_until > step.now:
        return
    last = _agent_spoke_last(ledger.events(step.session, case.id))
    if last is not None and step.now - last.at < timedelta(hours=step.services.settings.confirm_hours):
        leases.begin(step, case, EventType.LEASE_EXTENDED, CLOCK)
        return
    agent, owner_id = closing.last_agent(step, case), case.owner_id
    step.record(case, EventType.LEASE_EXPIRED, CLOCK, **promising.given_back(step, case))
    _back_in_queue(step, case, "desk-lease-expired", agent)
    if owner_id is not None:
        losing.tell(step, case, owner_id, "expired")


def _back_in_queue(step: Step, case: Case, key: str, agent: str) -> None:
    step.clear_timers(case, leases.TIMER)
    customer = step.session.get_one(Customer, case.customer_id)
    said = step.texts(customer)("returned-to-queue", case=str(case.id))
    step.notify(customer, f"{said} {promising.words(step, customer, case)}", case)
    desk = step.services.desk_texts
    step.desk_say(case, desk(key, agent=agent or desk.plain("person-someone")))
    topic.refresh_card(step, case)
