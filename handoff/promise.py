"""When a waiting customer will be answered: the promise, made from hours and recent waits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_ENOUGH_WAITS = 10
_QUANTILE = 0.8


@dataclass(frozen=True, slots=True)
class Hours:
    """When people are on the first line, in their own time zone. Equal `opens` and `closes`: always."""

    opens: time
    closes: time
    zone: ZoneInfo

    @classmethod
    def parse(cls, text: str, zone: str) -> Hours:
        """Read `09:00-21:00` or `24/7`. Raises ValueError that says what is expected."""
        if text.strip() == "24/7":
            return cls(time(0), time(0), ZoneInfo(zone))
        found = re.fullmatch(r"\s*(\d{1,2}:\d{2})\s*[-–—]\s*(\d{1,2}:\d{2})\s*", text)
        if found is None:
            raise ValueError(f"support hours “{text}” are not like 09:00-21:00 or 24/7")
        opens, closes = (time.fromisoformat(part.zfill(5)) for part in found.groups())
        return cls(opens, closes, ZoneInfo(zone))

    @property
    def always(self) -> bool:
        return self.opens == self.closes

    def are_open(self, now: datetime) -> bool:
        """Whether somebody is there at this moment."""
        if self.always:
            return True
        local = now.astimezone(self.zone).time()
        if self.opens < self.closes:
            return self.opens <= local < self.closes
        return local >= self.opens or local < self.closes

    def next_opening(self, now: datetime) -> datetime:
        """When somebody will be there again; the moment itself when somebody is."""
        if self.are_open(now):
            return now
        local = now.astimezone(self.zone)
        opening = datetime.combine(local.date(), self.opens, self.zone)
        if opening <= local:
            opening = datetime.combine(local.date() + timedelta(days=1), self.opens, self.zone)
        return opening.astimezone(now.tzinfo)


def promised_moment(
    now: datetime, hours: Hours, recent_waits: Sequence[timedelta], default: timedelta
) -> datetime:
    """Until when an answer is promised: four of five recent waits were shorter than that.

    `recent_waits` are times from the handoff to the first answer; below ten of them `default` holds.
    """
    if len(recent_waits) < _ENOUGH_WAITS:
        wait = default
    else:
        ordered = sorted(recent_waits)
        wait = max(ordered[int(len(ordered) * _QUANTILE)], timedelta(minutes=1))
    return hours.next_opening(now) + wait
