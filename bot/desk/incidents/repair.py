"""«Починили»: each customer of an incident is asked whether it works again, as after any solved case."""

from __future__ import annotations

from typing import Any

from bot.customer import closing
from bot.desk.cases import waiting
from bot.desk.incidents import joining
from bot.desk.screen import topic
from bot.step import Step
from handoff import incidents, ledger
from handoff.case import HELD, Actor, EventType
from handoff.incidents import Stage
from store.incidents import Incident
from store.outbox import Priority
from store.schema import Customer, Person

TIMER = "incident-repaired"


def declare(step: Step, incident: Incident, person: Person) -> None:
    """It is repaired; the cases follow, some at a time."""
    incident.stage, incident.repaired_by, incident.repaired_at = Stage.REPAIRED, person.id, step.now
    joining.plan(step, TIMER, incident.id)


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """Ask the customers of the next cases."""
    incident = step.session.get_one(Incident, payload["incident"])
    found = incidents.cases_of(step.session, incident, most=joining.BATCH)
    for case_id in found:
        case = ledger.locked(step.session, case_id)
        if case.incident_id != incident.id or case.state not in HELD:
            continue
        step.record(case, EventType.SOLVED, Actor("agent", incident.repaired_by), incident=incident.id)
        waiting.forget(step, case)
        customer = step.session.get_one(Customer, case.customer_id)
        closing.ask_whether_solved(
            step, customer, case, question="incident-repaired-question", priority=Priority.BROADCAST
        )
        topic.refresh_card(step, case)
    if len(found) == joining.BATCH:
        joining.plan(step, TIMER, incident.id)
    elif not payload["last"]:
        joining.plan(step, TIMER, incident.id, last=True)
