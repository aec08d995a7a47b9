"""The details that people will need: given, skipped, corrected, or cut short by asking for a person."""

from __future__ import annotations

import re

from sqlalchemy import select

from bot.customer import reading
from bot.customer.handoff import ask_or_hand_off, hand_off, reason_of_details
from bot.dialog.memory import remember
from bot.dialog.policy import is_pleasantry
from bot.step import Step
from handoff import ledger
from handoff.case import CUSTOMER, EventType
from store.origin import Origin
from store.schema import Case, Customer, Message

_SAYS_NOTHING = frozenset({"sticker", "animation"})
_SKIPS = re.compile(
    r"(?i)\W*(?:пропуст\w+|дальше|не (?:знаю|помню|скажу|хочу)|нет|skip|next|i don.t know|don.t know|no)\W*"
)


def take(step: Step, customer: Customer, case: Case, message: Message) -> bool:
    """Take a message as the detail that was asked for. False when it is a cry for help."""
    asked = remember(ledger.events(step.session, case.id)).asked_detail
    if not asked or reading.is_urgent(message.text):
        return False
    message.answered = True
    if _says_nothing(step, message) or Origin.of(message.origin).is_foreign:
        return True
    if _SKIPS.fullmatch(message.text):
        skip(step, customer, case, asked)
        return True
    question = "?" in message.text
    if not question or re.search(r"\d", message.text):
        _given(step, case, asked, message)
    if question:  # something new is on the customer's mind: no more questions of ours
        hand_off(step, customer, case, reason_of_details(step, case))
    else:
        ask_or_hand_off(step, customer, case, reason_of_details(step, case), None)
    return True


def skip(step: Step, customer: Customer, case: Case, detail: str) -> bool:
    """Leave a detail out. False when it is not the one being asked for."""
    if remember(ledger.events(step.session, case.id)).asked_detail != detail:
        return False
    step.record(case, EventType.DETAIL_SKIPPED, CUSTOMER, detail=detail)
    ask_or_hand_off(step, customer, case, reason_of_details(step, case), None)
    return True


def correct(step: Step, case: Case, message: Message) -> None:
    """Follow an edit of the message that gave a detail."""
    for event in ledger.events(step.session, case.id):
        if event.type is EventType.DETAIL_GIVEN and event.payload["message"] == message.id:
            _given(step, case, event.payload["detail"], message)
            return


def _given(step: Step, case: Case, detail: str, message: Message) -> None:
    value = message.text or f"[{message.kind}]"
    step.record(case, EventType.DETAIL_GIVEN, CUSTOMER, detail=detail, value=value, message=message.id)


def _says_nothing(step: Step, message: Message) -> bool:
    """A sticker, a «спасибо», a further part of an album: no detail, and nothing to react to."""
    if message.text:
        return is_pleasantry(message.text)
    if message.kind in _SAYS_NOTHING:
        return True
    if message.album is None:
        return False
    earlier = select(Message.id).where(Message.album == message.album, Message.id < message.id)
    return step.session.scalar(earlier.limit(1)) is not None
