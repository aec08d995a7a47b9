"""The customer says which case he means, by a button or by saying nothing for a while."""

from __future__ import annotations

from typing import Any

from bot.customer import burst, closing, messages, profile, talks
from bot.customer.reading import open_burst
from bot.step import Step
from handoff import ledger
from handoff.case import HUMAN_STATES, OPEN_STATES
from store.schema import Case, Customer


def on_chosen(step: Step, customer: Customer, argument: str) -> None:
    """A case was chosen, or a new question (0): what waited goes there, and he goes on talking there."""
    number = int(argument) if argument.isdecimal() else -1
    if number == profile.NEW:
        _new(step, customer)
        return
    case = step.session.get(Case, number) if number > 0 else None
    if case is None or case.customer_id != customer.id or case.state not in OPEN_STATES:
        return
    waited = talks.asked(step, customer)
    _settle(step, customer, ledger.locked(step.session, case.id))
    if not waited:
        step.notify(customer, step.texts(customer)("talking-about", case=str(case.id)), case)


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """He did not choose: what waited goes where he was last spoken to."""
    customer = step.session.get_one(Customer, payload["customer_id"])
    case = ledger.locked(step.session, payload["case_id"])
    if case.state not in OPEN_STATES:
        case = profile.open_case_of(step, customer) or case
    _settle(step, customer, case)


def _new(step: Step, customer: Customer) -> None:
    if not talks.asked(step, customer):
        talks.begin_new(step, customer)
        return
    talks.end_asking(step, customer)
    talks.choose(step, customer, profile.NEW)
    burst.wait_for_more(step, customer)


def _settle(step: Step, customer: Customer, case: Case) -> None:
    """Put what waited into a case, as if it had been written there."""
    talks.end_asking(step, customer)
    talks.choose(step, customer, case.id)
    waiting = [message for message in open_burst(step.session, customer) if message.case_id is None]
    for message in waiting:
        closing.attach(step, case, [message])
        message.answered = case.state in HUMAN_STATES
        messages.deliver(step, customer, case, message)
