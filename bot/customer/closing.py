"""The end of a case, and its coming back: solved or not, rating, closed unconfirmed, reopened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value

from bot.customer import feedback
from bot.desk import calling
from bot.desk.cases import returning
from bot.desk.clocks import promising
from bot.desk.screen import topic
from bot.dialog.memory import remember
from bot.step import Step, button
from handoff import ledger
from handoff.case import BOT, CLOCK, CUSTOMER, Event, EventType, State
from kb.entry import Entry
from store.outbox import Author, Priority
from store.schema import Case, Customer, Message, Person

# built once: every question runs it, and the unit of work of SQLAlchemy's ORM takes three times as long
_ATTACH = (
    update(Message.__table__)  # type: ignore[arg-type]
    .where(Message.__table__.c.id == bindparam("attached"))
    .values(case_id=bindparam("to_case"))
)


class _Said(NamedTuple):
    """What both sides are told of a case that came back: in the queue, and with its last agent again."""

    queued: str
    again: str
    desk_queued: str
    desk_again: str


_NOT_SOLVED = _Said("solved-no", "solved-no-again", "desk-not-solved", "desk-not-solved-again")
_REOPENED = _Said("reopened", "reopened-again", "desk-reopened", "desk-reopened-again")


def ask_whether_solved(
    step: Step,
    customer: Customer,
    case: Case,
    *,
    question: str = "solved-question",
    priority: Priority = Priority.NOTICE,
) -> None:
    """Ask the customer to confirm what an agent says is solved; silence closes the case unconfirmed.
    `question` is the key of the text."""
    texts = step.texts(customer)
    step.say(
        customer,
        texts(question, case=str(case.id)),
        case=case,
        author=Author.SYSTEM,
        priority=priority,
        keyboard=[
            [button(texts.plain("button-yes"), "yes", case.id, case.epoch)],
            [button(texts.plain("button-no"), "no", case.id, case.epoch)],
        ],
    )
    step.set_timer(case, "confirm", step.now + timedelta(hours=step.services.settings.confirm_hours))


def confirm(step: Step, customer: Customer, case: Case) -> None:
    """The customer says it is solved: thanks, and a rating."""
    step.record(case, EventType.CONFIRMED, CUSTOMER)
    step.clear_timers(case, "confirm")
    feedback.ask_rating(step, customer, case, step.texts(customer)("solved-yes", case=str(case.id)))
    step.desk_say(case, step.services.desk_texts("desk-confirmed"))
    topic.refresh_card(step, case)


def not_solved(step: Step, customer: Customer, case: Case) -> None:
    """The customer says it is not: back to the agent who knows it, or to the head of the queue."""
    step.record(case, EventType.REJECTED, CUSTOMER, **promising.given_back(step, case))
    step.clear_timers(case, "confirm")
    _came_back(step, customer, case, _NOT_SOLVED)
    topic.refresh_card(step, case)


def _came_back(step: Step, customer: Customer, case: Case, said: _Said) -> None:
    """Tell both sides where a case that came back is now: with its last agent, or first in the queue."""
    before, again = last_agent(step, case), returning.to_last_agent(step, case)
    texts, desk = step.texts(customer), step.services.desk_texts
    someone = texts.plain("person-someone")
    told = (
        texts(said.again, case=str(case.id), agent=again.name or someone)
        if again
        else texts(said.queued, case=str(case.id))
    )
    step.notify(customer, f"{told} {promising.words(step, customer, case)}", case)
    if again:
        calling.call_owner(step, case, said.desk_again)
    else:
        step.desk_say(case, desk(said.desk_queued, agent=before or desk.plain("person-someone")))


def close_unconfirmed(step: Step, customer: Customer, case: Case) -> None:
    """Nobody answered the question whether it is solved."""
    if case.state != State.SOLVED:
        return
    step.record(case, EventType.UNCONFIRMED, CLOCK)
    step.notify(customer, step.texts(customer)("closed-unconfirmed", case=str(case.id)), case)
    step.desk_say(case, step.services.desk_texts("desk-unconfirmed"))
    topic.refresh_card(step, case)


def answered(step: Step, case: Case, entry: Entry, confidence: float, **about: Any) -> None:
    """Record what line zero answers with; the case ends when nothing more is heard."""
    step.record(
        case,
        EventType.ANSWERED,
        BOT,
        entry=entry.id,
        version=entry.version,
        topic=entry.topic,
        model=step.services.knowledge.model_version,
        confidence=round(confidence, 4),
        **about,
    )
    close_when_idle(step, case)


def close_when_idle(step: Step, case: Case) -> None:
    """Close a case of line zero when nothing more is heard after its answer."""
    step.set_timer(case, "idle", step.now + timedelta(hours=step.services.settings.idle_hours))


def close_idle(step: Step, case: Case) -> None:
    """Nothing was heard after the answer: taken as self-service, but not as confirmed."""
    if case.state == State.ANSWERING:
        answered = bool(remember(ledger.events(step.session, case.id)).shown)
        step.record(case, EventType.SELF_SERVED, CLOCK, confirmed=False, answered=answered)


def close_self_served(step: Step, customer: Customer, case: Case) -> None:
    """The customer says that the answer helped."""
    step.record(case, EventType.SELF_SERVED, CUSTOMER, confirmed=True)
    step.clear_timers(case, "idle")
    step.say(customer, step.texts(customer)("answer-thanks"), case=case)


def reopen(step: Step, customer: Customer, case: Case, messages: list[Message]) -> None:
    """Bring a closed case back with what the customer wrote now: to its last agent, or to the head of the
    queue."""
    step.record(
        case,
        EventType.REOPENED,
        CUSTOMER,
        messages=[message.id for message in messages],
        **promising.given_back(step, case),
    )
    _came_back(step, customer, case, _REOPENED)
    attach(step, case, messages)
    topic.carry_over(step, case, messages)
    topic.refresh_card(step, case)


def attach(step: Step, case: Case, messages: Sequence[Message], *understood: Event) -> None:
    """Put messages that belonged to no case yet, or to one that is over, into this one. `understood` says
    what they mean."""
    new = [message for message in messages if message.case_id != case.id]
    if new:
        moves = [{"attached": message.id, "to_case": case.id} for message in new]
        step.session.connection().execute(_ATTACH, moves)
    for message in new:
        set_committed_value(message, "case_id", case.id)
    written = [
        Event(
            EventType.CUSTOMER_WROTE,
            step.now,
            CUSTOMER,
            {
                "message": message.id,
                "kind": message.kind,
                # waits count from here, not from the end of the burst
                "written_at": message.created_at.isoformat(),
            },
        )
        for message in new
    ]
    if written or understood:
        step.record_all(case, [*written, *understood])


def last_agent(step: Step, case: Case) -> str:
    """The name of the agent who has or had the case, empty when there was none."""
    person_id = case.owner_id or case.last_agent_id
    person = step.session.get(Person, person_id) if person_id else None
    return person.name if person else ""
