"""The figures of one day beside those of the week before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from sqlalchemy.orm import Session

from handoff.metrics.figures import Figures, measure
from handoff.metrics.period import Period
from handoff.metrics.reading import logs


@dataclass(frozen=True, slots=True)
class DailySummary:
    """A day, and the seven days before it together. `by_hour` has what was opened and what came into a queue
    in each of the 24 hours of the day."""

    day: date
    figures: Figures
    week_before: Figures
    by_hour: tuple[tuple[int, int], ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.figures.opened or self.figures.closed or self.figures.customer_messages)


def daily(session: Session, day: date, zone: tzinfo) -> DailySummary:
    """The summary of a day of a time zone, as its log stood at midnight."""
    of_day = Period.of_days(day, day, zone)
    before = Period.of_days(day - timedelta(days=7), day - timedelta(days=1), zone)
    report = measure(logs(session, of_day), of_day)
    return DailySummary(
        day,
        report.total,
        measure(logs(session, before), before).total,
        report.load[day.weekday()],
    )
