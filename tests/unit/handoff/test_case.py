"""The life of a case as a fold over its events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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
from handoff.promise import Hours, promised_moment

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


MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("local", "is_open", "opens"),
    [
        ((20, 8, 59), False, (20, 9)),
        ((20, 9, 0), True, None),
        ((20, 20, 59), True, None),
        ((20, 21, 0), False, (21, 9)),
    ],
)
def test_hours(local: tuple[int, int, int], is_open: bool, opens: tuple[int, int] | None) -> None:
    hours = Hours.parse("09:00-21:00", "Europe/Moscow")
    now = datetime(2026, 11, *local, tzinfo=MOSCOW)
    assert hours.are_open(now) is is_open
    expected = datetime(2026, 11, *opens, tzinfo=MOSCOW) if opens else now
    assert hours.next_opening(now) == expected


def test_a_night_shift_spans_midnight() -> None:
    hours = Hours.parse("22:00-06:00", "Europe/Moscow")
    assert hours.are_open(datetime(2026, 11, 20, 23, tzinfo=MOSCOW))
    assert not hours.are_open(datetime(2026, 11, 20, 12, tzinfo=MOSCOW))


def test_hours_that_cannot_be_read_say_what_is_expected() -> None:
    with pytest.raises(ValueError, match="09:00-21:00 or 24/7"):
        Hours.parse("с девяти", "Europe/Moscow")


def test_a_promise_is_what_four_of_five_recent_waits_kept() -> None:
    hours = Hours.parse("24/7", "Europe/Moscow")
    waits = [timedelta(minutes=minutes) for minutes in range(1, 11)]
    default = timedelta(minutes=15)
    assert promised_moment(NOW, hours, waits, default) == NOW + timedelta(minutes=9)
    assert promised_moment(NOW, hours, waits[:9], default) == NOW + default
