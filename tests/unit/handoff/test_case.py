"""The life of a case as a fold over its events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handoff.case import (
    CUSTOMER,
    HEAD_OF_QUEUE,
    TRANSITIONS,
    Actor,
    Event,
    EventType,
    NotPossibleError,
    State,
    fold,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
IRINA = Actor("agent", 7)


def event(kind: EventType, actor: Actor = CUSTOMER, **payload: object) -> Event:
    return Event(kind, NOW, actor, payload)


OPENED = event(EventType.OPENED, language="ru")
HANDED_OFF = event(EventType.HANDED_OFF, reason="asked", promised_at=NOW.isoformat())
CLAIMED = event(EventType.CLAIMED, IRINA, lease_until=(NOW + timedelta(minutes=30)).isoformat())


def test_each_change_of_owner_raises_the_epoch() -> None:
    released = event(EventType.RELEASED, IRINA)
    epochs = [fold([OPENED, HANDED_OFF, CLAIMED, released][:count]).epoch for count in range(1, 5)]
    assert epochs == [0, 1, 2, 3]


def test_a_claimed_case_cannot_be_claimed_again() -> None:
    with pytest.raises(NotPossibleError, match=r"claimed.*owned"):
        fold([OPENED, HANDED_OFF, CLAIMED, CLAIMED])


def test_a_case_that_was_not_solved_returns_to_the_head_of_the_queue() -> None:
    case = fold([OPENED, HANDED_OFF, CLAIMED, event(EventType.SOLVED, IRINA), event(EventType.REJECTED)])
    assert (case.state, case.priority, case.last_agent_id) == (State.REOPENED, HEAD_OF_QUEUE, 7)
    assert case.owner_id is None


def test_a_case_must_begin_with_its_opening() -> None:
    with pytest.raises(NotPossibleError):
        fold([HANDED_OFF])


def test_every_event_that_moves_a_case_is_allowed_from_somewhere() -> None:
    assert all(allowed for allowed, _target in TRANSITIONS.values())
