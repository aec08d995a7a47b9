"""«Передать»: to a colleague, who has the case at once, or to the queue of another topic. Other lines are in
`lines`."""

from __future__ import annotations

import hashlib

from bot.desk import calling
from bot.desk.cases import leases, ownership, waiting
from bot.desk.clocks import promising
from bot.desk.screen import menus, topic
from bot.knowledge import in_language
from bot.step import Keyboard, Step, button
from bot.team import roles
from bot.team.talk import Talk
from handoff import roster, routing
from handoff.case import HELD, Actor, EventType
from handoff.routing import Agent
from store.schema import Case, Customer, Person

_MOST_PEOPLE = 8


def rows(step: Step, case: Case) -> Keyboard:
    """The two buttons of the menu."""
    if case.state not in HELD:
        return []
    desk = step.services.desk_texts
    return [
        [
            button(desk.plain("desk-button-to-person"), "pass", case.id, case.epoch),
            button(desk.plain("desk-button-to-skill"), "route", case.id, case.epoch),
        ]
    ]


# -- to a colleague: «pass:case:epoch[:person]»


def on_pass(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Choose a colleague, then give him the case."""
    desk = step.services.desk_texts
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", supervised=True)
    if refused:
        return refused
    if len(rest) < 2:
        people = _colleagues(step, case)
        if not people:
            return desk.plain("press-no-colleague")
        menus.show(step, case, [*people, menus.back(step, case)])
        return desk.plain("press-to-whom")
    person = step.session.get(Person, int(rest[1])) if rest[1].isdecimal() else None
    if person is None or person.id == case.owner_id or not roles.works_on_cases(person):
        return desk.plain("press-old")
    to_person(step, case, Actor("agent", agent.id), person, by=agent.name)
    return desk.plain("press-done")


def _colleagues(step: Step, case: Case) -> Keyboard:
    """Those who are there, who fits first; a full plate is shown and stays the agent's decision."""
    wanted = roster.waiting(step.session, case)
    present = [one for one in _present(step) if one.id != case.owner_id]
    present.sort(key=lambda one: (not routing.fits(one, wanted), not routing.has_room(one), one.open_cases))
    people = {one.id: step.session.get_one(Person, one.id) for one in present[:_MOST_PEOPLE]}
    return [
        [button(_label(step, one, people[one.id]), "pass", case.id, case.epoch, one.id)]
        for one in present[:_MOST_PEOPLE]
    ]


def _present(step: Step) -> list[Agent]:
    settings = step.services.settings
    return roster.present(step.session, step.now, step.services.hours, limit=settings.limit_of_cases)


def _label(step: Step, agent: Agent, person: Person) -> str:
    name = person.name or str(person.external_id)
    label: str = step.services.desk_texts.plain("transfer-person", name=name, count=agent.open_cases)
    return label


def to_person(step: Step, case: Case, actor: Actor, person: Person, *, by: str) -> None:
    """Give a case to somebody, with a whole lease. He is told, and so is the customer, once."""
    waiting.forget(step, case)
    leases.begin(step, case, EventType.TRANSFERRED, actor, to=person.id)
    ownership.given_to(step, person)
    customer = step.session.get_one(Customer, case.customer_id)
    texts = step.texts(customer)
    step.notify(
        customer,
        texts("transferred", agent=person.name or texts.plain("person-someone")),
        case,
        key=f"case:{case.id}:claimed:{case.epoch}:customer",
    )
    step.desk_say(
        case,
        step.services.desk_texts("desk-transferred", by=by, agent=calling.name_of(step, person.id)),
    )
    topic.refresh_card(step, case)
    told = step.services.desk_texts("transfer-told", case=topic.mention(step, case.id), by=by)
    answer = step.services.desk_texts.plain("work-button-switch", case=str(case.id))
    reply = button(answer, "me", "case", case.id)
    Talk(step, person).say(told, [[reply]], key=f"case:{case.id}:transferred:{case.epoch}")


def to_best(step: Step, case: Case, actor: Actor, *, by: str, without: int) -> Person | None:
    """Give a case to the best one who is there, except `without`. None when nobody fits and has room."""
    others = [one for one in _present(step) if one.id != without]
    choice = routing.best(others, roster.waiting(step.session, case))
    if choice is None:
        return None
    person = step.session.get_one(Person, choice.agent_id)
    to_person(step, case, actor, person, by=by)
    return person


# -- to another topic: «route:case:epoch[:topic]»


def on_route(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Choose a topic, then put the case into its queue."""
    desk, knowledge = step.services.desk_texts, step.services.knowledge
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", supervised=True)
    if refused:
        return refused
    topics = [one for one in knowledge.topics() if one.id != case.skill]
    if len(rest) < 2:
        buttons = [
            button(
                in_language(one.names, desk.language, one.id),
                "route",
                case.id,
                case.epoch,
                _key(one.id),
            )
            for one in topics
        ]
        pairs = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
        menus.show(step, case, [*pairs, menus.back(step, case)])
        return desk.plain("press-to-skill")
    chosen = next((one for one in topics if _key(one.id) == rest[1]), None)
    if chosen is None:
        return desk.plain("press-old")
    to_skill(step, case, agent, chosen.id, in_language(chosen.names, desk.language, chosen.id))
    return desk.plain("press-done")


def _key(topic_id: str) -> str:
    """What a button can carry of a topic beside the case: Telegram gives it 64 bytes."""
    return hashlib.sha256(topic_id.encode()).hexdigest()[:12]


def to_skill(step: Step, case: Case, agent: Person, skill: str, name: str) -> None:
    """Put a case into the queue of another topic."""
    waiting.forget(step, case)
    step.record(
        case,
        EventType.ROUTED,
        Actor("agent", agent.id),
        skill=skill,
        **promising.given(step, case, skill=skill),
    )
    promising.tell_moved(step, case, "routed")
    step.desk_say(case, step.services.desk_texts("desk-routed", agent=agent.name, skill=name))
    topic.refresh_card(step, case)
