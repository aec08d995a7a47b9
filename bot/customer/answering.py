"""The end of a burst: line zero makes its move."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import structlog

from bot.customer import burst, closing, first_words, guides, profile
from bot.customer.handoff import ask_or_hand_off
from bot.customer.reading import Reading, joined, open_burst
from bot.customer.wording import filler_for, wording
from bot.desk.screen import topic
from bot.dialog import policy
from bot.dialog.memory import Memory, remember
from bot.step import Html, Keyboard, Step, button
from bot.telegram import limits
from bot.texts import Texts
from handoff import incidents, ledger
from handoff.case import BOT, HUMAN_STATES, Event, EventType, Reason
from intents.language import NEIGHBOURS
from intents.types import SignalKind, Understanding
from kb.entry import Entry, title_in
from kb.variables import UnknownVariableError
from kb.variants import is_for
from store.outbox import Author
from store.schema import Case, Customer, Message

_log = structlog.get_logger(__name__)


class StaleReadingError(Exception):
    """The burst has changed since it was read; the step must be done again."""


def answer_burst(step: Step, customer: Customer, reading: Reading | None) -> None:
    """React once to everything the customer has said since line zero last reacted. There is no reading where
    people had the case when it was made.

    Raises StaleReadingError when the burst is no longer the one that was read.
    """
    react(step, customer, profile.open_case_of(step, customer), reading)


def react(step: Step, customer: Customer, case: Case | None, reading: Reading | None) -> None:
    """As `answer_burst`, for who knows the customer's case already."""
    messages = open_burst(step.session, customer)
    if not messages:
        burst.settle(step, customer)
        return
    if case is not None and case.state in HUMAN_STATES:
        burst.settle(step, customer)
        elsewhere = [message for message in messages if message.case_id != case.id]
        closing.attach(step, case, elsewhere)
        topic.carry_over(step, case, elsewhere)
        return
    if reading is None or joined(messages) != reading.text:
        raise StaleReadingError
    understanding = reading.understanding
    if understanding is not None:
        profile.hear_language(customer, understanding.language)
    written = guides.written_out(step, customer, case, reading.text) if case else None
    if case is not None and written is not None:
        burst.settle(step, customer)
        closing.attach(step, case, messages)
        guides.take_written(step, customer, case, written)
        return
    memory = remember(ledger.events(step.session, case.id)) if case else Memory()
    kinds = tuple(message.kind for message in messages if message.kind != "text")
    parts = reading.parts
    met = first_words.met(step, customer, case, messages, understanding)
    decided = policy.decide(memory, understanding, kinds, parts, met)
    move = policy.HandOff(Reason.FAILED) if reading.too_much else decided
    burst.settle(step, customer)
    if isinstance(move, policy.AskAbout):
        first_words.ask(step, customer, case)
        return
    if isinstance(move, policy.SmallTalk):
        _small_talk(step, customer, case, move)
        return
    if met is policy.Met.ASKED:  # whoever is called sees the first call as well
        messages = [*first_words.before(step, messages[0]), *messages]
    case = _case_for(step, customer, case, move, messages)
    if case.state in HUMAN_STATES:  # reopened: people have it
        return
    if isinstance(move, policy.Both):
        closing.attach(step, case, messages, understood(step, move.first_understood))
        # What is said before a person is called for the other question arrives all the same.
        author = Author.SYSTEM if isinstance(move.then, policy.HandOff) else Author.BOT
        answer(step, customer, case, move.first.entry_id, move.first.confidence, author=author)
        step.record_all(case, [understood(step, move.then_understood)])
        if case.state in HUMAN_STATES:  # the first could not be answered after all; its card says both
            return
        make(step, customer, case, move.then, move.then_understood)
        return
    said = [] if understanding is None else [understood(step, understanding)]
    closing.attach(step, case, messages, *said)
    make(step, customer, case, move, understanding)


def make(
    step: Step, customer: Customer, case: Case, move: policy.Move, understanding: Understanding | None
) -> None:
    """Carry out a move in a case that line zero has."""
    match move:
        case policy.Answer(entry_id, confidence):
            answer(step, customer, case, entry_id, confidence)
        case policy.Clarify():
            _clarify(step, customer, case, move)
        case policy.HandOff(reason):
            if understanding is not None and understanding.language in NEIGHBOURS:
                step.say(
                    customer, step.texts(customer)("reads-two-languages"), case=case, author=Author.SYSTEM
                )
            ask_or_hand_off(step, customer, case, reason, understanding)
        case policy.CannotRead(kind):
            _cannot_read(step, customer, case, kind)
        case policy.SmallTalk():
            _small_talk(step, customer, case, move)


def answer(
    step: Step,
    customer: Customer,
    case: Case,
    entry_id: str,
    confidence: float,
    *,
    author: Author = Author.BOT,
) -> None:
    """Say what an entry says, with the ways to go on from there."""
    entry = step.services.knowledge.entry(entry_id)
    if entry is None or not is_for(entry, customer.segment):  # retired or restricted since it was understood
        ask_or_hand_off(step, customer, case, Reason.UNKNOWN, None)
        return
    try:
        _say(step, customer, case, entry, confidence, author=author)
    except UnknownVariableError as error:  # better a person than half a sentence
        _log.error("no value", action="kb_variable_unknown", variable=error.name, entry=entry.id)
        ask_or_hand_off(step, customer, case, Reason.FAILED, None)


def _say(
    step: Step, customer: Customer, case: Case, entry: Entry, confidence: float, *, author: Author
) -> None:
    if entry.guides:
        if not guides.go_on_with(step, customer, case, entry):
            guides.begin(step, customer, case, entry, confidence)
        return
    texts = step.texts(customer)
    html = wording(entry, texts, filler_for(step, customer, case))
    on = guides.continue_button(step, customer, case)
    closing.answered(step, case, entry, confidence)
    buttons = answer_buttons(
        entry,
        texts,
        helped=f"up:{case.id}:{case.version}",
        not_helped=f"down:{case.id}:{case.version}",
        human=f"human:{case.id}",
    )
    knowledge = step.services.knowledge
    send_answer(
        functools.partial(step.say, customer, case=case, author=author),
        html,
        [*on, *buttons],
        picture=knowledge.picture(entry),
        files=knowledge.files(entry),
    )


def send_answer(
    say: Callable[..., object], html: Html, keyboard: Keyboard, *, picture: str, files: Sequence[str]
) -> None:
    """Write an answer with its picture and files: a single file has the text under it where that fits, other
    files follow the text."""
    if len(files) == 1 and not picture and limits.length(html) <= limits.CAPTION:
        say(html, keyboard=keyboard, document=files[0])
        return
    say(html, keyboard=keyboard, picture=picture)
    for file in files:
        say("", document=file)


def answer_buttons(entry: Entry, texts: Texts, *, helped: str, not_helped: str, human: str) -> Keyboard:
    """The buttons below an answer, with what each says when it is pressed."""
    rows: Keyboard = []
    if entry.link:
        rows.append([{"text": texts.plain("answer-more"), "url": entry.link}])
    rows.append(
        [
            button(texts.plain("button-helped"), helped),
            button(texts.plain("button-not-helped"), not_helped),
        ]
    )
    rows.append([button(texts.plain("button-human"), human)])
    return rows


def _clarify(step: Step, customer: Customer, case: Case, move: policy.Clarify) -> None:
    knowledge, texts = step.services.knowledge, step.texts(customer)
    found = (knowledge.entry(entry_id) for entry_id in move.entry_ids)
    entries = [entry for entry in found if entry is not None and is_for(entry, customer.segment)]
    if not entries:  # retired or restricted since it was understood
        ask_or_hand_off(step, customer, case, Reason.UNKNOWN, None)
        return
    step.record(
        case,
        EventType.CLARIFIED,
        BOT,
        candidates=[entry.id for entry in entries],
        probability=round(move.probability, 4),
        model=knowledge.model_version,
    )
    rows = [
        [button(title_in(entry, customer.language), "pick", case.id, case.version, number)]
        for number, entry in enumerate(entries)
    ]
    rows.append([button(texts.plain("button-none"), "none", case.id, case.version)])
    rows.append([button(texts.plain("button-human"), "human", case.id)])
    step.say(customer, texts("clarify"), case=case, keyboard=rows)
    closing.close_when_idle(step, case)


def _cannot_read(step: Step, customer: Customer, case: Case, kind: str) -> None:
    texts = step.texts(customer)
    key = {
        "photo": "photo",
        "video": "video",
        "video_note": "video",
        "animation": "video",
        "voice": "voice",
        "audio": "audio",
        "location": "place",
        "venue": "place",
        "contact": "contact",
    }
    step.say(
        customer,
        texts(f"cannot-read-{key.get(kind, 'file')}"),
        case=case,
        keyboard=[[button(texts.plain("button-human"), "human", case.id)]],
    )
    closing.close_when_idle(step, case)


def _small_talk(step: Step, customer: Customer, case: Case | None, move: policy.SmallTalk) -> None:
    texts = step.texts(customer)
    key = {
        SignalKind.GREETING: "small-talk-greeting",
        SignalKind.THANKS: "small-talk-thanks",
        SignalKind.GOODBYE: "small-talk-goodbye",
        SignalKind.ACKNOWLEDGEMENT: "small-talk-agreed",
    }.get(move.kind, "small-talk")
    step.say(customer, texts(key), case=case)


def _case_for(
    step: Step, customer: Customer, case: Case | None, move: policy.Move, messages: list[Message]
) -> Case:
    """The case a question belongs to: the open one; a recently closed one when it needs people again; else
    a new one, linked to the last. What line zero can answer by itself is a new problem."""
    if case is not None:
        return case
    if isinstance(move, policy.HandOff | policy.CannotRead):
        recent = profile.case_to_reopen(step, customer)
        if recent is not None:
            closing.reopen(step, customer, recent, messages)
            return recent
    return profile.new_case(step, customer)


def understood(step: Step, understanding: Understanding) -> Event:
    """The event that says how a burst was understood."""
    shares = step.services.knowledge.shares(understanding)
    about = {
        "question": understanding.text,
        "about": policy.is_about_something(understanding),
        "decision": str(understanding.decision),
        "confidence": round(understanding.confidence, 4),
        "candidates": [[c.entry_id, round(c.score, 4)] for c in understanding.candidates],
        "topics": list(incidents.likely(shares)),
        "signals": [[str(s.kind), s.detail, list(s.words)] for s in understanding.signals],
        "language": understanding.language,
        "model": step.services.knowledge.model_version,
    }
    return Event(EventType.UNDERSTOOD, step.now, BOT, about)
