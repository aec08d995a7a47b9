"""What to do with a call after an attempt. Pure: an outcome in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.telegram.outcomes import (
    Ambiguous,
    Blocked,
    Delivered,
    NotSent,
    Outcome,
    Rejected,
    RetryAt,
    Unchanged,
)
from store.outbox import Action


class State(StrEnum):
    """States of a row of the outbox.

    pending → sending → sent | failed | unknown | dropped, and back to pending to be tried again.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Decision:
    """The state to put the row into; `wait` in seconds is for rows that go back to pending."""

    state: State
    wait: float = 0.0
    reason: str | None = None


LONGEST_PAUSE = 300.0
LONGEST_PAUSE_OF_DESK = 60.0
MOST_ATTEMPTS = 295
"""Pauses of 1, 2, 4 … 300 s: together about 24 hours, after which Telegram would have forgotten too."""
MOST_AMBIGUOUS = 50
"""Each of these may have put a message before the customer, so there are fewer."""


def decide(
    action: Action,
    outcome: Outcome,
    *,
    attempts: int,
    ambiguous: int,
    to_desk: bool,
    dice: float,
    reconcile: float = 5.0,
) -> Decision:
    """`attempts` and `ambiguous` count this attempt too; `dice` in [0, 1) spreads the pauses.

    A broken agents' group (the bot thrown out, a right missing) is set right by people, so what goes there
    waits for them, however long it takes. `reconcile` is how long a new topic's own message may take to reach
    our inbox. Outcomes that change more than the row (a topic gone, a group migrated) are not decided here.
    """
    pause = min(2.0 ** min(attempts - 1, 12), LONGEST_PAUSE) * (0.75 + dice / 2)
    match outcome:
        case Delivered() | Unchanged():
            return Decision(State.SENT)
        case RetryAt(seconds=seconds):
            return Decision(State.PENDING, seconds + dice / 4, f"asked to wait {seconds:g} s")
        case NotSent(reason=reason):
            return _again(attempts, pause, reason)
        case Ambiguous(reason=reason):
            if action is Action.ANSWER_PRESS:
                return Decision(State.UNKNOWN, reason=reason)
            if ambiguous >= MOST_AMBIGUOUS:
                return Decision(State.UNKNOWN, reason=f"perhaps sent, given up: {reason}")
            if action is Action.CREATE_TOPIC:
                pause = max(pause, reconcile)
            return _again(attempts, pause, reason)
        case Blocked(reason=reason) | Rejected(reason=reason):
            if to_desk and (isinstance(outcome, Blocked) or action is Action.CREATE_TOPIC):
                return Decision(State.PENDING, min(pause, LONGEST_PAUSE_OF_DESK), reason)
            return Decision(State.FAILED, reason=reason)
    raise ValueError(f"no decision for {outcome}")


def _again(attempts: int, pause: float, reason: str) -> Decision:
    if attempts >= MOST_ATTEMPTS:
        return Decision(State.FAILED, reason=f"given up after {attempts} attempts: {reason}")
    return Decision(State.PENDING, pause, reason)
