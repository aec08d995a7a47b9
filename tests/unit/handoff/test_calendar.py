"""When people are there: hours by weekday, holidays with their moved days, own days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handoff.calendar import Calendar

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = "пн-пт 09:00-21:00, сб 10:00-18:00"


def at(day: int, hour: int = 0, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment in Moscow; 23 November 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=MOSCOW)


def calendar(hours: str = WEEK, **more: str) -> Calendar:
    return Calendar.parse(hours, "Europe/Moscow", **more)


@pytest.mark.parametrize(
    ("now", "is_open", "opens"),
    [
        (at(20, 8, 59), False, at(20, 9)),
        (at(20, 9), True, None),
        (at(20, 20, 59), True, None),
        (at(20, 21), False, at(21, 9)),
    ],
)
def test_hours_every_day(now: datetime, is_open: bool, opens: datetime | None) -> None:
    hours = calendar("09:00-21:00")
    assert hours.are_open(now) is is_open
    assert hours.next_opening(now) == (opens or now)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(20, 22), at(21, 10)),  # Friday night: Saturday is shorter
        (at(21, 18), at(23, 9)),  # Saturday evening: Monday
        (at(22, 12), at(23, 9)),  # Sunday
    ],
)
def test_hours_by_weekday(now: datetime, opens: datetime) -> None:
    assert calendar().next_opening(now) == opens


@pytest.mark.parametrize(
    "text",
    [
        WEEK,
        "mon-fri 09:00-21:00, sat 10:00-18:00",
        "будни 9-21; суббота 10:00–18:00",
        "Пн-Чт, пт 09:00-21:00, сб 10-18",
        "weekdays 09:00-13:00, weekdays 13:00-21:00, sat 10:00-18:00",
    ],
)
def test_one_week_written_in_several_ways(text: str) -> None:
    week = calendar(text)
    for day in range(16, 30):
        spans = list(week.spans(at(day), at(day) + timedelta(days=1)))
        assert spans == list(calendar().spans(at(day), at(day) + timedelta(days=1))), day


def test_a_night_shift_spans_midnight() -> None:
    hours = calendar("22:00-06:00")
    assert hours.are_open(at(20, 23))
    assert hours.are_open(at(21, 5, 59))
    assert not hours.are_open(at(20, 12))
    assert hours.between(at(20, 12), at(21, 12)) == timedelta(hours=8)


def test_around_the_clock_knows_no_holidays() -> None:
    assert calendar("24/7", country="RU").always
    assert calendar("24/7", country="RU").are_open(at(1, 12, month=1))


def test_a_week_that_runs_on_over_midnight_has_no_seams() -> None:
    hours = calendar("пн-пт 00:00-24:00")
    assert list(hours.spans(at(23, 12), at(25, 12))) == [(at(23, 12), at(25, 12))]
    assert hours.next_opening(at(28, 3)) == at(30)


@pytest.mark.parametrize(
    "text",
    ["с девяти", "", "пн-пт", "09:00", "пн 25:00-26:00", "пн-пн-ср 9-18", "пн-пт 09:75-18:00", "mon-sun"],
)
def test_hours_that_cannot_be_read_say_what_is_expected(text: str) -> None:
    with pytest.raises(ValueError, match="09:00-21:00, 24/7 or пн-пт"):
        calendar(text)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"country": "Нарния"}, "holidays of"),
        ({"days_off": "31.12"}, "2026-12-31"),
        ({"days_off": "2026-12-31..2026-12-01"}, "2026-12-31"),
        ({"days_off": "2026-12-31 10:00-12:00"}, "working days"),
        ({"work_days": "2026-12-31 когда-нибудь"}, "2026-12-31"),
    ],
)
def test_days_that_cannot_be_read_say_what_is_expected(more: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        calendar(**more)


def test_nobody_is_there_on_russian_holidays_and_on_the_days_moved_to_them() -> None:
    """The decree for 2026 moves 3 January to 9 January and 4 January to 31 December."""
    hours = calendar("09:00-21:00", country="RU")
    assert hours.next_opening(at(30, 22, month=12, year=2025)) == at(10, 9, month=1)
    assert not hours.are_open(at(9, 12, month=1))
    assert hours.next_opening(at(4, 12)) == at(5, 9)
    assert not hours.are_open(at(31, 12, month=12))


def test_a_saturday_that_is_worked_instead_has_the_hours_of_monday() -> None:
    """In 2025 Saturday, 1 November, was worked for Monday, 3 November."""
    hours = calendar("пн-пт 09:00-18:00", country="RU")
    assert hours.are_open(at(1, 17, year=2025))
    assert hours.next_opening(at(1, 18, year=2025)) == at(5, 9, year=2025)


def test_own_days_come_before_the_holidays() -> None:
    hours = calendar(
        "пн-пт 09:00-18:00",
        country="RU",
        days_off="2026-11-24..2026-11-25",
        work_days="2026-11-04 10:00-14:00, 2026-11-22",
    )
    assert hours.hours_of(date(2026, 11, 4)) == ((600, 840),)
    assert hours.next_opening(at(21, 12)) == at(22, 9)  # a Sunday, worked as a weekday is
    assert hours.next_opening(at(23, 18)) == at(26, 9)


def test_time_with_people_there() -> None:
    """Friday 20:00 to Monday 10:00: one hour, eight on Saturday, one on Monday."""
    assert calendar().between(at(20, 20), at(23, 10)) == timedelta(hours=10)
    assert calendar().after(at(20, 20), timedelta(hours=10)) == at(23, 10)
    assert calendar().after(at(20, 20), timedelta(minutes=60)) == at(20, 21)


def test_the_clocks_are_changed() -> None:
    """Berlin, 29 March 2026: 02:00 is 03:00, so the night has seven hours."""
    berlin = Calendar.parse("22:00-06:00", "Europe/Berlin")
    evening = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert berlin.between(evening, evening + timedelta(hours=12)) == timedelta(hours=7)


def test_a_desk_that_closes_for_good_has_no_opening_and_does_not_hang() -> None:
    closed = calendar("09:00-18:00", days_off="2026-11-01..2028-12-31")
    assert closed.next_opening(at(20)) > at(20) + timedelta(days=365)
