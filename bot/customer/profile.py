"""Who the customer is, and which case he is in."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.inbound import Sender
from bot.step import Step
from bot.texts import LANGUAGES
from handoff import ledger
from handoff.case import HUMAN_STATES, OPEN_STATES, State
from store.schema import Case, Customer

# built once: every message of a customer runs them
_OF_CHAT = select(Customer).where(
    Customer.channel == "telegram", Customer.external_id == bindparam("chat_id")
)
_OPEN_CASES = (
    select(Case.id, Case.state)
    .where(Case.customer_id == bindparam("customer"), Case.state.in_(list(OPEN_STATES)))
    .order_by(Case.id.desc())
)


def meet(step: Step, sender: Sender) -> Customer:
    """The customer behind a private chat; a new one is greeted in the language of his Telegram."""
    customer = known(step, sender)
    customer.name, customer.username = sender.name, sender.username
    customer.blocked_at = None  # whoever writes or presses has not blocked us
    return customer


def known(step: Step, sender: Sender) -> Customer:
    """The customer's row, made when there is none; it changes nothing in a row that is there."""
    customer = of_chat(step.session, sender.id)
    if customer is None:
        default = step.services.settings.default_language
        spoken = sender.language.split("-")[0]
        customer = Customer(
            external_id=sender.id,
            name=sender.name,
            username=sender.username,
            language=spoken if spoken in LANGUAGES else default,
            created_at=step.now,
        )
        step.session.add(customer)
        step.session.flush()
    return customer


def of_chat(session: Session, chat_id: int) -> Customer | None:
    """The customer behind a private chat, if there was one in it."""
    return session.scalar(_OF_CHAT, {"chat_id": chat_id})


def hear_language(customer: Customer, language: str) -> None:
    """Follow the language the customer writes in, unless he chose one himself."""
    if not customer.language_chosen and language in LANGUAGES:
        customer.language = language


def open_case_id(session: Session, customer_id: int, about: int | None = None) -> int | None:
    """The case the customer is in now: the one `about` which he writes where people have it, else one that
    people have, else the newest."""
    session.flush()
    rows = session.connection().execute(_OPEN_CASES, {"customer": customer_id}).all()
    human = [row.id for row in rows if row.state in HUMAN_STATES]
    if about in human:
        return about
    return next(iter((*human, *(row.id for row in rows))), None)


def open_case_of(step: Step, customer: Customer, about: int | None = None) -> Case | None:
    """The case the customer is in now, locked for this step. `about` is the case of what he answers to."""
    case_id = open_case_id(step.session, customer.id, about)
    return None if case_id is None else ledger.locked(step.session, case_id)


def new_case(step: Step, customer: Customer) -> Case:
    """Begin a case, linked to the customer's last one."""
    last = step.session.scalar(select(func.max(Case.id)).where(Case.customer_id == customer.id))
    return ledger.open_case(
        step.session, customer.id, language=customer.language, now=step.now, previous_case_id=last
    )


def case_to_reopen(step: Step, customer: Customer) -> Case | None:
    """The last case that people closed so recently that a question belongs to it still."""
    case = step.session.scalar(
        select(Case)
        .where(Case.customer_id == customer.id, Case.state == State.CLOSED, Case.line > 0)
        .order_by(Case.closed_at.desc())
        .limit(1)
    )
    if case is None or case.closed_at is None:
        return None
    hours = (step.now - case.closed_at).total_seconds() / 3600
    return ledger.locked(step.session, case.id) if hours <= step.services.settings.reopen_hours else None
