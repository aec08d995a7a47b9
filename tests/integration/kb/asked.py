"""Writes into the event log what customers asked and what came of it, the way the bot does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handoff import ledger
from handoff.case import BOT, CUSTOMER, Actor, Event, EventType
from store.schema import Case, Customer, Message, Person

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Asked:
    """One case; each method adds what happens next. `at` is the moment of the next event."""

    def __init__(self, session: Session, text: str, *, at: datetime = NOON, language: str = "ru") -> None:
        self.session, self.at = session, at
        self.language = language
        number = len(session.query(Customer).all()) + 1
        customer = Customer(external_id=number, name="Мария", language=language, created_at=at)
        session.add(customer)
        session.flush()
        self.case: Case = ledger.open_case(session, customer.id, language=language, now=at)
        self.question(text)

    def record(self, event: EventType, actor: Actor = BOT, **payload: Any) -> Asked:
        ledger.record(self.session, self.case, Event(event, self.at, actor, payload))
        return self

    def later(self, minutes: float) -> Asked:
        self.at += timedelta(minutes=minutes)
        return self

    def question(
        self,
        text: str,
        *,
        about: bool = True,
        decision: str = "handoff",
        confidence: float = 0.2,
        candidates: Sequence[tuple[str, float]] = (),
    ) -> Asked:
        return self.record(
            EventType.UNDERSTOOD, question=text, about=about, decision=decision, confidence=confidence,
            candidates=[list(one) for one in candidates], signals=[], language=self.language, model="m",
        )  # fmt: skip

    def answered(self, entry: str, confidence: float = 0.9) -> Asked:
        return self.record(EventType.ANSWERED, entry=entry, version=1, model="m", confidence=confidence)

    def helped(self, entry: str) -> Asked:
        self.record(EventType.HELPED, CUSTOMER, entry=entry, answer=1)
        return self.record(EventType.SELF_SERVED, CUSTOMER, confirmed=True)

    def rejected(self, entry: str) -> Asked:
        return self.record(EventType.NOT_HELPED, CUSTOMER, entry=entry, answer=1)

    def handed_off(self, reason: str = "unknown") -> Asked:
        return self.record(EventType.HANDED_OFF, reason=reason, topic="", promised_at=self.at.isoformat())

    def solved_by(self, agent: Person, reply: str, minutes: float, rating: int | None = None) -> Asked:
        """Claimed now, answered with `reply`, solved after `minutes`, confirmed and rated."""
        who = Actor("agent", agent.id)
        self.record(EventType.CLAIMED, who, lease_until=(self.at + timedelta(hours=1)).isoformat())
        message = Message(
            customer_id=self.case.customer_id, case_id=self.case.id, author_kind="agent",
            author_id=agent.id, text=reply, created_at=self.at,
        )  # fmt: skip
        self.session.add(message)
        self.session.flush()
        self.record(EventType.AGENT_WROTE, who, message=message.id, kind="text")
        self.later(minutes).record(EventType.SOLVED, who).record(EventType.CONFIRMED, CUSTOMER)
        if rating is not None:
            self.record(EventType.RATED, CUSTOMER, rating=rating)
        return self


def agent(session: Session, name: str = "Ирина") -> Person:
    """Somebody who answers."""
    person = Person(external_id=900_000 + len(name), name=name, roles=["agent"], created_at=NOON)
    session.add(person)
    session.flush()
    return person
