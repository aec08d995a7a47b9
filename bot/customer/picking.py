"""A question picked from the menu while people have the customer's case. Line zero keeps silent there: the
question goes to them as a line of the customer's. One press makes it a question of its own, which line zero
answers at once."""

from __future__ import annotations

from bot.customer import answering, closing, profile, talks
from bot.desk.cases import leaving, ownership, waiting
from bot.desk.screen import mirror
from bot.step import Step, button
from handoff import ledger, words
from handoff.case import CUSTOMER, HELD, EventType, State
from kb.entry import Entry, title_in
from kb.markup import escape
from store.outbox import Priority
from store.schema import Case, Customer, Message


def add(step: Step, customer: Customer, case: Case, entry: Entry) -> None:
    """Put a picked question into a case that people have. Where the case is called solved, nobody talks with
    him there: it begins a new one."""
    if case.state == State.SOLVED:
        ask_apart(step, customer, entry)
        return
    last = ledger.events(step.session, case.id)[-1]
    if last.type is EventType.CUSTOMER_WROTE and last.payload.get("entry") == entry.id:
        return  # pressed twice
    title = title_in(entry, customer.language)
    _keep(step, customer, case, entry, title)
    pressed_as = case.version
    _hand_over(step, case, title)
    texts, agent = step.texts(customer), closing.last_agent(step, case)
    step.notify(
        customer,
        texts(
            "menu-picked",
            title=title,
            case=str(case.id),
            agent=agent if case.state in HELD and agent else "none",
        ),
        case,
        keyboard=[[button(texts.plain("button-new-question"), "apart", case.id, pressed_as)]],
    )


def ask_apart(step: Step, customer: Customer, entry: Entry) -> Case | None:
    """Begin a case with a picked question, and answer it. None where he has too many with people."""
    if talks.make_room(step, customer) is None:
        return None
    case = profile.new_case(step, customer)
    step.record(case, EventType.CANDIDATE_CHOSEN, CUSTOMER, entry=entry.id, menu=True)
    answering.answer(step, customer, case, entry.id, 1.0)
    return case


def set_apart(step: Step, customer: Customer, case: Case, entry: Entry) -> bool:
    """«Это другой вопрос», under a question that went to people. False when it is one already."""
    if any(event.payload.get("apart") == entry.id for event in ledger.events(step.session, case.id)):
        return False
    new = ask_apart(step, customer, entry)
    if new is not None:
        title = title_in(entry, customer.language)
        step.record(case, EventType.CANDIDATE_CHOSEN, CUSTOMER, apart=entry.id, case=new.id)
        step.desk_say(case, step.services.desk_texts("desk-menu-apart", title=title, case=str(new.id)))
    return True


def _keep(step: Step, customer: Customer, case: Case, entry: Entry, title: str) -> None:
    message = Message(
        customer_id=customer.id,
        case_id=case.id,
        author_kind="customer",
        text=title,
        html=escape(title),
        created_at=step.now,
    )
    step.session.add(message)
    step.session.flush()
    about = {"message": message.id, "kind": message.kind, "entry": entry.id, "menu": True}
    step.record(case, EventType.CUSTOMER_WROTE, CUSTOMER, **about)
    words.add(step.session, case.id, title)


def _hand_over(step: Step, case: Case, title: str) -> None:
    if case.state == State.WAITING_CUSTOMER:
        waiting.resume(step, case, CUSTOMER)
        leaving.instead_of_absent(step, case)
    ownership.answered_by_customer(step, case)
    said = step.services.desk_texts("desk-menu-picked", title=title)
    step.desk_say(case, said, priority=Priority.LINE)
    mirror.tell_owner(step, case, said)
