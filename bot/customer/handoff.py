"""Handing a case to people: the details they will need, the notice, the topic."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.customer import burst, closing, profile
from bot.desk.clocks import promising
from bot.desk.incidents import detection, joining
from bot.desk.screen import topic
from bot.dialog import known
from bot.dialog.memory import Memory, remember
from bot.knowledge import in_language
from bot.step import Step, button
from bot.texts import Html
from handoff import ledger, queue
from handoff.case import BOT, EventType, Reason, State
from handoff.urgency import parse_segments, urgency
from intents.types import SignalKind, Understanding
from kb.entry import Entry
from kb.markup import escape
from store.origin import Origin
from store.schema import Case, Customer, Message

PATIENCE = timedelta(minutes=10)
"""How long a detail is waited for before people get the case without it."""
_AT_ONCE = frozenset({Reason.ASKED, Reason.DANGER, Reason.FAILED, Reason.UNREADABLE})
"""Reasons that must not be delayed by questions."""
_OF_ITSELF = frozenset(Reason) - {Reason.ASKED, Reason.DANGER, Reason.FAILED}
"""Reasons for which line zero calls people although nobody asked for them."""


def ask_or_hand_off(
    step: Step, customer: Customer, case: Case, reason: Reason, understanding: Understanding | None
) -> None:
    """Ask for the next detail that people will need and nobody knows yet; hand off when there is none."""
    if reason in _OF_ITSELF and profile.is_marked_spam(step, customer):
        _stay(step, customer, case)
        return
    memory = remember(ledger.events(step.session, case.id))
    entry, topic_id = _subject(step, memory, understanding)
    missing = _note_known(step, case, _missing_details(step, entry, topic_id, memory))
    if not missing or reason in _AT_ONCE:
        hand_off(step, customer, case, reason, understanding=understanding, topic_id=topic_id)
        return
    first = case.state == State.ANSWERING
    _ask(step, customer, case, detail=missing[0], reason=reason, understanding=understanding, first=first)


def _stay(step: Step, customer: Customer, case: Case) -> None:
    """Agents put this customer's last case away as spam: line zero calls nobody of itself. Whoever asks for a
    person gets one all the same."""
    texts = step.texts(customer)
    human = button(texts.plain("button-human"), "human", case.id)
    step.say(customer, texts("no-answer-ask-human"), case=case, keyboard=[[human]])
    closing.close_when_idle(step, case)


def _note_all_known(step: Step, case: Case) -> Memory:
    """Write down what the customer has given unasked, whatever the topic: nobody shall ask for it again.
    Returns what was remembered before."""
    memory = remember(ledger.events(step.session, case.id))
    asked_for = {one.key for one in step.services.knowledge.company.details} - {"screenshot"}
    wanted = (key for key in known.USUAL if key in asked_for and key not in memory.details)
    _note_known(step, case, tuple(wanted))
    return memory


def _note_known(step: Step, case: Case, missing: tuple[str, ...]) -> tuple[str, ...]:
    """Write down the missing details that the customer has given unasked; returns the rest."""
    if not missing:
        return ()
    said = step.session.scalars(
        select(Message)
        .where(Message.case_id == case.id, Message.author_kind == "customer")
        .order_by(Message.id)
    )
    found = known.found_in(
        (
            known.Said(one.id, one.kind, one.text, str((one.attachment or {}).get("phone", "")))
            for one in said
            if not Origin.of(one.origin).is_foreign
        ),
        missing,
    )
    for detail, (value, message_id) in found.items():
        step.record(case, EventType.DETAIL_GIVEN, BOT, detail=detail, value=value, message=message_id)
    return tuple(detail for detail in missing if detail not in found)


def _ask(
    step: Step,
    customer: Customer,
    case: Case,
    *,
    detail: str,
    reason: Reason,
    understanding: Understanding | None,
    first: bool,
) -> None:
    texts = step.texts(customer)
    wanted = step.services.knowledge.detail(detail)
    asked = in_language(wanted.questions, customer.language)
    question = Html(escape(asked)) if asked else texts("detail-other", detail=detail.replace("_", " "))
    step.record(
        case,
        EventType.DETAIL_ASKED,
        BOT,
        detail=detail,
        reason=str(reason),
        signals=_signals(understanding),
    )
    step.say(
        customer,
        Html(f"{texts('details-intro')}\n{question}") if first else question,
        case=case,
        keyboard=[
            [button(texts.plain("button-skip"), "skip", case.id, case.version)],
            [button(texts.plain("button-human"), "human", case.id)],
        ],
    )
    step.set_timer(case, "details", step.now + PATIENCE)


def hand_off(
    step: Step,
    customer: Customer,
    case: Case,
    reason: Reason,
    *,
    understanding: Understanding | None = None,
    topic_id: str = "",
) -> None:
    """Put the case into the queue: one notice to the customer, one topic for the agents."""
    memory = _note_all_known(step, case)
    topics = (topic_id,) if topic_id else memory.topics
    signals = _signals(understanding)
    worth = parse_segments(step.services.settings.segment_priority)
    urgent = urgency(reason, (str(kind) for kind, *_rest in signals), customer.segment, worth)
    incident = joining.expected(step, customer, topics, signals)
    promise: dict[str, object] = {}
    if incident is None:
        promise = promising.given(step, case, line=1, skill=topic_id, priority=urgent.priority)
    step.record(
        case,
        EventType.HANDED_OFF,
        BOT,
        reason=str(reason),
        topic=topic_id,
        likely=list(topics),
        priority=urgent.priority,
        urgency=list(urgent.because),
        segment=customer.segment,
        signals=signals,
        **promise,
    )
    burst.settle(step, customer)
    step.clear_timers(case, "details", "idle")
    if incident is None:
        _tell_customer(step, customer, case, reason)
    else:
        joining.join_at_once(step, customer, case, incident)
    topic.open_topic(step, case)
    if incident is None:
        detection.look(step, topics)
    for other in profile.others_with_people(step, customer, case):
        topic.refresh_card(step, other)


def _tell_customer(step: Step, customer: Customer, case: Case, reason: Reason) -> None:
    texts = step.texts(customer)
    ahead = queue.ahead_of(step.session, case)
    lines = [
        texts("handoff", reason=str(reason)),
        "",
        f"{texts('handoff-number', case=str(case.id))} {texts('handoff-place', ahead=ahead)}",
        promising.words(step, customer, case),
    ]
    step.notify(
        customer,
        "\n".join(lines),
        case,
        key=f"case:{case.id}:handoff:{case.epoch}:customer",
        keyboard=[[button(texts.plain("button-new-question"), "new")]],
    )


def reason_of_details(step: Step, case: Case) -> Reason:
    """Why the case was going to people when its details were asked."""
    reasons = [
        event.payload["reason"]
        for event in ledger.events(step.session, case.id)
        if event.type is EventType.DETAIL_ASKED
    ]
    return Reason(reasons[-1])


def _subject(step: Step, memory: Memory, understanding: Understanding | None) -> tuple[Entry | None, str]:
    """What the talk is about: the entry last shown, with its topic; else the topic that is more likely than
    all others together, where there is one."""
    knowledge = step.services.knowledge
    shown = knowledge.entry(memory.shown[-1]) if memory.shown else None
    if shown is not None:
        return shown, shown.topic
    shares = knowledge.shares(understanding) if understanding else {}
    topic, probability = max(shares.items(), key=lambda pair: pair[1], default=("", 0.0))
    return None, topic if probability > 0.5 else ""


def _missing_details(step: Step, entry: Entry | None, topic_id: str, memory: Memory) -> tuple[str, ...]:
    subject = step.services.knowledge.topic(topic_id)
    needed = dict.fromkeys((*(entry.details if entry else ()), *(subject.details if subject else ())))
    return tuple(key for key in needed if key not in memory.details and key not in memory.skipped)


def _signals(understanding: Understanding | None) -> list[list[object]]:
    if understanding is None:
        return []
    kept = [s for s in understanding.signals if s.kind is not SignalKind.PERSONAL_DATA]
    return [[str(signal.kind), signal.detail, list(signal.words)] for signal in kept]
