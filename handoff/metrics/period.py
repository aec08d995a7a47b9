"""Stretches of time that a report is about, and the ways to split it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from handoff.metrics.facts import Fact


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to, but not including, `until`; days and hours are those of the zone of `since`."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        if self.since.tzinfo is None or self.until.tzinfo is None:
            raise ValueError("a period needs moments with a time zone")
        if self.since >= self.until:
            raise ValueError("a period must end after it begins")

    @classmethod
    def of_days(cls, first: date, last: date, zone: tzinfo) -> Period:
        """Whole days, the last one included, in a time zone. Raises ValueError when last < first."""
        return cls(
            datetime.combine(first, time(0), zone),
            datetime.combine(last + timedelta(days=1), time(0), zone),
        )

    @property
    def zone(self) -> tzinfo:
        """The time zone of the days and hours."""
        zone = self.since.tzinfo
        assert zone is not None  # noqa: S101 -- checked when it was made
        return zone

    def __contains__(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


class By(StrEnum):
    """What a report is split by."""

    LINE = "line"
    TOPIC = "topic"
    AGENT = "agent"
    DAY = "day"
    HOUR = "hour"
    WEEKDAY = "weekday"


Key = int | str | None
"""A group: line, weekday (0 is Monday), hour, an agent's id (None: nobody), a topic, a day as 2026-11-30."""


def key_of(by: By, zone: tzinfo) -> Callable[[Fact], Key]:
    """What tells the group of a fact."""
    keys: dict[By, Callable[[Fact], Key]] = {
        By.LINE: lambda fact: fact.line,
        By.TOPIC: lambda fact: fact.topic,
        By.AGENT: lambda fact: fact.agent,
        By.DAY: lambda fact: fact.at.astimezone(zone).date().isoformat(),
        By.HOUR: lambda fact: fact.at.astimezone(zone).hour,
        By.WEEKDAY: lambda fact: fact.at.astimezone(zone).weekday(),
    }
    return keys[by]
