"""Duplicates: one of two cases of the same customer is closed, and everything of it is seen in the other."""

from __future__ import annotations

from sqlalchemy import select

from bot.desk import team
from bot.desk.answers import reply
from bot.desk.cases import waiting
from bot.desk.screen import card, lookup, menus, topic
from bot.inbound import Written
from bot.step import Html, Keyboard, Step, button
from handoff import ledger
from handoff import package as packages
from handoff.case import HELD, UNCLAIMED, Actor, EventType
from store.schema import Case, Customer, Message, Person

_OPEN = HELD | UNCLAIMED
_MOST_BUTTONS = 3


def rows(step: Step, case: Case) -> Keyboard:
    """«Объединить с № 12» for each other case of this customer that people have."""
    desk = step.services.desk_texts
    return [
        [button(desk.plain("desk-button-merge", case=str(other)), "merge", case.id, case.epoch, other)]
        for other in _others(step, case)[:_MOST_BUTTONS]
    ]


def _others(step: Step, case: Case) -> list[int]:
    wanted = (
        select(Case.id)
        .where(Case.customer_id == case.customer_id, Case.id != case.id, Case.state.in_(list(_OPEN)))
        .order_by(Case.id)
    )
    return list(step.session.scalars(wanted))


def on_merge(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """The button."""
    desk = step.services.desk_texts
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", unclaimed=True, supervised=True)
    other = int(rest[1]) if len(rest) > 1 and rest[1].isdecimal() else 0
    if refused or other not in _others(step, case):
        return refused or desk.plain("press-old")
    merge(step, case, other, agent)
    return desk.plain("press-done")


def on_command(step: Step, written: Written, agent: Person, words: str) -> None:
    """«/merge 12» in the topic of a duplicate."""
    desk = step.services.desk_texts
    number = lookup.numbered(words)
    case = team.case_of_topic(step, written.chat_id, written.topic)
    if case is None or number is None:
        reply(step, written, desk("merge-how"))
        return
    case = ledger.locked(step.session, case.id)
    refused = menus.refusal(step, case, agent, str(case.epoch), unclaimed=True, supervised=True)
    if refused:
        reply(step, written, Html(refused))
    elif number not in _others(step, case):
        reply(step, written, desk("merge-not-possible", case=str(number)))
    else:
        merge(step, case, number, agent)


def merge(step: Step, duplicate: Case, into: int, agent: Person) -> None:
    """Close a duplicate. The other case's package holds what was said in it from now on; the customer is told
    once, both topics say where to go on."""
    target = ledger.locked(step.session, into)
    actor, desk = Actor("agent", agent.id), step.services.desk_texts
    waiting.forget(step, duplicate)
    step.clear_timers(duplicate, "confirm")
    said = card.transcript(packages.build(step.session, duplicate), step.services)
    step.record(duplicate, EventType.MERGED, actor, into=target.id)
    step.record(target, EventType.TOOK_IN, actor, case=duplicate.id)
    customer = step.session.get_one(Customer, target.customer_id)
    if customer.current_case_id == duplicate.id:
        customer.current_case_id = target.id
    step.notify(
        customer,
        step.texts(customer)("merged", duplicate=str(duplicate.id), case=str(target.id)),
        target,
        key=f"case:{duplicate.id}:merged:{duplicate.epoch}:customer",
    )
    step.desk_say(
        duplicate,
        desk("desk-merged-into", agent=agent.name, case=topic.mention(step, target.id)),
    )
    took = desk("desk-took-in", agent=agent.name, duplicate=str(duplicate.id))
    step.desk_say(target, Html(f"{took}\n{said}") if said else took)
    _carry_attachments(step, duplicate, target)
    topic.refresh_card(step, duplicate)
    topic.refresh_card(step, target)


def _carry_attachments(step: Step, duplicate: Case, target: Case) -> None:
    messages = step.session.scalars(
        select(Message)
        .where(
            Message.case_id == duplicate.id,
            Message.author_kind == "customer",
            Message.kind != "text",
            Message.external_id.is_not(None),
        )
        .order_by(Message.id)
    ).all()
    topic.carry_over(step, target, messages)
