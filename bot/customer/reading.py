"""Understanding a burst before the transaction: it takes milliseconds and must not hold the database."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.customer import profile
from bot.dialog.memory import Memory, remember
from bot.dialog.policy import URGENT_SIGNALS, is_about_something, without_call
from bot.knowledge import Knowledge
from handoff import ledger
from handoff.case import HUMAN_STATES
from intents import effort, splitting
from intents.signals import read_signals
from intents.types import SignalKind, Understanding
from store.origin import Origin
from store.schema import UNANSWERED, Case, Customer, Message

_SECONDS = 2.0
"""Of processor time for one burst; an ordinary one takes hundredths of one."""
_SIGNS = 20_000
"""Five of Telegram's longest messages: what is longer is for people to read."""

_log = structlog.get_logger(__name__)

_OPEN_BURST = (
    select(Message)
    .where(Message.customer_id == bindparam("customer"), UNANSWERED, Message.author_kind == "customer")
    .order_by(Message.id)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a burst says: its texts joined, and how they were understood (None without any text). `parts` are
    its two questions by themselves, where it asks two. `too_much`: it costs more to read than it may, and is
    for a person."""

    text: str
    understanding: Understanding | None
    parts: tuple[Understanding, ...] = ()
    too_much: bool = False


def is_urgent(text: str) -> bool:
    """Whether a text must not wait for the end of the burst: asks for a person, or names a danger."""
    return any(signal.kind in URGENT_SIGNALS for signal in read_signals(text))


def open_burst(session: Session, customer: Customer) -> list[Message]:
    """The customer's messages that line zero has not reacted to, oldest first."""
    return list(session.scalars(_OPEN_BURST, {"customer": customer.id}))


def joined(messages: list[Message], more: str = "", *, foreign: bool = False) -> str:
    """The texts of a burst as one question: the customer's own words, and only where there are none what was
    forwarded. `foreign`: so was `more`."""
    own, others = _parted(messages, more, foreign=foreign)
    return "\n".join(own or others)


def _parted(messages: list[Message], more: str, *, foreign: bool) -> tuple[list[str], list[str]]:
    """The customer's own texts, and those of others."""
    said = [(message.text, Origin.of(message.origin).is_foreign) for message in messages]
    said.append((more, foreign))
    own = [text for text, is_foreign in said if text and not is_foreign]
    return own, [text for text, is_foreign in said if text and is_foreign]


def read_burst(
    session: Session, knowledge: Knowledge, chat_id: int, more: str = "", *, foreign: bool = False
) -> Reading | None:
    """Read what the customer in this chat has said so far, with `more` that is just arriving (`foreign`: it
    was forwarded).

    None where line zero has no say: people have the case, or there is nothing to read.
    """
    customer = profile.of_chat(session, chat_id)
    if customer is None:
        return _read(knowledge, more, foreign=foreign, segment="") if more else None
    case_id = profile.open_case_id(session, customer.id)
    case = session.get(Case, case_id) if case_id else None
    if case is not None and case.state in HUMAN_STATES:
        return None
    waiting = open_burst(session, customer)
    own, _others = _parted(waiting, more, foreign=foreign)
    text = joined(waiting, more, foreign=foreign)
    if not text:
        return Reading("", None)
    memory = remember(ledger.events(session, case.id)) if case else Memory()
    return _read(
        knowledge,
        text,
        foreign=not own,
        previous=memory.question,
        language=customer.language,
        segment=customer.segment,
    )


def _read(knowledge: Knowledge, text: str, *, foreign: bool, **about: str) -> Reading:
    """Read within the budget of a burst."""
    try:
        if len(text) > _SIGNS:
            raise effort.TooMuchEffortError
        with effort.within(_SECONDS):
            return _understood(knowledge, text, foreign=foreign, **about)
    except effort.TooMuchEffortError:
        _log.warning("too much to read", action="reading_too_much", signs=len(text))
        return Reading(text, None, too_much=True)


def _understood(knowledge: Knowledge, text: str, *, foreign: bool, **about: str) -> Reading:
    """A call for a person in forwarded words calls nobody; a danger in them is worth a look by people.

    Who calls for a person and says why is understood by what he says beside the call: with those words in
    it, a question is like no other, and every topic is unlikely."""
    understood = knowledge.understand(text, **about)
    if foreign:
        kept = tuple(signal for signal in understood.signals if signal.kind is not SignalKind.HUMAN)
        return Reading(text, replace(understood, signals=kept))
    if understood.signal(SignalKind.HUMAN) is None or not is_about_something(understood):
        parts = splitting.questions(text) if understood.signal(SignalKind.HUMAN) is None else ()
        return Reading(text, understood, tuple(knowledge.understand(part, **about) for part in parts))
    beside = knowledge.understand(without_call(text, understood.signals), **about)
    return Reading(text, replace(understood, candidates=beside.candidates))
