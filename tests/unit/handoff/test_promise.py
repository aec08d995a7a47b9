"""How long a customer is told to wait: from waits of his queue at this hour, or the next wider group."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handoff.calendar import ALWAYS, Calendar
from handoff.promise import Basis, Estimate, Wait, estimate, promised_moment

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DEFAULT = timedelta(minutes=15)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def waits(numbers: range, *, skill: str = "billing", hour: int = 12, answered: bool = True) -> list[Wait]:
    """One wait for each number of minutes, answered yesterday."""
    moment = NOW - timedelta(days=1) if answered else None
    return [Wait(skill, hour, minutes(number), moment) for number in numbers]


def guess(found: list[Wait], **more: object) -> Estimate:
    return estimate(found, NOW, ALWAYS, **{"skill": "billing", "default": DEFAULT} | more)  # type: ignore[arg-type]


def test_four_of_five_waits_of_this_queue_at_this_hour_were_not_longer() -> None:
    """Ten waits of 1…10 min: the eighth, 8 min, is not exceeded by eight of ten."""
    others = waits(range(50, 90), skill="technical") + waits(range(30, 40), hour=20)
    assert guess(waits(range(1, 11)) + others) == Estimate(minutes(8), Basis.QUEUE_HOUR, 10)


@pytest.mark.parametrize(
    ("found", "basis", "wait"),
    [
        (waits(range(1, 10)), Basis.DEFAULT, 15),  # nine are not enough
        (waits(range(1, 6)) + waits(range(6, 11), hour=3), Basis.QUEUE, 8),
        (waits(range(1, 6)) + waits(range(6, 11), skill="other"), Basis.LINE_HOUR, 8),
        (waits(range(1, 6), hour=3) + waits(range(6, 11), hour=3, skill="other"), Basis.LINE, 8),
        (waits(range(1, 11), hour=11), Basis.QUEUE_HOUR, 8),  # the hour before counts, two hours do not
        (waits(range(1, 11), hour=10), Basis.QUEUE, 8),
    ],
)
def test_too_few_waits_look_at_the_next_wider_group(found: list[Wait], basis: Basis, wait: int) -> None:
    assert guess(found) == Estimate(minutes(wait), basis, 10 if basis is not Basis.DEFAULT else 0)


def test_a_queue_that_is_stuck_does_not_look_quick() -> None:
    """Ten were answered within 10 min, ten more wait for an hour: 80 % of twenty is the sixteenth, 60 min."""
    found = guess(waits(range(1, 11)) + waits(range(60, 70), answered=False))
    assert found.wait == minutes(65)  # 1…10 and 60…69: the sixteenth is 65
    assert guess(waits(range(1, 11)) + waits(range(1, 5), answered=False)).wait == minutes(8)


def test_who_has_waited_is_compared_with_those_who_waited_longer() -> None:
    """After 10 min, of 1…30 min those of 11…30 are left: 80 % of twenty is 26 min, 16 more."""
    assert guess(waits(range(1, 31)), waited=minutes(10)).wait == minutes(16)
    assert guess([], waited=minutes(60)).wait == minutes(30)  # nobody knows: half as long again


def test_a_backlog_moves_at_the_speed_of_the_line() -> None:
    """Five answers in the last 40 minutes: one in 8. With four people ahead that is 40 min, not 8."""
    lately = [Wait("billing", 12, minutes(5), NOW - minutes(8 * number)) for number in range(1, 6)]
    found = waits(range(1, 11)) + lately
    assert guess(found, ahead=4) == Estimate(minutes(40), Basis.PACE, 5)
    assert guess(found, ahead=2).basis is Basis.QUEUE_HOUR
    assert guess(waits(range(1, 11)), ahead=4).basis is Basis.QUEUE_HOUR  # nothing answered today


def test_the_promised_wait_begins_when_people_are_there_and_stops_when_they_leave() -> None:
    hours = Calendar.parse("09:00-21:00", "Europe/Moscow")
    moscow = ZoneInfo("Europe/Moscow")
    night = datetime(2026, 11, 20, 23, tzinfo=moscow)
    assert promised_moment(night, hours, DEFAULT) == datetime(2026, 11, 21, 9, 15, tzinfo=moscow)
    evening = datetime(2026, 11, 20, 20, 50, tzinfo=moscow)
    assert promised_moment(evening, hours, DEFAULT) == datetime(2026, 11, 21, 9, 5, tzinfo=moscow)


# -- danger stands before all others

URGENT = minutes(5)


def test_danger_is_promised_what_others_in_danger_waited() -> None:
    """Five waits of 1…5 min: the fourth, 4 min, is not exceeded by four of five; the ordinary ones took an
    hour."""
    own = [replace(wait, urgent=True) for wait in waits(range(1, 6), skill="other")]
    assert guess(own + waits(range(60, 80)), urgent=URGENT) == Estimate(minutes(4), Basis.URGENT, 5)
    assert guess(own + waits(range(60, 80)), urgent=URGENT, waited=minutes(2)).wait == URGENT


def test_danger_without_such_waits_is_promised_its_own_setting_not_the_ordinary_wait() -> None:
    assert guess(waits(range(60, 80)), urgent=URGENT) == Estimate(URGENT, Basis.DEFAULT, 0)
    assert guess([], urgent=URGENT, waited=minutes(20)).wait == minutes(10)


def test_danger_behind_danger_waits_for_the_line() -> None:
    """Five answers in 40 min are 8 min each; two others in danger stand before: 24 min."""
    paced = [Wait("billing", 12, minutes(9), NOW - minutes(8 * number)) for number in range(1, 6)]
    assert guess(paced, urgent=URGENT, ahead=2) == Estimate(minutes(24), Basis.PACE, 5)
