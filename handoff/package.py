"""The package: everything that is known of a case, in one value, so that nobody has to ask twice.

It is derived from the event log and the messages each time it is needed; nothing in it is written by hand,
and it only grows as the case moves on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import ledger
from handoff.case import Event, EventType
from store.schema import Case, Customer, Message, Note, Person


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer of line zero, and how the customer took it: `helped`, `rejected` or an empty text."""

    entry_id: str
    version: int
    confidence: float
    reaction: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the talk; `author` is customer, bot, agent or system, `kind` text, photo, voice…"""

    author: str
    name: str
    kind: str
    text: str
    at: datetime
    edited: bool


@dataclass(frozen=True, slots=True)
class InternalNote:
    """What an agent noted for colleagues; never shown to customers."""

    author: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Package:
    """All that travels with a case from line to line."""

    case_id: int
    state: str
    line: int
    customer: str
    username: str | None
    segment: str
    language: str
    earlier_cases: tuple[int, ...]
    question: str
    understood: tuple[tuple[str, float], ...]
    signals: tuple[tuple[str, str, tuple[str, ...]], ...]
    tried: tuple[Tried, ...]
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
    last_agent: str
    rating: int | None
    confirmed: bool | None
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
    """Put together the package of a case as of now."""
    customer = session.get_one(Customer, case.customer_id)
    log = ledger.events(session, case.id)
    names = _names(session)
    messages = session.scalars(select(Message).where(Message.case_id == case.id).order_by(Message.id)).all()
    earlier = session.scalars(
        select(Case.id).where(Case.customer_id == customer.id, Case.id < case.id).order_by(Case.id)
    )
    notes = session.scalars(select(Note).where(Note.case_id == case.id).order_by(Note.id))
    understood = _last((event for event in log if event.payload.get("about")), EventType.UNDERSTOOD)
    handed_off = _last(log, EventType.HANDED_OFF)
    return Package(
        case_id=case.id,
        state=case.state,
        line=case.line,
        customer=customer.name,
        username=customer.username,
        segment=customer.segment,
        language=customer.language,
        earlier_cases=tuple(earlier),
        question=_question(log, messages),
        understood=tuple((entry, score) for entry, score in understood.get("candidates", [])),
        signals=tuple(
            (kind, detail, tuple(words))
            for kind, detail, words in handed_off.get("signals")
            or _last(log, EventType.UNDERSTOOD).get("signals", [])
        ),
        tried=_tried(log),
        clarified=tuple(
            event.payload.get("entry", "")
            for event in log
            if event.type in (EventType.CANDIDATE_CHOSEN, EventType.NONE_CHOSEN)
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
        last_agent=names.get(case.last_agent_id or 0, ""),
        rating=case.rating,
        confirmed=case.confirmed,
        lines=tuple(
            Line(
                author=message.author_kind,
                name=names.get(message.author_id or 0, "") if message.author_kind == "agent" else "",
                kind=message.kind,
                text=message.text,
                at=message.created_at,
                edited=message.edited_at is not None,
            )
            for message in messages
        ),
        notes=tuple(
            InternalNote(names.get(note.author_id, ""), note.text, note.created_at) for note in notes
        ),
    )


def _names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name))}


def _last(log: Iterable[Event], kind: EventType) -> dict[str, Any]:
    payloads = [event.payload for event in log if event.type is kind]
    return payloads[-1] if payloads else {}


def _question(log: Iterable[Event], messages: Iterable[Message]) -> str:
    """The question in the customer's words: the last one that was about something, else the first line."""
    asked = [event.payload for event in log if event.type is EventType.UNDERSTOOD]
    meant = [payload for payload in asked if payload["about"]]
    if asked:
        return str((meant or asked)[-1]["question"])
    return next((message.text for message in messages if message.author_kind == "customer"), "")


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


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    return value
