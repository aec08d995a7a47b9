"""The customer asks for a person by button or command."""

from __future__ import annotations

from sqlalchemy import select

from bot.customer import answering, burst, closing, profile
from bot.customer.handoff import hand_off
from bot.customer.reading import Reading, open_burst
from bot.desk.incidents import joining
from bot.step import Step, button
from handoff import ledger
from handoff.case import CUSTOMER, HELD, HUMAN_STATES, EventType, Reason, State
from store.schema import Case, Customer, Message


def for_human(
    step: Step, customer: Customer, pressed_in: int | None = None, read: Reading | None = None
) -> None:
    """Call a person now; who has one already is told so. `pressed_in` is the case whose button was pressed,
    `read` what was written beside the command, as it was understood."""
    case = profile.open_case_of(step, customer, pressed_in)
    if case is not None and case.state in HUMAN_STATES:
        _have_one(step, customer, case)
        return
    waiting = open_burst(step.session, customer)
    if case is None:
        recent = profile.case_to_reopen(step, customer)
        if recent is not None:
            burst.settle(step, customer)
            closing.reopen(step, customer, recent, waiting)
            return
        case = _resumed(step, customer, pressed_in) or profile.new_case(step, customer)
    meant = read.understanding if read is not None else None
    understood = [] if meant is None else [answering.understood(step, meant)]
    closing.attach(step, case, waiting, *understood)
    hand_off(step, customer, case, _reason(step, case), understanding=meant)


def _reason(step: Step, case: Case) -> Reason:
    """Why a person is called: asked for, or all there is are attachments, which line zero cannot read."""
    said = step.session.execute(
        select(Message.kind, Message.text).where(
            Message.case_id == case.id, Message.author_kind == "customer"
        )
    ).all()
    unread = any(line.kind not in ("text", "sticker") for line in said)
    return Reason.UNREADABLE if unread and not any(line.text for line in said) else Reason.ASKED


def _have_one(step: Step, customer: Customer, case: Case) -> None:
    if case.state == State.SOLVED:
        closing.not_solved(step, customer, case)
        return
    if joining.leave(step, customer, ledger.locked(step.session, case.id), CUSTOMER):
        return
    texts, agent = step.texts(customer), closing.last_agent(step, case)
    owned = case.state in HELD and agent
    step.notify(
        customer,
        texts("already-owned", case=str(case.id), agent=agent)
        if owned
        else texts("already-waiting", case=str(case.id)),
        case,
        keyboard=[[button(texts.plain("button-new-question"), "new")]],
    )


def _resumed(step: Step, customer: Customer, case_id: int | None) -> Case | None:
    """The case of line zero under whose answer the button was pressed: closed meanwhile, it is taken up
    again, so that people see what was asked and said."""
    case = step.session.get(Case, case_id) if case_id else None
    if case is None or case.customer_id != customer.id or case.state != State.CLOSED or case.line > 0:
        return None
    case = ledger.locked(step.session, case.id)
    step.record(case, EventType.RESUMED, CUSTOMER)
    return case
