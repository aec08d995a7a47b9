"""The package: everything that is known of a case, in one value, so that nobody has to ask twice.

It is derived from the event log and the messages each time it is needed; nothing in it is written by hand,
and it only grows as the case moves on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import ledger
from handoff.case import OPEN_STATES, Event, EventType, State
from handoff.consults import consults
from handoff.guides import walks
from handoff.lines import way
from store.origin import Origin, Source
from store.schema import Case, Customer, Message, Note, Person


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer of line zero, and how the customer took it: `helped`, `rejected` or an empty text."""

    entry_id: str
    version: int
    confidence: float
    reaction: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A step of a guide that the customer did: what it asked, and which button he pressed, in his words.
    `step` and `option` name both in the guide of that version."""

    entry_id: str
    version: int
    step: str
    option: int
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the talk; `author` is customer, bot, agent or system, `kind` text, photo, voice…"""

    author: str
    name: str
    kind: str
    text: str
    at: datetime
    edited: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class InternalNote:
    """What an agent noted for colleagues; never shown to customers."""

    author: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of the way among people: `kind` is the event, `by` and `to` are names, `words` the cause in
    the words of whoever moved the case. Line 4 is a vendor."""

    kind: str
    at: datetime
    by: str
    from_line: int
    to_line: int
    cause: str
    criticality: str
    to: str
    skill: str
    words: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A question to another line, with its answer, empty until there is one."""

    line: int
    question: str
    answer: str
    by: str


@dataclass(frozen=True, slots=True)
class Package:
    """All that travels with a case from line to line."""

    case_id: int
    state: str
    line: int
    customer: str
    username: str | None
    segment: str
    came_by: str
    unreachable: str
    language: str
    earlier_cases: tuple[int, ...]
    previous_case: int | None
    open_cases: tuple[int, ...]
    merged: tuple[int, ...]
    question: str
    question_from: Source | None
    understood: tuple[tuple[str, float], ...]
    signals: tuple[tuple[str, str, tuple[str, ...]], ...]
    tried: tuple[Tried, ...]
    checked: tuple[Checked, ...]
    clarified: tuple[str, ...]
    details: dict[str, str]
    skipped_details: tuple[str, ...]
    attachments: tuple[str, ...]
    reason: str
    topic: str
    priority: int
    promised_at: datetime | None
    queued_at: datetime | None
    agent: str
    incident: int | None
    last_agent: str
    rating: int | None
    confirmed: bool | None
    way: tuple[Leg, ...]
    advice: tuple[Advice, ...]
    lines: tuple[Line, ...]
    notes: tuple[InternalNote, ...]

    @property
    def suggested_entry(self) -> str | None:
        """The best entry that the customer has not rejected: a reply to begin with."""
        rejected = {tried.entry_id for tried in self.tried if tried.reaction == "rejected"}
        return next((entry for entry, _score in self.understood if entry not in rejected), None)

    def as_json(self) -> dict[str, Any]:
        """The package as JSON values, for files and other systems."""
        return {name: _json(value) for name, value in asdict(self).items()}


def build(session: Session, case: Case) -> Package:
    """The package of a case as of now. What was said and tried in its duplicates is part of it."""
    customer = session.get_one(Customer, case.customer_id)
    own = ledger.events(session, case.id)
    merged = _merged(session, own)
    log = [*(event for number in merged for event in ledger.events(session, number)), *own]
    names = _names(session)
    ids = (*merged, case.id)
    messages = session.scalars(select(Message).where(Message.case_id.in_(ids)).order_by(Message.id)).all()
    notes = session.scalars(select(Note).where(Note.case_id.in_(ids)).order_by(Note.id)).all()
    earlier, others = _other_cases(session, case)
    words = {note.id: note.text for note in notes}
    question = _question(own, messages)
    understood = _last((event for event in own if event.payload.get("about")), EventType.UNDERSTOOD)
    return Package(
        case_id=case.id,
        state=case.state,
        line=case.line,
        customer=customer.name,
        username=customer.username,
        segment=customer.segment,
        came_by=customer.came_by,
        unreachable=_unreachable(customer, log),
        language=_language(own) or customer.language,
        earlier_cases=earlier,
        previous_case=_previous(session, case),
        open_cases=others,
        merged=merged,
        question=question,
        question_from=_question_from(question, messages),
        understood=tuple((entry, score) for entry, score in understood.get("candidates", [])),
        signals=_signals(own),
        tried=_tried(log),
        checked=_checked(log),
        clarified=tuple(
            event.payload.get("entry", "")
            for event in own
            if event.type in (EventType.CANDIDATE_CHOSEN, EventType.NONE_CHOSEN)
            and "apart" not in event.payload
        ),
        details={e.payload["detail"]: e.payload["value"] for e in log if e.type is EventType.DETAIL_GIVEN},
        skipped_details=tuple(e.payload["detail"] for e in log if e.type is EventType.DETAIL_SKIPPED),
        attachments=tuple(
            message.kind for message in messages if message.attachment and message.author_kind == "customer"
        ),
        reason=case.reason,
        topic=case.topic,
        priority=case.priority,
        promised_at=case.promised_at,
        queued_at=case.queued_at,
        agent=names.get(case.owner_id or 0, ""),
        incident=case.incident_id,
        last_agent=names.get(case.last_agent_id or 0, ""),
        rating=case.rating,
        confirmed=case.confirmed,
        way=_way(own, names, words),
        advice=_advice(own, names, words),
        lines=tuple(_line(message, names) for message in messages),
        notes=tuple(
            InternalNote(names.get(note.author_id, ""), note.text, note.created_at) for note in notes
        ),
    )


def _merged(session: Session, log: Iterable[Event]) -> tuple[int, ...]:
    """The duplicates of a case, and theirs; one that was opened again is none any more."""
    found: set[int] = set()
    for event in log:
        if event.type is EventType.TOOK_IN:
            number = event.payload["case"]
            if session.get_one(Case, number).state == State.CLOSED:
                found |= {number, *_merged(session, ledger.events(session, number))}
    return tuple(sorted(found))


def _other_cases(session: Session, case: Case) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The customer's earlier cases, and those that are open beside this one."""
    rows = session.execute(
        select(Case.id, Case.state)
        .where(Case.customer_id == case.customer_id, Case.id != case.id)
        .order_by(Case.id)
    ).all()
    earlier = tuple(row.id for row in rows if row.id < case.id)
    return earlier, tuple(row.id for row in rows if row.state in OPEN_STATES)


def _previous(session: Session, case: Case) -> int | None:
    """The case before this one, where people had it: there may be the beginning of the story."""
    before = session.get(Case, case.previous_case_id) if case.previous_case_id else None
    return before.id if before is not None and before.line > 0 else None


def _way(log: Sequence[Event], names: dict[int, str], words: dict[int, str]) -> tuple[Leg, ...]:
    return tuple(
        Leg(
            kind=str(move.kind),
            at=move.at,
            by=names.get(move.by or 0, ""),
            from_line=move.from_line,
            to_line=move.to_line,
            cause=move.cause,
            criticality=move.criticality,
            to=names.get(move.to or 0, ""),
            skill=move.skill,
            words=words.get(move.note or 0, ""),
        )
        for move in way(log)
    )


def _advice(log: Sequence[Event], names: dict[int, str], words: dict[int, str]) -> tuple[Advice, ...]:
    return tuple(
        Advice(
            asked.line,
            words.get(asked.question or 0, ""),
            words.get(asked.answer or 0, ""),
            names.get(asked.answered_by or 0, ""),
        )
        for asked in consults(log)
        if asked.question
    )


def _line(message: Message, names: dict[int, str]) -> Line:
    return Line(
        author=message.author_kind,
        name=names.get(message.author_id or 0, "") if message.author_kind == "agent" else "",
        kind=message.kind,
        text=message.text,
        at=message.created_at,
        edited=message.edited_at is not None,
        origin=Origin.of(message.origin),
    )


def _signals(log: Sequence[Event]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    signals = _last(log, EventType.HANDED_OFF).get("signals") or _last(log, EventType.UNDERSTOOD).get(
        "signals", []
    )
    return tuple((kind, detail, tuple(words)) for kind, detail, words in signals)


def _unreachable(customer: Customer, log: Iterable[Event]) -> str:
    """`blocked` or `deleted` where nothing can be sent to the customer, else empty."""
    if customer.blocked_at is None:
        return ""
    return "deleted" if _last(log, EventType.CUSTOMER_BLOCKED).get("deleted") else "blocked"


def _names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name))}


def _language(own: Sequence[Event]) -> str:
    """The language of the last question that says one; empty where none does."""
    asked = (
        event.payload.get("language", "") for event in reversed(own) if event.type is EventType.UNDERSTOOD
    )
    return next(filter(None, asked), "")


def _last(log: Iterable[Event], kind: EventType) -> dict[str, Any]:
    payloads = [event.payload for event in log if event.type is kind]
    return payloads[-1] if payloads else {}


def _question(log: Iterable[Event], messages: Iterable[Message]) -> str:
    """The question in the customer's words: the last one that was about something, else the first line."""
    asked = [event.payload for event in log if event.type is EventType.UNDERSTOOD]
    meant = [payload for payload in asked if payload["about"]]
    said = [message for message in messages if message.author_kind == "customer" and message.text]
    if asked:
        own = [payload for payload in meant if _question_from(str(payload["question"]), said) is None]
        return str((own or meant or asked)[-1]["question"])
    words = (message.text for message in said if not Origin.of(message.origin).is_foreign)
    return next(words, said[0].text if said else "")


def _question_from(question: str, messages: Iterable[Message]) -> Source | None:
    """Whose words the question is, where it is only what the customer forwarded."""
    sources = {
        message.text: origin.forwarded if (origin := Origin.of(message.origin)).is_foreign else None
        for message in messages
        if message.author_kind == "customer" and message.text
    }
    lines = [text for text in sources if text in question]
    return sources[lines[0]] if lines and all(sources[text] for text in lines) else None


def _tried(log: Iterable[Event]) -> tuple[Tried, ...]:
    reactions: dict[str, str] = {}
    answers: dict[str, Tried] = {}
    for event in log:
        entry = event.payload.get("entry", "")
        if event.type is EventType.ANSWERED:
            answers[entry] = Tried(entry, event.payload["version"], event.payload["confidence"], "")
        elif event.type is EventType.HELPED:
            reactions[entry] = "helped"
        elif event.type is EventType.NOT_HELPED:
            reactions[entry] = "rejected"
    return tuple(
        Tried(tried.entry_id, tried.version, tried.confidence, reactions.get(entry, ""))
        for entry, tried in answers.items()
    )


def _checked(log: Iterable[Event]) -> tuple[Checked, ...]:
    return tuple(
        Checked(walk.entry_id, walk.version, one.step, one.option, one.question, one.choice)
        for walk in walks(log)
        for one in walk.done
    )


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    return value
