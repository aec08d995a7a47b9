"""A detail that people ask for, through line zero or in their own words: question, answer, leaving it out."""

from __future__ import annotations

import re
from itertools import takewhile

from sqlalchemy import select

from bot.desk.cases import waiting
from bot.desk.screen import topic
from bot.dialog import known
from bot.knowledge import in_language
from bot.step import Html, Step, button
from handoff import given as given_in
from handoff import ledger, repeats
from handoff.case import CUSTOMER, Event, EventType
from handoff.requests import open_requests
from store.origin import Origin
from store.schema import Case, Customer, Message

_LOOKED_BACK = 12
_LINES_BETWEEN = 3
"""So many lines of the customer's later, the question is forgotten."""
_QUESTION = re.compile(r"\?\s*$")
_SKIPS = re.compile(r"(?i)\W*(?:пропуст\w+|не (?:знаю|помню|скажу)|skip|i don.t know|don.t know)\W*")


def ask(step: Step, case: Case, agent: str, question: Html, detail: str) -> None:
    """Put the question to the customer in the agent's name; he may leave it out."""
    customer = step.session.get_one(Customer, case.customer_id)
    texts = step.texts(customer)
    step.notify(
        customer,
        texts("detail-requested", agent=agent, question=question),
        case,
        keyboard=[[button(texts.plain("button-skip"), "leave", case.id, detail)]],
    )


def take(step: Step, case: Case, message: Message) -> None:
    """Take a message as the detail that was asked for, if it can be one. The agent gets it all the same."""
    if not waiting.says_something(message) or Origin.of(message.origin).is_foreign:
        return
    log = ledger.events(step.session, case.id)
    waiting_for = open_requests(log)
    if not waiting_for:
        _take_as_answer(step, case, message, log)
        return
    if _SKIPS.fullmatch(message.text):
        step.record(case, EventType.DETAIL_SKIPPED, CUSTOMER, detail=waiting_for[0])
        return
    if _QUESTION.search(message.text) and not re.search(r"\d", message.text):
        return
    value = message.text or f"[{message.kind}]"
    step.record(
        case, EventType.DETAIL_GIVEN, CUSTOMER, detail=waiting_for[0], value=value, message=message.id
    )
    topic.refresh_card(step, case)


def _take_as_answer(step: Step, case: Case, message: Message, log: list[Event]) -> None:
    """Take a message as what an agent has asked in his own words, or line zero before it handed over."""
    given = {
        key: given_in.value_of(key, message.text, message.kind)
        for key in (*_asked_in_words(step, case, message, log), *_asked_before(log))
    }
    for key, value in given.items():
        if value:
            step.record(case, EventType.DETAIL_GIVEN, CUSTOMER, detail=key, value=value, message=message.id)
    if any(given.values()):
        topic.refresh_card(step, case)


def _asked_in_words(step: Step, case: Case, message: Message, log: list[Event]) -> tuple[str, ...]:
    """What the agent's last lines ask for and the customer has not given since; a few lines of his own may
    lie between («сейчас посмотрю»)."""
    earlier = step.session.scalars(
        select(Message)
        .where(
            Message.case_id == case.id,
            Message.id < message.id,
            Message.author_kind.in_(["agent", "customer"]),
        )
        .order_by(Message.id.desc())
        .limit(_LOOKED_BACK)
    ).all()
    between = list(takewhile(lambda one: one.author_kind == "customer", earlier))
    if len(between) >= _LINES_BETWEEN:
        return ()
    asking = list(takewhile(lambda one: one.author_kind == "agent", earlier[len(between) :]))
    if not asking:
        return ()
    details = step.services.knowledge.company.details
    names = {**dict.fromkeys(known.USUAL, ()), **{one.key: tuple(one.names.values()) for one in details}}
    wanted = [repeats.Wanted(key, called) for key, called in names.items()]
    since = min(one.created_at for one in asking)
    have = {e.payload["detail"] for e in log if e.type is EventType.DETAIL_GIVEN and e.at >= since}
    asked = dict.fromkeys(key for one in asking for key in repeats.asked_for(one.text, wanted))
    return tuple(key for key in asked if key not in have)


def _asked_before(log: list[Event]) -> tuple[str, ...]:
    """What line zero asked for last, as long as the customer has hardly written since."""
    lines = 0
    for event in reversed(log):
        if event.type is EventType.DETAIL_ASKED:
            return (event.payload["detail"],)
        if event.type in (EventType.DETAIL_GIVEN, EventType.DETAIL_SKIPPED, EventType.AGENT_WROTE):
            return ()
        lines += event.type is EventType.CUSTOMER_WROTE
        if lines > _LINES_BETWEEN:
            return ()
    return ()


def leave_out(step: Step, case: Case, detail: str) -> bool:
    """The customer does not want to say it: the agent goes on without. False when it is not asked for."""
    if detail not in open_requests(ledger.events(step.session, case.id)):
        return False
    step.record(case, EventType.DETAIL_SKIPPED, CUSTOMER, detail=detail)
    desk = step.services.desk_texts
    name = in_language(step.services.knowledge.detail(detail).names, desk.language, detail)
    step.desk_say(case, desk("desk-detail-skipped", detail=name))
    waiting.resume(step, case, CUSTOMER)
    topic.refresh_card(step, case)
    return True
