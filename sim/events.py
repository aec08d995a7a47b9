"""What happens in the world, in order, for the page and for who waits."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from sim.wire import Json


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. ``data`` is called when somebody reads it, so unread events cost nothing."""

    seq: int
    kind: str
    chat_id: int | None
    data: Callable[[], Json]

    def to_json(self) -> Json:
        """As the control API sends it."""
        return {"seq": self.seq, "kind": self.kind, "chat_id": self.chat_id, "data": self.data()}


class EventHub:
    """A bounded log of events with a wake-up for readers."""

    def __init__(self, keep: int = 20_000) -> None:
        """Keep the last ``keep`` events for readers that come late."""
        self._log: deque[Event] = deque(maxlen=keep)
        self._wakeup: asyncio.Event | None = None
        self.seq = 0
        self.closed = False

    def emit(self, kind: str, chat_id: int | None, data: Callable[[], Json]) -> None:
        """Record an event and wake the readers."""
        self.seq += 1
        self._log.append(Event(self.seq, kind, chat_id, data))
        self._wake()

    def close(self) -> None:
        """Let every reader return: the server stops."""
        self.closed = True
        self._wake()

    def since(self, after: int, chat_id: int | None = None) -> list[Event]:
        """Events after the given sequence number, of one chat or of all."""
        newer: list[Event] = []
        for event in reversed(self._log):
            if event.seq <= after:
                break
            if chat_id is None or event.chat_id == chat_id:
                newer.append(event)
        newer.reverse()
        return newer

    async def wait(self, after: int, *, chat_id: int | None = None, timeout: float) -> list[Event]:  # noqa: ASYNC109 — a long poll's length
        """Events after ``after``; when there is none yet, wait for one, at most ``timeout`` seconds."""
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            events = self.since(after, chat_id)
            if events or self.closed:
                return events
            if self._wakeup is None:
                self._wakeup = asyncio.Event()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._wakeup.wait()
            except TimeoutError:
                return []

    def _wake(self) -> None:
        if self._wakeup is not None:
            self._wakeup.set()
            self._wakeup = None
