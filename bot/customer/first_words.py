"""A customer who has written and said nothing yet of what it is about is asked for it, once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import exists, select

from bot.dialog.policy import Met
from bot.step import Step, button
from intents.signals import read_signals
from intents.types import SignalKind, Understanding
from store.schema import Case, Customer, Message

_REMEMBERED = timedelta(days=1)
_ABOUT_NOTHING = {SignalKind.OPENING, SignalKind.GREETING}


def met(
    step: Step,
    customer: Customer,
    case: Case | None,
    messages: list[Message],
    understanding: Understanding | None,
) -> Met:
    """How things stood when these lines came. The database is asked only where they say next to nothing."""
    says = understanding is None or any(map(understanding.signal, _ABOUT_NOTHING))
    has_been = case is not None or (
        says and bool(step.session.scalar(select(exists().where(Case.customer_id == customer.id))))
    )
    if says and _asked(step, messages[0], has_been=has_been):
        return Met.ASKED
    if case is not None:
        return Met.IN_CASE
    return Met.BEFORE if has_been else Met.FIRST


def ask(step: Step, customer: Customer, case: Case | None) -> None:
    """Ask what it is about; a person is one tap away all the same."""
    texts = step.texts(customer)
    human = button(texts.plain("button-human"), "human", case.id if case else 0)
    step.say(customer, texts("ask-about"), case=case, keyboard=[[human]])


def before(step: Step, first: Message) -> list[Message]:
    """The line that the customer wrote before this one, a day ago at most."""
    wanted = (
        select(Message)
        .where(
            Message.chat_id == first.chat_id,
            Message.external_id < first.external_id,
            Message.author_kind == "customer",
            Message.created_at >= step.now - _REMEMBERED,
        )
        .order_by(Message.external_id.desc())
        .limit(1)
    )
    return list(step.session.scalars(wanted))


def _asked(step: Step, first: Message, *, has_been: bool) -> bool:
    """Whether the line before was answered with the question what it is about."""
    line = next(iter(before(step, first)), None)
    if line is None:
        return False
    if not line.text:
        return line.kind == "sticker" and not has_been
    kinds = {signal.kind for signal in read_signals(line.text)}
    acknowledged = has_been and SignalKind.ACKNOWLEDGEMENT in kinds
    return SignalKind.OPENING in kinds and not acknowledged
