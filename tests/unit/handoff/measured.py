"""Stories that several tests measure, and the measuring."""

from __future__ import annotations

from datetime import UTC, date

from handoff.metrics import Figures, Period, Report, measure
from tests.unit.handoff.storylines import story

WEEK = Period.of_days(date(2026, 11, 2), date(2026, 11, 8), UTC)

HELPED = story("""
    10:00:00 opened
    10:00:00 customer_wrote
    10:00:03 answered topic=tv
    10:01:00 helped
    10:01:00 self_served confirmed=yes
""")

SILENT = story("""
    10:00:00 opened
    10:00:00 customer_wrote
    10:00:05 answered topic=tv
    22:00:05 self_served confirmed=no clock
""")

GAVE_UP = story("""
    10:00:00 opened
    10:00:00 customer_wrote
    10:00:02 clarified
    22:00:02 self_served confirmed=no clock
""")

# A case with everything: a miss of line zero, a return, a solution rejected, another confirmed.
LONG = story("""
    09:00:00 opened
    09:00:00 customer_wrote
    09:00:04 answered topic=tv
    09:02:00 not_helped
    09:02:01 handed_off topic=billing promised=09:17
    09:12:01 claimed @7
    09:20:01 agent_wrote @7
    09:30:01 customer_wrote
    09:40:01 released @7 promised=10:00
    09:45:01 claimed @8
    09:50:01 agent_wrote @8
    10:00:01 solved @8
    10:30:01 customer_wrote
    10:30:01 rejected
    10:35:01 claimed @8
    10:55:01 solved @8
    11:25:01 confirmed
    11:26:01 rated rating=4
    11:27:01 rated rating=5
""")


def of(*logs: list, **options: object) -> Figures:
    return report(*logs, **options).total


def report(*logs: list, period: Period = WEEK, **options: object) -> Report:
    return measure(logs, period, **options)  # type: ignore[arg-type]
