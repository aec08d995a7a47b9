"""A case that comes back goes to the agent who knows it, where he is there and has room; else it is first in
the queue."""

from __future__ import annotations

from bot.desk.cases import leases
from bot.step import Step
from handoff import roster, routing
from handoff.case import BOT, UNCLAIMED, EventType
from store.schema import Case, Person


def to_last_agent(step: Step, case: Case) -> Person | None:
    """Give a case that has just come back to its last agent. None where it stays in the queue."""
    person = step.session.get(Person, case.last_agent_id) if case.last_agent_id else None
    if person is None or case.state not in UNCLAIMED or not _can_take(step, case, person):
        return None
    leases.begin(step, case, EventType.TRANSFERRED, BOT, to=person.id, why="last_agent")
    return person


def _can_take(step: Step, case: Case, person: Person) -> bool:
    services = step.services
    agent = roster.agent(step.session, person.id, step.now, services.hours)
    if agent is None or roster.AGENT_ROLE not in person.roles:
        return False
    here = routing.presence(agent, step.now, services.hours) is routing.Presence.HERE
    return here and routing.has_room(agent) and routing.fits(agent, roster.waiting(step.session, case))
