"""How much Telegram lets through: per chat, per group and for the whole bot. Pure; the clock is a parameter.

Figures from Telegram's FAQ for bots: about 1 message a second in a chat with short bursts, 20 a minute in a
group (all its topics, edits and new topics together), 30 a second overall. What a chat really allows is told
by 429 alone, so a 429 pauses that chat, and only that chat.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from store.outbox import Action, Priority

_FREE = frozenset({Action.ANSWER_PRESS, Action.REACT, Action.KEEP_FILE, Action.OFFER_COMMANDS})
_MOST_CHATS = 20_000
_SHORT = 0.5
"""Share of a group's minute that is spent before the lines of a customer are joined."""

# Share of a short budget that each priority leaves for those above it.
_RESERVE: Mapping[Priority, float] = MappingProxyType(
    {
        Priority.PRESS: 0.0,
        Priority.LINE: 0.0,
        Priority.ANSWER: 0.1,
        Priority.NOTICE: 0.2,
        Priority.DECORATION: 0.4,
        Priority.BROADCAST: 0.5,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Calls allowed. Rates are a second; windows, in seconds, are a little longer than Telegram's, because
    calls arrive there with uneven delays. Zero switches a limit off."""

    chat_rate: float = 1.0
    chat_burst: int = 4
    group_calls: int = 20
    group_window: float = 60.5
    bot_calls: int = 30
    bot_window: float = 1.05


UNLIMITED = Limits(chat_rate=0, group_calls=0, bot_calls=0)
"""For measuring how fast we are; 429 is obeyed all the same."""


def cost(action: Action, payload: Mapping[str, Any]) -> int:
    """How many messages Telegram counts for a call; 0 for what is no message."""
    if action in _FREE:
        return 0
    if action is Action.COPY:
        return max(len(payload.get("external_ids", ())), 1)
    return 1


@dataclass(slots=True)
class _Window:
    """At most `calls` within any `period` seconds."""

    calls: int
    period: float
    taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float, size: int, reserve: float) -> float:
        while self.taken and self.taken[0] <= now - self.period:
            self.taken.popleft()
        allowed = max(int(self.calls * (1 - reserve)), 1)
        surplus = len(self.taken) + size - allowed
        if surplus <= 0 or not self.taken:
            return 0.0
        return self.taken[min(surplus, len(self.taken)) - 1] + self.period - now


@dataclass(slots=True)
class _Bucket:
    """Refilled at a steady rate, so that a short burst may pass."""

    level: float
    at: float

    def refill(self, now: float, limits: Limits) -> None:
        self.level = min(self.level + (now - self.at) * limits.chat_rate, limits.chat_burst)
        self.at = now


class Budgets:
    """What has been spent, and what may go. `now` is any steady clock in seconds, the same for all calls."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bot = _Window(limits.bot_calls, limits.bot_window)
        self._groups: dict[int, _Window] = {}
        self._chats: dict[int, _Bucket] = {}
        self._paused: dict[int, float] = {}
        self._refusals: deque[tuple[float, int]] = deque()
        self._all_paused = 0.0

    def wait(self, now: float, chat_id: int, priority: Priority, size: int) -> float:
        """Seconds until a call of this size to this chat may go; 0 means now."""
        waits = [self._paused.get(chat_id, 0.0) - now, self._all_paused - now, 0.0]
        if size:
            reserve = _RESERVE[priority]
            if self._limits.bot_calls:
                waits.append(self._bot.wait(now, size, reserve))
            if chat_id < 0 and self._limits.group_calls:
                waits.append(self._group(chat_id).wait(now, size, reserve))
            elif chat_id > 0 and self._limits.chat_rate:
                bucket = self._bucket(now, chat_id)
                missing = min(size, self._limits.chat_burst) - bucket.level
                waits.append(missing / self._limits.chat_rate)
        found = max(waits)
        return found if found > 1e-6 else 0.0  # less than the clock can tell

    def is_short(self, now: float, chat_id: int) -> bool:
        """Whether a group has spent so much of its minute that lines had better share a message."""
        if chat_id >= 0 or not self._limits.group_calls:
            return False
        window = self._group(chat_id)
        window.wait(now, 0, 0.0)  # forgets what is too long ago
        return len(window.taken) > self._limits.group_calls * _SHORT

    def take(self, now: float, chat_id: int, size: int) -> None:
        """Spend: the call is about to be made."""
        if not size:
            return
        self._bot.taken.extend([now] * size)
        if chat_id < 0:
            self._group(chat_id).taken.extend([now] * size)
        elif self._limits.chat_rate:
            self._bucket(now, chat_id).level -= size

    def give_back(self, chat_id: int, size: int) -> None:
        """Undo the last spending of this size: the call was not made after all."""
        for window in (self._bot, *([self._group(chat_id)] if chat_id < 0 else [])):
            for _ in range(min(size, len(window.taken))):
                window.taken.pop()
        if chat_id in self._chats:
            self._chats[chat_id].level += size

    def pause(self, now: float, chat_id: int, seconds: float) -> None:
        """Telegram refused a call to this chat with 429. Others go on, unless Telegram refuses them as well:
        three different chats within two seconds mean the limit of the whole bot."""
        self._paused[chat_id] = max(self._paused.get(chat_id, 0.0), now + seconds)
        self._refusals.append((now, chat_id))
        while self._refusals and self._refusals[0][0] < now - 2:
            self._refusals.popleft()
        if len({chat for _, chat in self._refusals}) >= 3:
            self._all_paused = max(self._all_paused, now + min(seconds, 5.0))
            self._refusals.clear()
        if len(self._paused) > _MOST_CHATS:
            self._paused = {chat: until for chat, until in self._paused.items() if until > now}

    def _group(self, chat_id: int) -> _Window:
        if chat_id not in self._groups:
            self._groups[chat_id] = _Window(self._limits.group_calls, self._limits.group_window)
        return self._groups[chat_id]

    def _bucket(self, now: float, chat_id: int) -> _Bucket:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            if len(self._chats) > _MOST_CHATS:  # a chat that was silent for long has a full bucket anyway
                self._chats = {chat: kept for chat, kept in self._chats.items() if kept.at > now - 60}
            bucket = self._chats[chat_id] = _Bucket(float(self._limits.chat_burst), now)
        bucket.refill(now, self._limits)
        return bucket
