"""The life of a case: its states, its events, and the fold that makes one of the other.

A case is one problem of a customer, from the first message to closed. Nothing about it is stored that does
not follow from its events: `fold` over the log gives the row in the table `cases`, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a case stands."""

    ANSWERING = "answering"  # line zero talks
    DETAILS = "details"  # line zero asks for what people will need
    QUEUED = "queued"  # waits for an agent
    OWNED = "owned"  # an agent has it
    SOLVED = "solved"  # an agent says it is solved, the customer has not said so
    CLOSED = "closed"


HUMAN_STATES = frozenset({State.QUEUED, State.OWNED, State.SOLVED})
"""Here people have the case, and line zero keeps silent."""

OPEN_STATES = frozenset(State) - {State.CLOSED}


class Reason(StrEnum):
    """Why line zero handed a case over."""

    ASKED = "asked"  # the customer wants a person
    DANGER = "danger"  # money is being lost, threat to health, legal threat…
    UNKNOWN = "unknown"  # no entry answers it
    UNCLEAR = "unclear"  # a clarification did not help
    REJECTED = "rejected"  # an answer was rejected and the next try missed too
    UNREADABLE = "unreadable"  # voice, pictures and the like that line zero cannot read
    FAILED = "failed"  # line zero itself broke down or stayed silent


class EventType(StrEnum):
    """What can happen in a case. The first groups move its state, the last ones only tell the story."""

    OPENED = "opened"
    DETAIL_ASKED = "detail_asked"
    HANDED_OFF = "handed_off"
    CLAIMED = "claimed"
    RELEASED = "released"
    LEASE_EXPIRED = "lease_expired"
    LEASE_EXTENDED = "lease_extended"
    SOLVED = "solved"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    REJECTED = "rejected"
    SELF_SERVED = "self_served"
    REOPENED = "reopened"
    RESUMED = "resumed"
    RATED = "rated"
    ANSWERED = "answered"
    CLARIFIED = "clarified"

    CUSTOMER_WROTE = "customer_wrote"
    CUSTOMER_EDITED = "customer_edited"
    UNDERSTOOD = "understood"
    CANDIDATE_CHOSEN = "candidate_chosen"
    NONE_CHOSEN = "none_chosen"
    HELPED = "helped"
    NOT_HELPED = "not_helped"
    DETAIL_GIVEN = "detail_given"
    DETAIL_SKIPPED = "detail_skipped"
    AGENT_WROTE = "agent_wrote"
    AGENT_EDITED = "agent_edited"
    NOTED = "noted"
    ASKED_AGAIN = "asked_again"  # an agent asked for something that the package holds
    CUSTOMER_BLOCKED = "customer_blocked"
    CUSTOMER_RETURNED = "customer_returned"
    UNDELIVERED = "undelivered"


TRANSITIONS: dict[EventType, tuple[frozenset[State], State]] = {
    EventType.DETAIL_ASKED: (frozenset({State.ANSWERING, State.DETAILS}), State.DETAILS),
    EventType.HANDED_OFF: (frozenset({State.ANSWERING, State.DETAILS}), State.QUEUED),
    EventType.CLAIMED: (frozenset({State.QUEUED}), State.OWNED),
    EventType.RELEASED: (frozenset({State.OWNED}), State.QUEUED),
    EventType.LEASE_EXPIRED: (frozenset({State.OWNED}), State.QUEUED),
    EventType.LEASE_EXTENDED: (frozenset({State.OWNED}), State.OWNED),
    EventType.SOLVED: (frozenset({State.OWNED}), State.SOLVED),
    EventType.CONFIRMED: (frozenset({State.SOLVED}), State.CLOSED),
    EventType.UNCONFIRMED: (frozenset({State.SOLVED}), State.CLOSED),
    EventType.REJECTED: (frozenset({State.SOLVED}), State.QUEUED),
    EventType.SELF_SERVED: (frozenset({State.ANSWERING, State.DETAILS}), State.CLOSED),
    EventType.REOPENED: (frozenset({State.CLOSED}), State.QUEUED),
    EventType.RESUMED: (frozenset({State.CLOSED}), State.ANSWERING),
    EventType.RATED: (frozenset({State.CLOSED}), State.CLOSED),
    EventType.ANSWERED: (frozenset({State.ANSWERING, State.DETAILS}), State.ANSWERING),
    EventType.CLARIFIED: (frozenset({State.ANSWERING, State.DETAILS}), State.ANSWERING),
}
"""The whole life of a case: which event may happen in which states, and where it leads.
Events that are not named here may happen at any time and move nothing."""

HEAD_OF_QUEUE = 100
"""Priority of a case that comes back: before all that wait for the first time."""


class NotPossibleError(Exception):
    """An event does not fit the state of its case. Its text names both."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: `customer`, `bot`, `agent` (with the id of a person) or `clock`."""

    kind: str
    id: int | None = None


CUSTOMER = Actor("customer")
BOT = Actor("bot")
CLOCK = Actor("clock")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, at a moment in UTC. `payload` is JSON."""

    type: EventType
    at: datetime
    actor: Actor
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseState:
    """All that a case's events say about where it stands. The fields are those of the table `cases`."""

    state: State
    opened_at: datetime
    version: int = 1
    line: int = 0
    owner_kind: str = "bot"
    owner_id: int | None = None
    last_agent_id: int | None = None
    epoch: int = 0
    lease_until: datetime | None = None
    topic: str = ""
    language: str = "ru"
    reason: str = ""
    priority: int = 0
    promised_at: datetime | None = None
    queued_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    confirmed: bool | None = None
    rating: int | None = None


def fold(events: Iterable[Event]) -> CaseState:
    """The state that a case's events lead to, in their order. The first must be `opened`."""
    log = iter(events)
    state = opened(next(log))
    for event in log:
        state = apply(state, event)
    return state


def opened(event: Event) -> CaseState:
    """The state of a case whose only event says that it was opened."""
    if event.type is not EventType.OPENED:
        raise NotPossibleError(f"a case begins with “opened”, not with “{event.type}”")
    return CaseState(state=State.ANSWERING, opened_at=event.at, language=event.payload.get("language", "ru"))


def apply(case: CaseState, event: Event) -> CaseState:
    """The state after one more event.

    Raises NotPossibleError when the table above does not allow it.
    """
    case = replace(case, version=case.version + 1)
    rule = TRANSITIONS.get(event.type)
    if rule is None:
        return case
    allowed, target = rule
    if case.state not in allowed:
        raise NotPossibleError(f"“{event.type}” does not fit a case that is {case.state}")
    return replace(case, state=target, **_changes(case, event))


def _changes(case: CaseState, event: Event) -> dict[str, Any]:
    """What an event changes beside the state."""
    payload = event.payload
    match event.type:
        case EventType.HANDED_OFF:
            return {
                **_back_to_queue(case, event),
                "line": 1,
                "reason": payload["reason"],
                "topic": payload.get("topic", ""),
                "priority": payload.get("priority", 0),
            }
        case EventType.CLAIMED:
            return {
                "owner_kind": "agent",
                "owner_id": event.actor.id,
                "last_agent_id": event.actor.id,
                "epoch": case.epoch + 1,
                "lease_until": _moment(payload["lease_until"]),
            }
        case EventType.LEASE_EXTENDED:
            return {"lease_until": _moment(payload["lease_until"])}
        case EventType.RELEASED | EventType.LEASE_EXPIRED:
            return {**_back_to_queue(case, event), "priority": HEAD_OF_QUEUE}
        case EventType.REJECTED | EventType.REOPENED:
            return {
                **_back_to_queue(case, event),
                "line": max(case.line, 1),
                "priority": HEAD_OF_QUEUE,
                "solved_at": None,
                "closed_at": None,
                "confirmed": None,
            }
        case EventType.SOLVED:
            return {"solved_at": event.at, "lease_until": None}
        case EventType.CONFIRMED | EventType.UNCONFIRMED | EventType.SELF_SERVED:
            return {
                "closed_at": event.at,
                "lease_until": None,
                "promised_at": None,
                "confirmed": payload.get("confirmed", event.type is EventType.CONFIRMED),
            }
        case EventType.RESUMED:
            return {"closed_at": None, "confirmed": None}
        case EventType.RATED:
            return {"rating": payload["rating"]}
        case _:
            return {}


def _back_to_queue(case: CaseState, event: Event) -> dict[str, Any]:
    return {
        "owner_kind": "nobody",
        "owner_id": None,
        "epoch": case.epoch + 1,
        "lease_until": None,
        "queued_at": event.at,
        "promised_at": _moment(event.payload.get("promised_at")),
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
