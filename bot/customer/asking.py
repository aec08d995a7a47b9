"""The customer asks for a person by button or command."""

from __future__ import annotations

from bot.customer import closing, profile
from bot.customer.answering import attach
from bot.customer.handoff import hand_off
from bot.customer.reading import open_burst
from bot.step import Step
from handoff import ledger
from handoff.case import HUMAN_STATES, Reason, State
from store.schema import Customer


def for_human(step: Step, customer: Customer) -> None:
    """Call a person now; who has one already is told so."""
    case = profile.open_case_of(step, customer)
    texts = step.texts(customer)
    if case is not None and case.state in HUMAN_STATES:
        if case.state == State.SOLVED:
            closing.not_solved(step, customer, case)
            return
        agent = closing.last_agent(step, case)
        owned = case.state == State.OWNED and agent
        step.notify(
            customer,
            texts("already-owned", case=str(case.id), agent=agent)
            if owned
            else texts("already-waiting", case=str(case.id)),
            case,
        )
        return
    waiting = open_burst(step.session, customer)
    if case is None:
        case = ledger.open_case(step.session, customer.id, language=customer.language, now=step.now)
    attach(step, case, waiting)
    hand_off(step, customer, case, Reason.ASKED)
