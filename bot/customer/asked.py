"""A detail that an agent asked for through line zero: the question, the answer, and leaving it out."""

from __future__ import annotations

import re

from bot.desk.cases import waiting
from bot.desk.screen import topic
from bot.knowledge import in_language
from bot.step import Html, Step, button
from handoff import ledger
from handoff.case import CUSTOMER, EventType
from handoff.requests import open_requests
from store.schema import Case, Customer, Message

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
    waiting_for = open_requests(ledger.events(step.session, case.id))
    if not waiting_for or not waiting.says_something(message):
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
