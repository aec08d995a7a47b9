"""Cases join an incident: those that wait for an agent when it is declared, those that come while it is open,
and those whose owner says so. A joined case is nobody's own and waits for the repair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.customer.wording import other_language
from bot.desk.cases import waiting
from bot.desk.clocks import promising
from bot.desk.screen import topic
from bot.step import Step, button
from bot.team import roles
from bot.team.roles import Role
from bot.texts import Html, Texts
from handoff import incidents, ledger, queue
from handoff.case import BOT, CUSTOMER, HELD, UNCLAIMED, Actor, EventType, State
from handoff.incidents import Stage
from handoff.urgency import DANGER
from intents.signals import read_signals
from intents.types import SignalKind
from store import inbox
from store.incidents import Incident
from store.outbox import Author, Priority
from store.schema import Case, Customer, Outbox, Person

TIMER = "incident-join"
BATCH = 100
"""Cases in one step: a transaction stays short."""
LATER = timedelta(seconds=5)
"""After this a handoff that did not know of the decision yet has ended."""


# -- those that wait when it is declared


def begin(step: Step, incident: Incident) -> None:
    """Have the waiting cases of its topic joined."""
    plan(step, TIMER, incident.id)


def plan(step: Step, kind: str, incident_id: int, *, last: bool = False) -> None:
    """Have the next cases of an incident handled; `last`: once more, a little later."""
    inbox.set_timer(
        step.session,
        f"{kind}:{incident_id}",
        lane=f"incident:{incident_id}",
        kind=kind,
        due_at=step.now + LATER if last else step.now,
        payload={"incident": incident_id, "last": last},
    )


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """Join the next waiting cases, and tell their customers."""
    incident = step.session.get_one(Incident, payload["incident"])
    if incident.stage != Stage.OPEN:
        return
    waiting_ones = incidents.waiting_for(step.session, incident.topic, since=incident.declared_at)
    for case_id, _customer in waiting_ones[:BATCH]:
        case = ledger.locked(step.session, case_id)
        if case.state in UNCLAIMED:
            _join(step, case, incident, Actor("agent", incident.declared_by))
            _tell_once(step, case, incident)
            topic.refresh_card(step, case)
    if len(waiting_ones) > BATCH:
        plan(step, TIMER, incident.id)
    elif not payload["last"]:
        _offer_to_owners(step, incident)
        plan(step, TIMER, incident.id, last=True)


def _join(step: Step, case: Case, incident: Incident, actor: Actor) -> None:
    step.record(case, EventType.INCIDENT_JOINED, actor, incident=incident.id)
    waiting.forget(step, case)
    step.clear_timers(case, promising.TIMER)


# -- those that come while it is open


def expected(
    step: Step, customer: Customer, topics: Sequence[str], signals: Sequence[Sequence[object]]
) -> Incident | None:
    """The open incident that a case joins by itself which may belong to these topics. Another danger goes to
    people, and so does who has said already that his question is another one."""
    incident = incidents.open_of(step.session, topics)
    if (
        incident is None
        or incidents.is_other_danger(signals)
        or incidents.has_left(step.session, customer.id, incident.declared_at)
    ):
        return None
    return incident


def join_at_once(step: Step, customer: Customer, case: Case, incident: Incident) -> None:
    """A case that line zero has just handed off: its customer hears of the incident instead of a promise."""
    key = f"case:{case.id}:handoff:{case.epoch}:customer"
    _join(step, case, incident, BOT)
    _say(step, customer, case, incident, key=key, priority=Priority.NOTICE)


# -- those that an agent has


def _offer_to_owners(step: Step, incident: Incident) -> None:
    """Ask those who work on cases of the topic; what they have stays theirs unless they say so."""
    desk = step.services.desk_texts
    for case_id in incidents.owned_ones(step.session, incident.topic):
        case = step.session.get_one(Case, case_id)
        join = button(desk.plain("incident-button-join"), "join", case.id, case.epoch, incident.id)
        said = desk("incident-offered", incident=str(incident.id))
        step.desk_say(case, said, keyboard=[[join]], key=f"incident:{incident.id}:offered:{case.id}")


def on_join(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """«Присоединить к аварии», by the owner or a supervisor."""
    desk = step.services.desk_texts
    incident = incidents.open_of(step.session, incidents.topics_of_case(step.session, case))
    if incident is None or rest != [str(case.epoch), str(incident.id)] or case.state not in HELD:
        return desk.plain("press-old")
    if case.owner_id != agent.id and not roles.has(agent, Role.SUPERVISOR):
        return desk.plain("press-not-yours", agent=desk.plain("person-someone"))
    _join(step, case, incident, Actor("agent", agent.id))
    _tell_once(step, case, incident)
    topic.refresh_card(step, case)
    return desk.plain("press-done")


# -- leaving


def on_words(step: Step, customer: Customer, case: Case, text: str) -> None:
    """A joined customer has written. Who asks for a person, or names another danger, gets one."""
    if case.incident_id is None or case.state != State.WAITING_VENDOR:
        return
    signals = [(str(one.kind), one.detail) for one in read_signals(text, language=customer.language)]
    if incidents.is_other_danger(signals):
        leave(step, customer, case, CUSTOMER, priority=DANGER)
    elif any(kind == SignalKind.HUMAN for kind, _detail in signals):
        leave(step, customer, case, CUSTOMER)


def leave(step: Step, customer: Customer, case: Case, actor: Actor, *, priority: int = 0) -> bool:
    """The case is another one after all: back to its place in the queue, or further ahead where `priority`
    says so. False when it is in no incident."""
    if case.incident_id is None or case.state != State.WAITING_VENDOR:
        return False
    number = case.incident_id
    priority = max(case.priority, priority)
    promise = promising.given(step, case, priority=priority)
    step.record(case, EventType.INCIDENT_LEFT, actor, incident=number, priority=priority, **promise)
    texts = step.texts(customer)
    place = texts("handoff-place", ahead=queue.ahead_of(step.session, case))
    until = promising.words(step, customer, case)
    step.notify(customer, f"{texts('incident-left', case=str(case.id))} {place}\n{until}", case)
    step.desk_say(case, step.services.desk_texts("incident-desk-left", incident=str(number), who=actor.kind))
    topic.refresh_card(step, case)
    return True


def on_unjoin(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """«Вернуть в очередь» on the card: an agent sees that it is another problem."""
    customer = step.session.get_one(Customer, case.customer_id)
    done = rest == [str(case.epoch)] and leave(step, customer, case, Actor("agent", agent.id))
    return step.services.desk_texts.plain("press-done" if done else "press-old")


# -- what customers are told


def _tell_once(step: Step, case: Case, incident: Incident) -> None:
    """Who has several cases of the topic hears of it once; whom nothing reaches, not at all."""
    customer = step.session.get_one(Customer, case.customer_id)
    key = f"incident:{incident.id}:customer:{customer.id}"
    told = step.session.scalar(select(Outbox.id).where(Outbox.key == key))
    if told is None and customer.blocked_at is None:
        _say(step, customer, case, incident, key=key, priority=Priority.BROADCAST)


def _say(
    step: Step, customer: Customer, case: Case, incident: Incident, *, key: str, priority: Priority
) -> None:
    texts = step.texts(customer)
    step.say(
        customer,
        message(texts, incident, case_number=str(case.id), certain=case.skill == incident.topic),
        case=case,
        author=Author.SYSTEM,
        priority=priority,
        keyboard=[[button(texts.plain("incident-button-other"), "other", case.id, case.epoch)]],
        key=key,
    )


def message(texts: Texts, incident: Incident, *, case_number: str, certain: bool = True) -> Html:
    """What a customer reads: the words of the supervisor, and what happens next; where it is not certain that
    this is what he means, what to do if it is not."""
    own = incident.texts.get(texts.language)
    written = Html(own) if own else other_language(texts, next(iter(incident.texts.values()), ""))
    told = texts("incident-told", case=case_number)
    return Html(
        f"{written}\n\n{told}" if certain else f"{written}\n\n{told} {texts('incident-told-if-other')}"
    )
