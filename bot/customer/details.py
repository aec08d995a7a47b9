"""The details that people will need: given, skipped, or cut short by asking for a person."""

from __future__ import annotations

from bot.customer import reading
from bot.customer.handoff import ask_or_hand_off, reason_of_details
from bot.dialog.memory import remember
from bot.step import Step
from handoff import ledger
from handoff.case import CUSTOMER, EventType
from store.schema import Case, Customer, Message

_PICTURE_DETAILS = frozenset({"screenshot"})


def take(step: Step, customer: Customer, case: Case, message: Message) -> bool:
    """Take a message as the detail that was asked for. False when it is something else: a cry for help, or
    an attachment where words were asked for."""
    asked = remember(ledger.events(step.session, case.id)).asked_detail
    if not asked or reading.is_urgent(message.text):
        return False
    if not message.text and asked not in _PICTURE_DETAILS:
        return False
    message.answered = True
    value = message.text or f"[{message.kind}]"
    step.record(case, EventType.DETAIL_GIVEN, CUSTOMER, detail=asked, value=value, message=message.id)
    ask_or_hand_off(step, customer, case, reason_of_details(step, case), None)
    return True


def skip(step: Step, customer: Customer, case: Case, detail: str) -> bool:
    """Leave a detail out. False when it is not the one being asked for."""
    if remember(ledger.events(step.session, case.id)).asked_detail != detail:
        return False
    step.record(case, EventType.DETAIL_SKIPPED, CUSTOMER, detail=detail)
    ask_or_hand_off(step, customer, case, reason_of_details(step, case), None)
    return True
