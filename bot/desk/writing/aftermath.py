"""What follows when a call has ended: receipts for agents, a customer who blocked us, a line that did not
arrive, a topic that was deleted. Runs in the transaction that settles the row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.customer.handoff import hand_off
from bot.desk import outage, presence
from bot.desk.cases import offering
from bot.desk.screen import topic
from bot.editor import tables
from bot.sending.claims import OutboxRow
from bot.services import Services
from bot.step import Step
from bot.telegram.outcomes import Ambiguous, Blocked, NotSent, Outcome, Rejected
from handoff import ledger
from handoff.case import CLOCK, OPEN_STATES, EventType, Reason, State
from store.outbox import Action, Author
from store.schema import Case, Customer, Message

RECEIPT = "👌"
_DELETED = "user is deactivated"
"""Telegram's word for an account that is no more."""


class Aftermath:
    """The hooks that the sender calls."""

    def __init__(self, services: Services, clock: Callable[[], datetime]) -> None:
        self._services = services
        self._clock = clock

    @staticmethod
    def concerns(row: OutboxRow) -> bool:
        """Whether anything follows from how this row has ended."""
        if row.action is Action.KEEP_FILE:
            return "table" in row.payload
        return row.state != "sent" or (row.author is Author.AGENT and row.action is Action.COPY)

    def on_settled(self, session: Session, row: OutboxRow, outcome: Outcome) -> None:
        """One row has ended."""
        step = Step(session, self._clock(), f"settled:{row.id}", self._services)
        if row.action is Action.KEEP_FILE:
            tables.on_file(step, row.payload)
        elif row.state == "sent":
            if row.author is Author.AGENT and row.action is Action.COPY:
                _receipt(step, row)
        elif row.state == "failed" and row.chat_id is not None and row.chat_id > 0:
            if isinstance(outcome, Blocked) and not offering.not_reached(step, row.key):
                _customer_blocked(step, row.chat_id, outcome.reason)
            elif isinstance(outcome, (Rejected, NotSent)):
                _did_not_arrive(step, row, outcome.reason)
        elif row.state == "unknown" and row.chat_id is not None and row.chat_id > 0:
            if isinstance(outcome, Ambiguous):
                _did_not_arrive(step, row, outcome.reason)
        elif row.state == "failed" and isinstance(outcome, Rejected):
            if row.action is Action.COPY:
                _not_shown(step, row, outcome.reason)
            elif row.action in _EDITS:
                _edit_not_shown(step, row, outcome.reason)

    def on_desk(self, session: Session, chat_id: int, action: Action, outcome: Outcome) -> None:
        """A call to a group of the agents has ended."""
        step = Step(session, self._clock(), f"desk:{chat_id}:{self._clock().timestamp()}", self._services)
        presence.on_call(step, chat_id, action, outcome)

    def on_waiting(self, session: Session, row: OutboxRow) -> None:
        """A row has waited for minutes because Telegram is out of reach."""
        outage.on_waiting(Step(session, self._clock(), f"waiting:{row.id}", self._services), row)

    def on_topic_gone(self, session: Session, case_id: int) -> None:
        """The topic of a case was deleted and is about to be made again."""
        step = Step(session, self._clock(), f"topic:{case_id}:{self._clock().timestamp()}", self._services)
        topic.make_again(step, session.get_one(Case, case_id))


def _receipt(step: Step, row: OutboxRow) -> None:
    """A reaction on the agent's line says that the customer has it."""
    message = step.session.get(Message, row.message_id) if row.message_id else None
    case = step.session.get(Case, row.case_id) if row.case_id else None
    if message is not None and case is not None and message.chat_id and message.external_id:
        step.react(case, message.chat_id, message.external_id, RECEIPT, f"receipt:{message.id}")


def _customer_blocked(step: Step, chat_id: int, reason: str) -> None:
    customer = step.session.scalar(
        select(Customer).where(Customer.channel == "telegram", Customer.external_id == chat_id)
    )
    if customer is not None:
        blocked(step, customer, deleted=_DELETED in reason.lower())


def blocked(step: Step, customer: Customer, *, deleted: bool = False) -> None:
    """The customer cannot be reached: he has blocked the bot, or deleted his account. His agents are told
    once; nothing more is lost by it."""
    if customer.blocked_at is not None:
        return
    customer.blocked_at = step.now
    for case in _open_cases(step, customer):
        step.record(case, EventType.CUSTOMER_BLOCKED, CLOCK, deleted=deleted)
        if case.line > 0:
            step.desk_say(case, step.services.desk_texts("desk-deleted" if deleted else "desk-blocked"))
            topic.refresh_card(step, case)


def returned(step: Step, customer: Customer) -> None:
    """A customer who had blocked us can be reached again."""
    if customer.blocked_at is None:
        return
    customer.blocked_at = None
    for case in _open_cases(step, customer):
        step.record(case, EventType.CUSTOMER_RETURNED, CLOCK)
        if case.line > 0:
            step.desk_say(case, step.services.desk_texts("desk-unblocked"))
            topic.refresh_card(step, case)


def _open_cases(step: Step, customer: Customer) -> list[Case]:
    ids = step.session.scalars(
        select(Case.id).where(Case.customer_id == customer.id, Case.state.in_(list(OPEN_STATES)))
    ).all()
    return [ledger.locked(step.session, case_id) for case_id in ids]


_LINES = frozenset({Action.COPY, Action.SEND_TEXT, Action.SEND_PICTURE, Action.SEND_DOCUMENT})
"""What a customer or an agent would miss."""
_EDITS = frozenset({Action.EDIT_TEXT, Action.EDIT_CAPTION, Action.EDIT_MEDIA})


def _did_not_arrive(step: Step, row: OutboxRow, reason: str) -> None:
    """Telegram refused a line: somebody has to know. Where line zero could not answer, people will."""
    if row.case_id is not None and row.author is Author.AGENT and row.action in _EDITS:
        case = ledger.locked(step.session, row.case_id)
        kind = "file" if row.action is Action.EDIT_MEDIA else "words"
        step.desk_say(case, step.services.desk_texts("desk-edit-undelivered", kind=kind, reason=reason))
        return
    if row.case_id is None or row.action not in _LINES:
        return
    case = ledger.locked(step.session, row.case_id)
    step.record(case, EventType.UNDELIVERED, CLOCK, key=row.key, reason=reason)
    if case.line > 0:
        step.desk_say(
            case, step.services.desk_texts("desk-undelivered", reason=reason, **_arrived(step, row))
        )
    elif row.author is Author.BOT and case.state in (State.ANSWERING, State.DETAILS):
        customer = step.session.get_one(Customer, case.customer_id)
        hand_off(step, customer, case, Reason.FAILED)


def _not_shown(step: Step, row: OutboxRow, reason: str) -> None:
    """Telegram refused to carry a customer's line into the topic: the agents learn that something is missing,
    and read its words all the same."""
    message = step.session.get(Message, row.message_id) if row.message_id else None
    if message is None or message.author_kind != "customer" or row.case_id is None:
        return
    case = ledger.locked(step.session, row.case_id)
    step.record(case, EventType.UNDELIVERED, CLOCK, key=row.key, reason=reason)
    step.desk_say(
        case,
        step.services.desk_texts(
            "desk-not-shown", reason=reason, words=message.text or "none", **_arrived(step, row)
        ),
    )


def _edit_not_shown(step: Step, row: OutboxRow, reason: str) -> None:
    """Telegram refused to change a customer's line in the topic: the agents read what it says now."""
    message_id = row.payload.get("message_id")
    message = step.session.get(Message, message_id) if message_id else None
    if message is None or message.author_kind != "customer" or row.case_id is None:
        return
    case = ledger.locked(step.session, row.case_id)
    kind = "file" if row.action is Action.EDIT_MEDIA else "words"
    texts = step.services.desk_texts
    step.desk_say(case, texts("desk-edit-not-shown", kind=kind, reason=reason, words=message.text or "none"))


def _arrived(step: Step, row: OutboxRow) -> dict[str, str]:
    """How much of a refused line has arrived all the same: `none`, the `file` without its words, the `words`
    without their end, or `count` parts of an album of `total`."""
    sent = len(row.result.get("ids", ()))
    total = len(row.payload.get("external_ids", ()))
    if total > 1:
        sent = min(sent - bool(row.payload.get("head")), total)
    message = step.session.get(Message, row.message_id) if row.message_id else None
    kind = "words" if message is None or message.kind == "text" else "file"
    part = "none" if sent <= 0 else "some" if total > 1 else kind
    return {"part": part, "count": str(sent), "total": str(total)}
