"""Which step handles what: updates of customers and agents, and timers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.customer import answering, closing, handoff, profile, reading
from bot.customer import messages as customer_messages
from bot.customer import presses as customer_presses
from bot.desk import aftermath, ownership
from bot.desk import messages as desk_messages
from bot.desk import presses as desk_presses
from bot.inbound import Blocked, Ignored, Inbound, Migrated, Pressed, TopicMade, Written
from bot.services import Knowledge
from bot.step import Step
from handoff import ledger
from handoff.case import Reason, State
from store.schema import Case, Customer, Outbox, Setting, Thread

DESK_CHAT_KEY = "desk_chat_id"


def prepare(session: Session, knowledge: Knowledge, inbound: Inbound) -> reading.Reading | None:
    """What has to be understood before the transaction of an update begins."""
    if not isinstance(inbound, Written) or inbound.is_group or inbound.edited or inbound.command:
        return None
    if not reading.is_urgent(inbound.text):
        return None
    return reading.read_burst(session, knowledge, inbound.chat_id, inbound.text)


def prepare_timer(
    session: Session, knowledge: Knowledge, kind: str, payload: dict[str, Any]
) -> reading.Reading | None:
    """What has to be understood before the transaction of a timer begins."""
    return reading.read_burst(session, knowledge, payload["chat_id"]) if kind == "burst" else None


def handle(step: Step, inbound: Inbound, read: reading.Reading | None) -> None:
    """The step of one update."""
    match inbound:
        case Written(is_group=True, edited=False):
            desk_messages.on_message(step, inbound)
        case Written(is_group=True):
            desk_messages.on_edit(step, inbound)
        case Written(edited=False):
            customer_messages.on_message(step, inbound, read)
        case Written():
            customer_messages.on_edit(step, inbound)
        case Pressed(is_group=True):
            desk_presses.on_press(step, inbound)
        case Pressed():
            customer_presses.on_press(step, inbound)
        case Blocked(sender=sender, blocked=True):
            aftermath.blocked(step, profile.known(step, sender))
        case Blocked(sender=sender):
            aftermath.returned(step, profile.known(step, sender))
        case TopicMade():
            _topic_made(step, inbound)
        case Migrated():
            _migrated(step, inbound)
        case Ignored():
            pass


def handle_timer(step: Step, kind: str, payload: dict[str, Any], read: reading.Reading | None) -> None:
    """The step of one timer."""
    if kind in ("burst", "watchdog"):
        customer = step.session.scalars(
            select(Customer).where(Customer.external_id == payload["chat_id"])
        ).one()
        if kind == "watchdog":
            give_up(step, customer)
        elif read is not None:
            answering.answer_burst(step, customer, read)
        return
    case = ledger.locked(step.session, payload["case_id"])
    customer = step.session.get_one(Customer, case.customer_id)
    match kind:
        case "album":
            customer_messages.on_album(step, case, payload["album"])
        case "desk_album":
            desk_messages.on_album(step, case, payload["album"])
        case "confirm":
            closing.close_unconfirmed(step, customer, case)
        case "idle":
            closing.close_idle(step, case)
        case "lease":
            ownership.expire(step, case)
        case "details":
            if case.state == State.DETAILS:
                handoff.hand_off(step, customer, case, handoff.reason_of_details(step, case))


def give_up(step: Step, customer: Customer) -> None:
    """Line zero broke down or stayed silent: people get the case as it is."""
    case = profile.open_case_of(step, customer)
    if case is not None and case.state not in (State.ANSWERING, State.DETAILS):
        return
    waiting = reading.open_burst(step.session, customer)
    if not waiting and case is None:
        return
    if case is None:
        case = ledger.open_case(step.session, customer.id, language=customer.language, now=step.now)
    answering.attach(step, case, waiting)
    handoff.hand_off(step, customer, case, Reason.FAILED)


def _topic_made(step: Step, made: TopicMade) -> None:
    """A topic that a broken-off call made after all: its number tells whose it is."""
    case_id = _number_in(made.name)
    if case_id is None:
        return
    known = step.session.scalar(
        select(Thread).where(Thread.chat_id == made.chat_id, Thread.external_id == made.topic)
    )
    has_open = step.session.scalar(select(Thread.id).where(Thread.case_id == case_id, Thread.state == "open"))
    if known is None and has_open is None and step.session.get(Case, case_id) is not None:
        step.session.add(
            Thread(case_id=case_id, chat_id=made.chat_id, external_id=made.topic, created_at=step.now)
        )


def _number_in(name: str) -> int | None:
    _, mark, rest = name.partition("№")
    digits = rest.split(maxsplit=1)[0] if mark and rest.split() else ""
    return int(digits) if digits.isdecimal() else None


def _migrated(step: Step, migrated: Migrated) -> None:
    """The agents' group has another id now; what waits for it goes there."""
    known = step.services.settings.desk_chat_id
    stored = step.session.get(Setting, DESK_CHAT_KEY)
    current = int(stored.value) if stored else known
    if current != migrated.old_chat_id:
        return
    step.session.merge(Setting(key=DESK_CHAT_KEY, value=str(migrated.new_chat_id)))
    tables: tuple[type[Thread] | type[Outbox], ...] = (Thread, Outbox)
    for table in tables:
        step.session.execute(
            update(table)
            .where(table.chat_id == migrated.old_chat_id)
            .values(chat_id=migrated.new_chat_id)
            .execution_options(synchronize_session=False)
        )
