"""Telegram's limits as its FAQ and maintainers give them; the server enforces, observes or ignores them.

A private chat takes 1 message a second with short bursts; a group 20 a minute, its topics together, edits
and new topics included (levlam, tdlib/td 2592); all chats together 30 a second.
"""

import math
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

from sim.wire import Json

GROUP_COUNT = 20
GROUP_WINDOW = 60.0
CHAT_RATE = 1.0
CHAT_BURST = 5
BULK_RATE = 30.0
BULK_BURST = 30

COUNTED = frozenset(
    [
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendVideo",
        "sendVoice",
        "sendVideoNote",
        "sendAudio",
        "sendAnimation",
        "sendSticker",
        "sendLocation",
        "sendContact",
        "sendMediaGroup",
        "copyMessage",
        "copyMessages",
        "forwardMessage",
        "forwardMessages",
        "editMessageText",
        "editMessageCaption",
        "editMessageMedia",
        "editMessageReplyMarkup",
        "createForumTopic",
    ]
)
"""Methods that spend the budget; the others are free."""


class Mode(StrEnum):
    """What happens to calls over the limit: nothing, a count, or a count and 429."""

    OFF = "off"
    OBSERVE = "observe"
    ENFORCE = "enforce"


@dataclass(slots=True)
class Bucket:
    """A token bucket: ``rate`` a second, at most ``burst`` at once."""

    rate: float
    burst: float
    level: float
    at: float

    def wait(self, cost: int, now: float) -> float:
        """Seconds until the cost can be paid; 0 when now."""
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        missing = min(cost, self.burst) - self.level
        return missing / self.rate if missing > 1e-9 else 0.0


@dataclass(slots=True)
class Limits:
    """Budgets of all chats. Time is passed in, in seconds."""

    mode: Mode = Mode.OFF
    violations: int = 0
    by_method: dict[str, int] = field(default_factory=dict)
    _chats: dict[int, Bucket] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _bulk: Bucket | None = None

    def set_mode(self, mode: Mode) -> None:
        """Switch, with fresh budgets."""
        self.mode = mode
        self.violations = 0
        self.by_method.clear()
        self._chats.clear()
        self._groups.clear()
        self._bulk = None

    def charge(self, method: str, params: Json, now: float) -> int | None:
        """Spend the call's cost; the ``retry_after`` in whole seconds when it must be refused."""
        if self.mode is Mode.OFF or method not in COUNTED:
            return None
        chat_id = params.get("chat_id")
        if not isinstance(chat_id, int):
            return None
        cost = _cost(params)
        if self._bulk is None:
            self._bulk = Bucket(BULK_RATE, BULK_BURST, BULK_BURST, now)
        waits = [self._bulk.wait(cost, now)]
        waits.append(
            self._group_wait(chat_id, cost, now) if chat_id < 0 else self._chat_wait(chat_id, cost, now)
        )
        if (wait := max(waits)) > 0:
            self.violations += 1
            self.by_method[method] = self.by_method.get(method, 0) + 1
            if self.mode is Mode.ENFORCE:
                return max(1, math.ceil(wait))
        self._spend(chat_id, cost, now)
        return None

    def _chat_wait(self, chat_id: int, cost: int, now: float) -> float:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            bucket = self._chats[chat_id] = Bucket(CHAT_RATE, CHAT_BURST, CHAT_BURST, now)
        return bucket.wait(cost, now)

    def _group_wait(self, chat_id: int, cost: int, now: float) -> float:
        spent = self._groups.setdefault(chat_id, deque())
        while spent and spent[0] <= now - GROUP_WINDOW:
            spent.popleft()
        over = len(spent) + cost - GROUP_COUNT
        return spent[min(over, len(spent)) - 1] + GROUP_WINDOW - now if over > 0 and spent else 0.0

    def _spend(self, chat_id: int, cost: int, now: float) -> None:
        if self._bulk is not None:
            self._bulk.level -= cost
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).extend([now] * cost)
        else:
            self._chats[chat_id].level -= cost

    def to_json(self) -> Json:
        """Mode and violations so far."""
        return {"mode": self.mode.value, "violations": self.violations, "by_method": dict(self.by_method)}


def _cost(params: Json) -> int:
    """Messages that a call makes: an album is as many as it holds."""
    several = params.get("media") or params.get("message_ids")
    return len(several) if isinstance(several, list) and several else 1
