"""The life of a case: its states, its events, and the fold that makes one of the other.

A case is one problem of a customer, from the first message to closed. Nothing about it is stored that does
not follow from its events: `fold` over the log gives the row in the table `cases`, always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a case stands."""

    ANSWERING = "answering"  # line zero talks
    DETAILS = "details"  # line zero asks for what people will need
    QUEUED = "queued"  # waits for an agent
    REOPENED = "reopened"  # came back after it was called solved, and waits for an agent again
    OWNED = "owned"  # an agent has it, and it is his turn
    WAITING_CUSTOMER = "waiting_customer"  # an agent has it, and it is the customer's turn
    WAITING_VENDOR = "waiting_vendor"  # a vendor (line 4) works on it, or an incident has to end
    SOLVED = "solved"  # an agent says it is solved, the customer has not said so
    CLOSED = "closed"


BOT_STATES = frozenset({State.ANSWERING, State.DETAILS})
"""Here line zero talks."""

UNCLAIMED = frozenset({State.QUEUED, State.REOPENED})
"""Here the case waits in a queue and can be claimed."""

HELD = frozenset({State.OWNED, State.WAITING_CUSTOMER, State.WAITING_VENDOR})
"""Here an agent has the case."""

HUMAN_STATES = UNCLAIMED | HELD | {State.SOLVED}
"""Here people have the case, and line zero keeps silent."""

OPEN_STATES = frozenset(State) - {State.CLOSED}


class Reason(StrEnum):
    """Why line zero handed a case over."""

    ASKED = "asked"  # the customer wants a person
    DANGER = "danger"  # money is being lost, threat to health, legal threat…
    UNKNOWN = "unknown"  # no entry answers it
    UNCLEAR = "unclear"  # a clarification did not help
    REJECTED = "rejected"  # an answer was rejected and the next try missed too
    GUIDED = "guided"  # a step-by-step guide was walked, and it is not solved
    UNREADABLE = "unreadable"  # voice, pictures and the like that line zero cannot read
    FAILED = "failed"  # line zero itself broke down or stayed silent


class EventType(StrEnum):
    """What can happen in a case. The first groups move its state, the last ones only tell the story."""

    OPENED = "opened"
    DETAIL_ASKED = "detail_asked"
    HANDED_OFF = "handed_off"
    CLAIMED = "claimed"
    TRANSFERRED = "transferred"  # to another agent, who has it at once
    ROUTED = "routed"  # to the queue of another skill on the same line
    ESCALATED = "escalated"  # to the queue of a higher line, with reason and criticality
    SENT_BACK = "sent_back"  # «не наша линия»: to the queue of a lower line
    DETAIL_REQUESTED = "detail_requested"  # an agent had line zero ask for a detail
    CUSTOMER_AWAITED = "customer_awaited"
    VENDOR_AWAITED = "vendor_awaited"
    WORK_RESUMED = "work_resumed"  # the customer or the vendor has answered
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
    MERGED = "merged"  # a duplicate of another case of the same customer
    TOOK_IN = "took_in"  # the other side of it: this case goes on for a duplicate, too
    MARKED_SPAM = "marked_spam"
    INCIDENT_JOINED = "incident_joined"  # one of many with the same fault: it waits for the repair
    INCIDENT_LEFT = "incident_left"  # «у меня другое»: back to its place in the queue
    RATED = "rated"
    PROMISED = "promised"  # a new answer time was told
    PRIORITY_SET = "priority_set"
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
    OFFERED = "offered"  # to an agent, who may take it or not
    OFFER_DECLINED = "offer_declined"
    OFFER_EXPIRED = "offer_expired"
    CONSULTED = "consulted"  # another line was asked for advice; the owner stays
    CONSULT_ANSWERED = "consult_answered"
    GUIDE_STEP = "guide_step"  # a step of a step-by-step guide was done
    DEADLINE_NEAR = "deadline_near"  # somebody was warned before a breach
    DEADLINE_MISSED = "deadline_missed"
    RATING_COMMENTED = "rating_commented"
    RECOMMENDATION_ASKED = "recommendation_asked"
    RECOMMENDED = "recommended"  # 0–10, would the customer recommend us
    CUSTOMER_BLOCKED = "customer_blocked"
    CUSTOMER_RETURNED = "customer_returned"
    UNDELIVERED = "undelivered"


TRANSITIONS: dict[EventType, tuple[frozenset[State], State | None]] = {
    EventType.DETAIL_ASKED: (BOT_STATES, State.DETAILS),
    EventType.ANSWERED: (BOT_STATES, State.ANSWERING),
    EventType.CLARIFIED: (BOT_STATES, State.ANSWERING),
    EventType.SELF_SERVED: (BOT_STATES, State.CLOSED),
    EventType.HANDED_OFF: (BOT_STATES, State.QUEUED),
    EventType.CLAIMED: (UNCLAIMED, State.OWNED),
    EventType.TRANSFERRED: (UNCLAIMED | HELD, State.OWNED),
    EventType.ROUTED: (UNCLAIMED | HELD, State.QUEUED),
    EventType.ESCALATED: (UNCLAIMED | HELD, State.QUEUED),
    EventType.SENT_BACK: (UNCLAIMED | HELD, State.QUEUED),
    EventType.RELEASED: (HELD, State.QUEUED),
    EventType.LEASE_EXPIRED: (HELD, State.QUEUED),
    EventType.LEASE_EXTENDED: (HELD, None),
    EventType.DETAIL_REQUESTED: (HELD, State.WAITING_CUSTOMER),
    EventType.CUSTOMER_AWAITED: (HELD, State.WAITING_CUSTOMER),
    EventType.VENDOR_AWAITED: (HELD, State.WAITING_VENDOR),
    EventType.WORK_RESUMED: (HELD, State.OWNED),
    EventType.INCIDENT_JOINED: (UNCLAIMED | HELD, State.WAITING_VENDOR),
    EventType.INCIDENT_LEFT: (frozenset({State.WAITING_VENDOR}), State.QUEUED),
    EventType.SOLVED: (HELD, State.SOLVED),
    EventType.CONFIRMED: (frozenset({State.SOLVED, State.WAITING_CUSTOMER}), State.CLOSED),
    EventType.UNCONFIRMED: (frozenset({State.SOLVED, State.WAITING_CUSTOMER}), State.CLOSED),
    EventType.REJECTED: (frozenset({State.SOLVED}), State.REOPENED),
    EventType.REOPENED: (frozenset({State.CLOSED}), State.REOPENED),
    EventType.RESUMED: (frozenset({State.CLOSED}), State.ANSWERING),
    EventType.MERGED: (OPEN_STATES, State.CLOSED),
    EventType.MARKED_SPAM: (HUMAN_STATES, State.CLOSED),
    EventType.RATED: (frozenset({State.CLOSED}), None),
    EventType.PROMISED: (HUMAN_STATES, None),
    EventType.PRIORITY_SET: (OPEN_STATES, None),
}
"""The whole life of a case: which event may happen in which states, and where it leads (None: it stays).
Events that are not named here may happen at any time and move nothing."""

HEAD_OF_QUEUE = 100
"""Priority of a case that comes back: before all that wait for the first time, danger excepted."""


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
    skill: str = ""
    criticality: str = ""
    language: str = "ru"
    reason: str = ""
    priority: int = 0
    promised_at: datetime | None = None
    incident_id: int | None = None
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
    return replace(case, state=target or case.state, **_changes(case, event))


def _changes(case: CaseState, event: Event) -> dict[str, Any]:
    """What an event changes beside the state."""
    change = _CHANGES.get(event.type)
    return change(case, event) if change else {}


def _handed_off(case: CaseState, event: Event) -> dict[str, Any]:
    payload = event.payload
    return {
        **_back_to_queue(case, event),
        "line": 1,
        "reason": payload["reason"],
        "topic": payload.get("topic", ""),
        "skill": payload.get("skill", payload.get("topic", "")),
        "priority": payload.get("priority", 0),
    }


def _claimed(case: CaseState, event: Event) -> dict[str, Any]:
    return _owned_by(case, event, event.actor.id)


def _transferred(case: CaseState, event: Event) -> dict[str, Any]:
    return _owned_by(case, event, event.payload["to"])


def _routed(case: CaseState, event: Event) -> dict[str, Any]:
    waits = case.state in UNCLAIMED  # whoever waits already keeps his place
    return {
        **_back_to_queue(case, event),
        "skill": event.payload["skill"],
        "queued_at": case.queued_at if waits else event.at,
    }


def _line_changed(case: CaseState, event: Event) -> dict[str, Any]:
    return {
        **_back_to_queue(case, event),
        "line": event.payload["line"],
        "criticality": event.payload.get("criticality", case.criticality),
        "priority": event.payload.get("priority", case.priority),
    }


def _given_back(case: CaseState, event: Event) -> dict[str, Any]:
    return {**_back_to_queue(case, event), "priority": max(case.priority, HEAD_OF_QUEUE)}


def _came_back(case: CaseState, event: Event) -> dict[str, Any]:
    return {
        **_given_back(case, event),
        "line": max(case.line, 1),
        "solved_at": None,
        "closed_at": None,
        "confirmed": None,
    }


def _waits_elsewhere(_case: CaseState, _event: Event) -> dict[str, Any]:
    """It is not the owner's turn, so that his silence says nothing: no lease runs."""
    return {"lease_until": None}


def _resumed(case: CaseState, event: Event) -> dict[str, Any]:
    return {"lease_until": _moment(event.payload.get("lease_until")), "incident_id": None}


def _joined(case: CaseState, event: Event) -> dict[str, Any]:
    """Nobody's own case while the incident lasts; whoever had it before is still known."""
    incident: int = event.payload["incident"]
    return {**_back_to_queue(case, event), "queued_at": case.queued_at, "incident_id": incident}


def _left(case: CaseState, event: Event) -> dict[str, Any]:
    return {
        **_back_to_queue(case, event),
        "queued_at": case.queued_at or event.at,
        "priority": max(case.priority, event.payload.get("priority", 0)),
    }


def _closed(case: CaseState, event: Event) -> dict[str, Any]:
    return {
        "closed_at": event.at,
        "lease_until": None,
        "promised_at": None,
        "confirmed": event.payload.get("confirmed", event.type is EventType.CONFIRMED),
    }


def _put_away(case: CaseState, event: Event) -> dict[str, Any]:
    """Closed without a solution: a duplicate, spam."""
    return {**_closed(case, event), "confirmed": None}


_CHANGES: dict[EventType, Callable[[CaseState, Event], dict[str, Any]]] = {
    EventType.HANDED_OFF: _handed_off,
    EventType.CLAIMED: _claimed,
    EventType.TRANSFERRED: _transferred,
    EventType.ROUTED: _routed,
    EventType.ESCALATED: _line_changed,
    EventType.SENT_BACK: _line_changed,
    EventType.DETAIL_REQUESTED: _waits_elsewhere,
    EventType.CUSTOMER_AWAITED: _waits_elsewhere,
    EventType.VENDOR_AWAITED: _waits_elsewhere,
    EventType.WORK_RESUMED: _resumed,
    EventType.INCIDENT_JOINED: _joined,
    EventType.INCIDENT_LEFT: _left,
    EventType.RELEASED: _given_back,
    EventType.LEASE_EXPIRED: _given_back,
    EventType.LEASE_EXTENDED: lambda _case, event: {"lease_until": _moment(event.payload["lease_until"])},
    EventType.SOLVED: lambda _case, event: {"solved_at": event.at, "lease_until": None},
    EventType.CONFIRMED: _closed,
    EventType.UNCONFIRMED: _closed,
    EventType.SELF_SERVED: _closed,
    EventType.REJECTED: _came_back,
    EventType.REOPENED: _came_back,
    EventType.RESUMED: lambda _case, _event: {"closed_at": None, "confirmed": None},
    EventType.MERGED: _put_away,
    EventType.MARKED_SPAM: _put_away,
    EventType.RATED: lambda _case, event: {"rating": event.payload["rating"]},
    EventType.PROMISED: lambda _case, event: {"promised_at": _moment(event.payload["promised_at"])},
    EventType.PRIORITY_SET: lambda _case, event: {"priority": event.payload["priority"]},
}
"""What an event changes in the row beside the state."""


def _owned_by(case: CaseState, event: Event, person_id: int | None) -> dict[str, Any]:
    return {
        "owner_kind": "agent",
        "owner_id": person_id,
        "last_agent_id": person_id,
        "epoch": case.epoch + 1,
        "lease_until": _moment(event.payload["lease_until"]),
        "incident_id": None,
    }


def _back_to_queue(case: CaseState, event: Event) -> dict[str, Any]:
    return {
        "owner_kind": "nobody",
        "owner_id": None,
        "epoch": case.epoch + 1,
        "lease_until": None,
        "queued_at": event.at,
        "promised_at": _moment(event.payload.get("promised_at")),
        "incident_id": None,
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
