"""Whose time it is: which clock runs in a case at a moment."""

from __future__ import annotations

from handoff.case import BOT_STATES, EventType, State
from handoff.metrics.facts import Kind

LINE_ZERO = BOT_STATES

CUSTOMERS_TURN = frozenset({EventType.ANSWERED, EventType.CLARIFIED, EventType.DETAIL_ASKED})
"""After these line zero waits for the customer."""

BOTS_TURN = frozenset(
    {
        EventType.CUSTOMER_WROTE,
        EventType.CUSTOMER_EDITED,
        EventType.CANDIDATE_CHOSEN,
        EventType.NONE_CHOSEN,
        EventType.NOT_HELPED,
        EventType.DETAIL_GIVEN,
        EventType.DETAIL_SKIPPED,
    }
)
"""After these the customer waits for line zero."""

PEOPLES_TURN = frozenset({Kind.CLOCK_QUEUE, Kind.CLOCK_OWNED})
"""While these clocks run, the clocks of the service level run."""

_OF_STATE = {
    State.QUEUED: Kind.CLOCK_QUEUE,
    State.REOPENED: Kind.CLOCK_QUEUE,
    State.OWNED: Kind.CLOCK_OWNED,
    State.WAITING_CUSTOMER: Kind.CLOCK_CUSTOMER,
    State.WAITING_VENDOR: Kind.CLOCK_VENDOR,
    State.SOLVED: Kind.CLOCK_CONFIRMATION,
    State.CLOSED: Kind.CLOCK_CLOSED,
}


def running(state: State, *, blocked: bool, bots_turn: bool, ended_by_bot: bool) -> Kind:
    """The clock that ran in a state until something ended it.

    Line zero was at work only where it ended the wait itself: it needs seconds, so a silence that the
    customer or a timer ended was the customer's. A customer who cannot be reached stops every clock.
    """
    if state is State.CLOSED:
        return Kind.CLOCK_CLOSED
    if blocked:
        return Kind.CLOCK_BLOCKED
    if state in LINE_ZERO:
        return Kind.CLOCK_ZERO if bots_turn and ended_by_bot else Kind.CLOCK_CUSTOMER
    return _OF_STATE[state]
