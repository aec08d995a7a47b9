"""Who the customer is, and which case he is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from bot.customer import segments
from bot.inbound import Sender
from bot.step import Step
from bot.texts import LANGUAGES
from handoff import ledger
from handoff.case import HUMAN_STATES, OPEN_STATES, EventType, State
from store import rows
from store.schema import Case, CaseEvent, Customer, Message, Timer

# built once: every message of a customer runs them
_OF_CHAT = select(Customer).where(
    Customer.channel == "telegram", Customer.external_id == bindparam("chat_id")
)
_STANDING = (
    select(
        Case.id,
        Case.state,
        Customer.current_case_id,
        exists().where(Timer.key == bindparam("asked")).label("asked"),
    )
    .select_from(Customer)
    .outerjoin(Case, and_(Case.customer_id == Customer.id, Case.state.in_(list(OPEN_STATES))))
    .where(Customer.id == bindparam("customer"))
    .order_by(Case.id.desc())
)
_LAST_CASE = select(func.max(Case.id)).where(Case.customer_id == bindparam("customer"))
_LAST_WRITTEN = (
    select(Message.case_id)
    .where(
        Message.customer_id == bindparam("customer"),
        Message.author_kind == "customer",
        Message.case_id.in_(bindparam("cases", expanding=True)),
    )
    .order_by(Message.id.desc())
    .limit(1)
)

WHICH_CASE = "which"
"""The kind of the timer that runs while a customer is asked which case he means."""
NEW = 0
"""In place of a case's number: the customer's next question begins a case."""

_PUT_AWAY = exists().where(
    CaseEvent.case_id == Case.id,
    CaseEvent.at == Case.closed_at,
    CaseEvent.type.in_([str(EventType.MERGED), str(EventType.MARKED_SPAM)]),
)
"""Closed without a solution."""
_CLOSED_LATELY = (
    select(Case.id)
    .where(
        Case.customer_id == bindparam("customer"),
        Case.state == State.CLOSED,
        Case.line > 0,
        Case.closed_at >= bindparam("since"),
        ~_PUT_AWAY,
    )
    .order_by(Case.closed_at.desc())
    .limit(1)
)


def meet(step: Step, sender: Sender) -> Customer:
    """The customer behind a private chat; a new one is greeted in the language of his Telegram."""
    customer = known(step, sender)
    if (customer.name, customer.username) != (sender.name, sender.username):
        customer.name, customer.username = sender.name, sender.username
    if customer.blocked_at is not None:
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
            segment=segments.of_new(step.session, sender),
            blocked_at=None,
            created_at=step.now,
        )
        rows.add(step.session, customer)
    return customer


def of_chat(session: Session, chat_id: int) -> Customer | None:
    """The customer behind a private chat, if there was one in it."""
    return session.scalar(_OF_CHAT, {"chat_id": chat_id})


def hear_language(customer: Customer, language: str) -> None:
    """Follow the language the customer writes in, unless he chose one himself."""
    if not customer.language_chosen and language in LANGUAGES and language != customer.language:
        customer.language = language


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stands: his open cases with their states, newest first; the case that he chose; and
    whether he was asked which one he means and has not said so."""

    cases: tuple[tuple[int, str], ...]
    chosen: int | None
    asked: bool


def which_case_key(customer_id: int) -> str:
    """The key of that timer."""
    return f"{WHICH_CASE}:{customer_id}"


def standing(session: Session, customer_id: int) -> Standing:
    """Where a customer stands now."""
    session.flush()
    values = {"customer": customer_id, "asked": which_case_key(customer_id)}
    rows = session.connection().execute(_STANDING, values).all()
    cases = tuple((row.id, row.state) for row in rows if row.id is not None)
    return Standing(cases, rows[0].current_case_id, rows[0].asked)


def open_case_id(
    session: Session, customer_id: int, about: int | None = None, known: Standing | None = None
) -> int | None:
    """The case the customer is in now: the one `about` which he writes, else the one he chose, else one that
    people have and he wrote in last, else the newest. None before a first question, and before a new one that
    he has announced. `known` is how he stands, where that was read already."""
    now = known or standing(session, customer_id)
    ids = [case_id for case_id, _state in now.cases]
    if about in ids:
        return about
    if now.chosen == NEW or not ids:
        return None
    if now.chosen in ids:
        return now.chosen
    human = [case_id for case_id, state in now.cases if state in HUMAN_STATES]
    if len(human) > 1:
        values = {"customer": customer_id, "cases": human}
        return session.connection().scalar(_LAST_WRITTEN, values) or human[0]
    return (human or ids)[0]


def others_with_people(step: Step, customer: Customer, case: Case) -> list[Case]:
    """The customer's other cases that people have."""
    wanted = select(Case).where(
        Case.customer_id == customer.id, Case.id != case.id, Case.state.in_(list(HUMAN_STATES))
    )
    return list(step.session.scalars(wanted))


def open_case_of(
    step: Step, customer: Customer, about: int | None = None, known: Standing | None = None
) -> Case | None:
    """The case the customer is in now, locked for this step. `about` is the case of what he answers to."""
    case_id = open_case_id(step.session, customer.id, about, known)
    return None if case_id is None else ledger.locked(step.session, case_id)


def still_open(step: Step, case_id: int) -> int | None:
    """The case that goes on for what was said in this one: itself, or the one it was merged into. None where
    that is over."""
    case = step.session.get(Case, case_id)
    while case is not None and case.state == State.CLOSED:
        merged = [e for e in ledger.events(step.session, case.id) if e.type is EventType.MERGED]
        if not merged or merged[-1].at != case.closed_at:
            return None
        case = step.session.get(Case, merged[-1].payload["into"])
    return case.id if case is not None else None


def new_case(step: Step, customer: Customer) -> Case:
    """Begin a case, linked to the customer's last one."""
    last = step.session.scalar(_LAST_CASE, {"customer": customer.id})
    case = ledger.open_case(
        step.session, customer.id, language=customer.language, now=step.now, previous_case_id=last
    )
    if customer.current_case_id is not None:  # he is in several, or has announced this one
        customer.current_case_id, customer.current_since = case.id, step.now
    return case


def is_marked_spam(step: Step, customer: Customer) -> bool:
    """Whether what this customer wrote was put away as spam lately, and nobody has undone it."""
    wanted = (
        select(Case.id)
        .join(CaseEvent, and_(CaseEvent.case_id == Case.id, CaseEvent.at == Case.closed_at))
        .where(
            Case.customer_id == customer.id,
            Case.state == State.CLOSED,
            CaseEvent.type == str(EventType.MARKED_SPAM),
            Case.closed_at > step.now - timedelta(hours=step.services.settings.reopen_hours),
        )
    )
    return step.session.scalar(wanted.limit(1)) is not None


def case_to_reopen(step: Step, customer: Customer) -> Case | None:
    """The last case that people closed so recently that a question belongs to it still. Not where he has said
    that it is another question, and never a duplicate or what was put away as spam."""
    if customer.current_case_id == NEW:
        return None
    since = step.now - timedelta(hours=step.services.settings.reopen_hours)
    case_id = step.session.scalar(_CLOSED_LATELY, {"customer": customer.id, "since": since})
    return None if case_id is None else ledger.locked(step.session, case_id)
