"""Until when somebody is away, as people write it: «18:00», «31.12», «до 31.12.2026», «2026-12-31»."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?")
_FARTHEST = timedelta(days=3 * 366)
"""Whoever is away for longer does not work here any more."""
_BEFORE = ("до ", "по ", "until ", "till ", "to ")


def read(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that somebody is back. A day means to its end; a clock time is the next one.

    Raises ValueError for what is neither, for the past, and for more than three years.
    """
    text = words.strip().lower()
    text = next((text[len(mark) :] for mark in _BEFORE if text.startswith(mark)), text).strip()
    local = now.astimezone(zone)
    try:
        until = _day(text, local) if not _is_clock(text) else _clock(text, local)
    except OverflowError as error:
        raise ValueError(f"“{words}” is no day") from error
    if not now < until < now + _FARTHEST:
        raise ValueError(f"“{words}” is over, or too far")
    return until.astimezone(now.tzinfo)


def end_of_day(now: datetime, zone: ZoneInfo, *, days: int = 0) -> datetime:
    """The end of today, or of a day so many days later."""
    local = now.astimezone(zone).date() + timedelta(days=days)
    return _end(local, zone).astimezone(now.tzinfo)


def _is_clock(text: str) -> bool:
    return ":" in text


def _clock(text: str, local: datetime) -> datetime:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is no time")
    at = datetime.combine(local.date(), time(int(found[1]), int(found[2])), local.tzinfo)
    return at if at > local else at + timedelta(days=1)


def _day(text: str, local: datetime) -> datetime:
    found = _DAY.fullmatch(text)
    if found is None:
        return _end(date.fromisoformat(text), ZoneInfo(str(local.tzinfo)))
    year = int(found[3]) if found[3] else local.year
    day = date(year, int(found[2]), int(found[1]))
    if not found[3] and day < local.date():
        day = day.replace(year=year + 1)  # «до 10.01», said in December
    return _end(day, ZoneInfo(str(local.tzinfo)))


def _end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), zone)
