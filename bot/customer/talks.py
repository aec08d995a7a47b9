"""Several open cases of one customer, kept apart: «Это другой вопрос», and what he means when he writes.

A quoted message decides; else it is the case he talked in last; where that is not clear he is asked once,
with a button for each, and his words wait for the answer (a minute at most, then they go where he was spoken
to last: nothing is lost for want of a press).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.customer import closing, profile
from bot.customer.handoff import hand_off, reason_of_details
from bot.dialog import which
from bot.dialog.policy import is_pleasantry
from bot.inbound import Written
from bot.step import Keyboard, Step, button
from handoff import ledger
from handoff.case import HUMAN_STATES, OPEN_STATES, EventType, State
from intents.privacy import mask
from store import inbox
from store.schema import Case, Customer, Message, Timer

TIMER = profile.WHICH_CASE
PATIENCE = timedelta(minutes=1)
_MOST_OPEN = 5
"""So many open cases are a talk with people already; a new question belongs into one of them."""
_SUMMARY = 40


# -- a new question beside the open ones


def begin_new(step: Step, customer: Customer) -> None:
    """«Это другой вопрос» and /new: what he writes next begins a case, whatever else is open."""
    people = make_room(step, customer)
    if people is None:
        return
    texts = step.texts(customer)
    numbers = ", ".join(texts.plain("case-number", case=str(case.id)) for case in people)
    step.say(customer, texts("new-question", count=len(people), cases=numbers or "none"))


def make_room(step: Step, customer: Customer) -> list[Case] | None:
    """The next case that is opened is a new question, beside those that people have, which are given. None
    where there are too many of them, which he is told."""
    cases = open_cases(step, customer)
    people = [case for case in cases if case.state in HUMAN_STATES]
    if len(people) >= _MOST_OPEN:
        step.notify(customer, step.texts(customer)("new-too-many", count=len(people)), people[0])
        return None
    for case in cases:
        if case.state not in HUMAN_STATES:
            _leave(step, customer, ledger.locked(step.session, case.id))
    choose(step, customer, profile.NEW)
    return people


def _leave(step: Step, customer: Customer, case: Case) -> None:
    """Line zero's talk ends here; what was already on its way to people gets there."""
    if case.state == State.DETAILS:
        hand_off(step, customer, case, reason_of_details(step, case))
        return
    step.clear_timers(case, "idle")
    closing.close_idle(step, case)


def choose(step: Step, customer: Customer, case_id: int) -> None:
    """From now on the customer talks about this case."""
    customer.current_case_id, customer.current_since = case_id, step.now


def open_cases(step: Step, customer: Customer) -> list[Case]:
    """The customer's open cases, newest first."""
    wanted = select(Case).where(Case.customer_id == customer.id, Case.state.in_(list(OPEN_STATES)))
    return list(step.session.scalars(wanted.order_by(Case.id.desc())))


# -- which one is meant


def is_unclear(step: Step, customer: Customer, written: Written, standing: profile.Standing) -> bool:
    """Whether it has to be asked which case a message is about. What quotes something need not be asked, nor
    thanks, which are for whoever spoke last."""
    beside = customer.current_case_id == profile.NEW
    if len(standing.cases) + beside < 2:
        if standing.asked:
            _let_them_go_on(step, customer)
        return standing.asked
    if standing.asked:
        return True
    talks = _talks(step, customer)
    if len(talks) + beside < 2:
        return False
    found = which.meant(talks, _current(customer, talks), customer.current_since)
    if found is None and written.text and is_pleasantry(written.text):
        found = which.speaker(talks)
    if found is None:
        return True
    if found != customer.current_case_id:
        choose(step, customer, found)
    return False


def _let_them_go_on(step: Step, customer: Customer) -> None:
    """Words wait for an answer though only one case is left to choose. They go there at once, and this
    message behind them."""
    timer = step.session.get_one(Timer, profile.which_case_key(customer.id))
    step.set_chat_timer(customer, timer.key, TIMER, step.now, **timer.payload)


def asked(step: Step, customer: Customer) -> bool:
    """Whether the customer has been asked and has not answered yet."""
    return step.session.get(Timer, profile.which_case_key(customer.id)) is not None


def ask(step: Step, customer: Customer) -> None:
    """Ask once which case is meant. The message itself is stored and waits."""
    if asked(step, customer):
        return
    texts, cases = step.texts(customer), open_cases(step, customer)
    step.notify(customer, texts("which-case"), cases[0], keyboard=buttons(step, customer, cases, new=True))
    about = {"customer_id": customer.id, "case_id": default(step, customer)}
    step.set_chat_timer(customer, profile.which_case_key(customer.id), TIMER, step.now + PATIENCE, **about)


def default(step: Step, customer: Customer) -> int:
    """Where the words go when he does not say it."""
    talks = _talks(step, customer)
    return which.speaker(talks) or talks[0].case_id


def end_asking(step: Step, customer: Customer) -> None:
    """It is known now."""
    inbox.clear_timer(step.session, profile.which_case_key(customer.id))


def buttons(step: Step, customer: Customer, cases: list[Case], *, new: bool = False) -> Keyboard:
    """A button for each case, and one for a new question."""
    texts = step.texts(customer)
    numbers = {case.id: texts.plain("case-number", case=str(case.id)) for case in cases}
    rows = [
        [button(f"{numbers[case.id]} {_summary(step, case)}".strip(), "which", case.id)] for case in cases
    ]
    if new:
        rows.append([button(step.texts(customer).plain("button-new-question"), "which", profile.NEW)])
    return rows


def _summary(step: Step, case: Case) -> str:
    questions = [
        event.payload["question"]
        for event in ledger.events(step.session, case.id)
        if event.type is EventType.UNDERSTOOD and event.payload.get("about")
    ]
    words = " ".join(mask(questions[-1]).split()) if questions else ""
    return f"· {words[:_SUMMARY]}" if words else ""


def _current(customer: Customer, talks: list[which.Talk]) -> int | None:
    """The case the customer chose, as long as it is open."""
    chosen = customer.current_case_id
    known = chosen == profile.NEW or any(talk.case_id == chosen for talk in talks)
    return chosen if known else None


def _talks(step: Step, customer: Customer) -> list[which.Talk]:
    """The open cases as the policy sees them: those that people have, and line zero's where he chose it;
    unasked, line zero is silent while people have a case."""
    return [
        _talk(step, case)
        for case in open_cases(step, customer)
        if case.state in HUMAN_STATES or case.id == customer.current_case_id
    ]


def _talk(step: Step, case: Case) -> which.Talk:
    """A notice is nothing to answer, except the question whether it is solved."""
    ours = ("agent", "bot", "system") if case.state == State.SOLVED else ("agent", "bot")
    return which.Talk(case.id, _last(step, case, ("customer",)), _last(step, case, ours))


def _last(step: Step, case: Case, authors: tuple[str, ...]) -> datetime | None:
    wanted = select(func.max(Message.created_at)).where(
        Message.case_id == case.id, Message.author_kind.in_(authors)
    )
    return step.session.scalar(wanted)


# -- what an agent writes


def name_the_case(step: Step, customer: Customer, case: Case, line: Message) -> None:
    """Before an agent's line: say which case it is about, where the customer last heard of another one."""
    if len(profile.standing(step.session, customer.id).cases) < 2:
        return
    last = step.session.scalar(
        select(Message.case_id)
        .where(
            Message.customer_id == customer.id,
            Message.author_kind != "customer",
            Message.case_id.is_not(None),
            Message.id < line.id,
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    if last is not None and last != case.id:
        step.notify(customer, step.texts(customer)("about-case", case=str(case.id)), case)
