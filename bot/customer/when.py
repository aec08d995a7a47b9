"""Days and times as people say them: «завтра», «в понедельник, 24 ноября», «14:40»."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date

from bot.step import Step
from bot.texts import Html, Texts

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def by(step: Step, texts: Texts, at: datetime, *, day: bool = True) -> Html:
    """Until when: «до 14:40», «завтра до 9:15», «в понедельник, 24 ноября, до 9:15». Without `day`: only the
    clock."""
    return texts(
        "until", day=_day(step, at) if day else "today", date=_date(step, texts, at), time=clock(step, at)
    )


def from_(step: Step, texts: Texts, at: datetime) -> Html:
    """From when on: «в 14:40», «завтра с 9:00», «в понедельник, 24 ноября, с 9:00»."""
    return texts("from", day=_day(step, at), date=_date(step, texts, at), time=clock(step, at))


def clock(step: Step, at: datetime) -> str:
    """A clock time of the support's time zone, as people write it: 9:05."""
    local = at.astimezone(step.services.hours.zone)
    return f"{local.hour}:{local:%M}"


def _day(step: Step, at: datetime) -> str:
    """`today`, `tomorrow`, or the weekday."""
    zone = step.services.hours.zone
    local = at.astimezone(zone).date()
    days = (local - step.now.astimezone(zone).date()).days
    return {0: "today", 1: "tomorrow"}.get(days, _WEEKDAYS[local.weekday()])


def _date(step: Step, texts: Texts, at: datetime) -> str:
    return format_date(at.astimezone(step.services.hours.zone), "d MMMM", locale=texts.language)
