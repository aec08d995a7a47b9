"""What one case adds to the figures: its event log, walked once, gives facts.

A fact is one thing to count or one time to average, with the moment it belongs to. A figure of a period is
an aggregate of the facts whose moments lie in it, so every fact belongs to exactly one day, and a report of
a past period never changes. Each kind says when its fact arises; `docs/supervisors.md` has the formulas.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Kinds of facts. Where a value is a time, it is in seconds."""

    OPENED = "opened"
    ANSWERED = "answered"  # line zero gave an answer of the knowledge base
    CUSTOMER_WROTE = "customer_wrote"
    AGENT_WROTE = "agent_wrote"

    FIRST_REPLY_BOT = "first_reply_bot"  # value: the customer's first message → line zero's first word
    FIRST_REPLY_HUMAN = "first_reply_human"  # value: the customer's first message → a person's first word
    REPLY_AFTER_HANDOFF = "reply_after_handoff"  # value: line zero gave the case up → a person's word
    NEXT_REPLY = "next_reply"  # value: first unanswered message, after a person's word → the next word

    HANDED_OFF = "handed_off"  # line zero gave the case to people
    ESCALATED = "escalated"  # people gave the case to a higher line; its line is the one that gave it away
    SENT_DOWN = "sent_down"  # the case went down; its line is the one that gave it back
    ARRIVED = "arrived"  # the case came to this line from another one
    QUEUED = "queued"  # the case began to wait
    ACCEPTED = "accepted"  # value: in the queue before somebody took the case for the first time
    ACCEPTED_AGAIN = "accepted_again"  # value: the same for each later wait
    RETURNED = "returned"  # somebody had the case and it went back to the queue of the same line
    PING_PONG = "ping_pong"  # the second return of a case
    INCIDENT_JOINED = "incident_joined"  # the case became one of a mass incident, once for each
    TRANSFERRED = "transferred"  # whoever had it gave it to another person or skill of his line
    HANDLED = "handled"  # value: how long one person had the case, until he gave it away or solved it

    SELF_SERVED_CONFIRMED = "self_served_confirmed"  # closed by line zero, the customer says it helped
    SELF_SERVED_SILENT = "self_served_silent"  # the same, and the customer said nothing
    ABANDONED = "abandoned"  # closed by line zero without an answer that was not rejected
    CLOSED_CONFIRMED = "closed_confirmed"  # solved by people, the customer agrees
    CLOSED_UNCONFIRMED = "closed_unconfirmed"  # solved by people, the customer said nothing
    CLOSED_OTHERWISE = "closed_otherwise"  # spam, duplicates
    CLOSING_UNDONE = "closing_undone"  # a closing that was reopened later
    REOPENED = "reopened"

    SOLUTION = "solution"  # value: line zero's, queues' and people's time in a case people solved
    SOLUTION_BOT = "solution_bot"  # value: line zero's time in a case it solved
    CLOCK_ZERO = "clock_zero"  # value: line zero was at work
    CLOCK_QUEUE = "clock_queue"  # value: in the queue of this line
    CLOCK_OWNED = "clock_owned"  # value: somebody of this line had it
    CLOCK_CUSTOMER = "clock_customer"  # value: waited for the customer
    CLOCK_VENDOR = "clock_vendor"  # value: waited for a vendor
    CLOCK_CONFIRMATION = "clock_confirmation"  # value: solved, and the customer had not said so yet
    CLOCK_BLOCKED = "clock_blocked"  # value: the customer could not be reached
    CLOCK_CLOSED = "clock_closed"  # value: closed, before it was reopened

    FIRST_REPLY_KEPT = "first_reply_kept"
    FIRST_REPLY_BROKEN = "first_reply_broken"
    NEXT_REPLY_KEPT = "next_reply_kept"
    NEXT_REPLY_BROKEN = "next_reply_broken"
    SOLUTION_KEPT = "solution_kept"
    SOLUTION_BROKEN = "solution_broken"

    PROMISE_KEPT = "promise_kept"  # the first one that the customer was told
    PROMISE_BROKEN = "promise_broken"
    PROMISE_ERROR = "promise_error"  # value: person's word − promised moment; above zero is late
    PROMISE_CHANGED = "promise_changed"  # another time was told before anybody had answered
    LAST_PROMISE_KEPT = "last_promise_kept"  # the same for the last one told before the answer
    LAST_PROMISE_BROKEN = "last_promise_broken"
    LAST_PROMISE_ERROR = "last_promise_error"
    UNANSWERED_DAY = "unanswered_day"  # another whole day without a person's word

    RATED = "rated"  # value: 1–5, the last one of a case
    RATING_COMMENTED = "rating_commented"
    RECOMMENDED = "recommended"  # value: 0–10, would the customer recommend us
    ASKED_AGAIN = "asked_again"  # an agent asked for something that the package holds
    UNDELIVERED = "undelivered"
    BLOCKED = "blocked"


CLOSINGS = (
    Kind.SELF_SERVED_CONFIRMED,
    Kind.SELF_SERVED_SILENT,
    Kind.ABANDONED,
    Kind.CLOSED_CONFIRMED,
    Kind.CLOSED_UNCONFIRMED,
    Kind.CLOSED_OTHERWISE,
)
"""How a case can end; each closed case has one of these."""

SOLVED = (
    Kind.SELF_SERVED_CONFIRMED,
    Kind.SELF_SERVED_SILENT,
    Kind.CLOSED_CONFIRMED,
    Kind.CLOSED_UNCONFIRMED,
)
"""The ends that are a solution."""

WORK_CLOCKS = (Kind.CLOCK_ZERO, Kind.CLOCK_QUEUE, Kind.CLOCK_OWNED)
"""The clocks that make the time to solution; the other ones are kept apart."""

ALL_CLOCKS = frozenset(kind for kind in Kind if kind.startswith("clock_"))
"""A case has one fact for each clock and line."""


class Fact(NamedTuple):
    """One thing that happened, for the figures. `line` and `agent` are those who had the case then,
    `topic` is the last one known of the case."""

    kind: Kind
    at: datetime
    value: float = 1.0
    line: int = 0
    topic: str = ""
    agent: int | None = None
