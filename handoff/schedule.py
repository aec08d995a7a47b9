"""Reading hours and days as people write them: «пн-пт 09:00-21:00, сб 10:00-18:00», «2026-12-31»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

Span = tuple[int, int]
"""From and until, in minutes after the midnight that begins the day; a night shift ends after 1440."""

DAY = 24 * 60
WHOLE_DAY: Span = (0, DAY)
_LONGEST = 3660
"""Days that one stretch may have."""

_EXPECTED = "are not like 09:00-21:00, 24/7 or пн-пт 09:00-21:00, сб 10:00-18:00 (mon-fri 09:00-21:00, sat …)"
_DAYS = (
    ("пн", "понедельник", "mon", "monday"),
    ("вт", "вторник", "tue", "tuesday"),
    ("ср", "среда", "wed", "wednesday"),
    ("чт", "четверг", "thu", "thursday"),
    ("пт", "пятница", "fri", "friday"),
    ("сб", "суббота", "sat", "saturday"),
    ("вс", "воскресенье", "sun", "sunday"),
)
_NUMBERS = {name: number for number, names in enumerate(_DAYS) for name in names}
_GROUPS = {
    "ежедневно": range(7),
    "daily": range(7),
    "будни": range(5),
    "weekdays": range(5),
    "выходные": range(5, 7),
    "weekends": range(5, 7),
}
_DASH = r"(?<!\s)\s*[-–—]\s*"
_TIMES = re.compile(rf"(\d{{1,2}}(?::\d{{2}})?){_DASH}(\d{{1,2}}(?::\d{{2}})?)$")


def read_week(text: str) -> tuple[tuple[Span, ...], ...]:
    """The hours of each weekday from Monday on. Raises ValueError that says what is expected."""
    if text.strip() == "24/7":
        return ((WHOLE_DAY,),) * 7
    week: list[list[Span]] = [[] for _day in range(7)]
    named: list[int] = []  # «пн, ср 10:00-18:00»: days that wait for their hours
    for part in re.split(r"[,;]", text.strip().lower()):
        found = _TIMES.search(part.strip())
        words = (part.strip()[: found.start()] if found else part).strip()
        named += _days(words, text) if words else ()
        if found is None:
            continue
        for day in named or range(7):
            week[day].append(_span(found, text))
        named = []
    if named or not any(week):
        raise ValueError(f"support hours “{text[:60]}” {_EXPECTED}")
    return tuple(tuple(sorted(spans)) for spans in week)


def read_days(text: str) -> Iterator[tuple[date, Span | None]]:
    """Days, each with its hours where it has some: `2026-12-31, 2027-01-11..2027-01-13 10:00-16:00`.
    Raises ValueError that says what is expected."""
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        days, _, hours = part.partition(" ")
        first, _, last = days.partition("..")
        found = _TIMES.fullmatch(hours.strip()) if hours.strip() else None
        try:
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            day = end = date.min
        if day == date.min or not 0 <= (end - day).days < _LONGEST or (hours.strip() and found is None):
            raise ValueError(
                f"“{part[:60]}” is not like 2026-12-31, 2027-01-11..2027-01-13 or 2027-01-04 10:00-16:00"
            )
        for number in range((end - day).days + 1):
            yield day + timedelta(days=number), _span(found, text) if found else None


def _days(words: str, text: str) -> list[int]:
    """The weekdays that words such as «пн-пт» or «будни» mean."""
    if words in _GROUPS:
        return list(_GROUPS[words])
    ends = [_NUMBERS.get(word.rstrip(".")) for word in re.split(_DASH, words)]
    match ends:
        case [int(day)]:
            return [day]
        case [int(first), int(last)]:
            return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    raise ValueError(f"support hours “{text[:60]}” {_EXPECTED}")


def _span(found: re.Match[str], text: str) -> Span:
    begin, end = (_minutes(each, text) for each in found.groups())
    return (begin, end) if end > begin else (begin, end + DAY)


def _minutes(clock: str, text: str) -> int:
    hours, _, minutes = clock.partition(":")
    value = int(hours) * 60 + int(minutes or 0)
    if value > DAY or int(minutes or 0) > 59:
        raise ValueError(f"support hours “{text[:60]}” {_EXPECTED}")
    return value
