"""«Спросить…»: an agent picks a detail that is missing, line zero asks for it in his name, the answer comes
onto the card, and the case is his turn again."""

from __future__ import annotations

from bot.customer import asked
from bot.desk.cases import waiting
from bot.desk.screen import menus, topic
from bot.knowledge import in_language
from bot.step import Html, Step, button
from handoff import ledger
from handoff import package as packages
from handoff.case import Actor, EventType
from handoff.requests import open_requests
from kb.company import Detail
from kb.markup import escape
from store.schema import Case, Customer, Person

_MOST = 8
_KEY_LIMIT = 30


def missing(step: Step, case: Case) -> tuple[Detail, ...]:
    """Details that nobody knows yet and nobody has asked for: those of the topic first, then the others."""
    knowledge = step.services.knowledge
    subject = knowledge.topic(case.topic) if case.topic else None
    keys = dict.fromkeys(
        [*(subject.details if subject else ()), *(one.key for one in knowledge.company.details)]
    )
    have = packages.build(step.session, case).details.keys()
    waited_for = open_requests(ledger.events(step.session, case.id))
    wanted = [key for key in keys if key not in have and key not in waited_for and len(key) <= _KEY_LIMIT]
    return tuple(knowledge.detail(key) for key in wanted)[:_MOST]


def on_needs(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Show what can be asked for."""
    refused = menus.refusal(step, case, agent, rest[0] if rest else "")
    if refused:
        return refused
    choices = [[_choice(step, case, detail)] for detail in missing(step, case)]
    if not choices:
        return step.services.desk_texts.plain("press-nothing-missing")
    menus.show(step, case, [*choices, menus.back(step, case)])
    return ""


def _choice(step: Step, case: Case, detail: Detail) -> dict[str, str]:
    name = in_language(detail.names, step.services.desk_texts.language, detail.key)
    return button(name[:1].upper() + name[1:], "need", case.id, case.epoch, detail.key)


def on_need(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Ask the customer for one detail."""
    refused = menus.refusal(step, case, agent, rest[0] if rest else "")
    if refused:
        return refused
    desk = step.services.desk_texts
    detail = next((one for one in missing(step, case) if one.key == rest[-1]), None)
    if detail is None:
        return desk.plain("press-old")
    step.record(case, EventType.DETAIL_REQUESTED, Actor("agent", agent.id), detail=detail.key)
    customer = step.session.get_one(Customer, case.customer_id)
    asked.ask(step, case, agent.name, _question(step, customer, detail), detail.key)
    waiting.watch(step, case)
    name = in_language(detail.names, desk.language, detail.key)
    step.desk_say(case, desk("desk-detail-requested", detail=name))
    topic.refresh_card(step, case)
    return desk.plain("press-done")


def _question(step: Step, customer: Customer, detail: Detail) -> Html:
    words = in_language(detail.questions, customer.language)
    if words:
        return Html(escape(words))
    return step.texts(customer)("detail-other", detail=detail.key.replace("_", " "))
