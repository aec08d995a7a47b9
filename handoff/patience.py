"""How long a case waits for its customer: one reminder, then it is closed, and both are told to him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Due(StrEnum):
    """What a moment of waiting calls for."""

    NOTHING = "nothing"
    REMINDER = "reminder"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Patience:
    """Time from the last word to the customer until he is reminded, and until his case is closed."""

    reminder: timedelta
    closing: timedelta

    def due(self, since: datetime, now: datetime, *, reminded: bool) -> Due:
        """What has to be done now. Nobody's case is closed before he was reminded."""
        if reminded and now - since >= self.closing:
            return Due.CLOSING
        if not reminded and now - since >= self.reminder:
            return Due.REMINDER
        return Due.NOTHING

    def next_look(self, since: datetime, now: datetime, *, reminded: bool) -> datetime:
        """When something will have to be done. A reminder that came late leaves the rest of the time."""
        if not reminded:
            return since + self.reminder
        return max(since + self.closing, now + (self.closing - self.reminder))
