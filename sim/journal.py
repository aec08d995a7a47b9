"""Every call of the bot in order, with what came of it; bounded, so that long runs stay small."""

from collections import Counter, deque
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sim.wire import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """One call: the method's result, or the error answered instead, and the fault that struck."""

    seq: int
    time: float
    method: str
    chat_id: int | str | None
    params: Json
    result: Any
    error: Json | None
    fault: str | None
    applied: bool

    def to_json(self) -> Json:
        """As the control API sends it."""
        return {
            "seq": self.seq,
            "time": self.time,
            "method": self.method,
            "chat_id": self.chat_id,
            "params": self.params,
            "result": self.result,
            "error": self.error,
            "fault": self.fault,
            "applied": self.applied,
        }


class Journal:
    """The last calls, and counters of all."""

    def __init__(self, keep: int | None = 200_000) -> None:
        """Keep the last ``keep`` calls; None keeps all."""
        self._entries: deque[Entry] = deque(maxlen=keep)
        self.seq = 0
        self.calls: Counter[str] = Counter()
        self.errors: Counter[int] = Counter()

    def write(
        self,
        *,
        time: float,
        method: str,
        params: Json,
        result: Any = None,
        error: Json | None = None,
        fault: str | None = None,
        applied: bool = False,
    ) -> None:
        """Record one call. ``applied`` tells whether the world changed, which a dropped answer hides."""
        self.seq += 1
        self.calls[method] += 1
        if error is not None:
            self.errors[error["error_code"]] += 1
        if method == "getUpdates" and result is not None:
            result = [update.get("update_id") for update in result]
        chat_id = params.get("chat_id")
        self._entries.append(Entry(self.seq, time, method, chat_id, params, result, error, fault, applied))

    def read(
        self,
        *,
        after: int = 0,
        method: str | None = None,
        chat_id: int | None = None,
        limit: int | None = None,
    ) -> list[Entry]:
        """Calls after a sequence number, oldest first."""
        skip = max(0, after - (self.seq - len(self._entries)))
        chosen = (
            entry
            for entry in islice(self._entries, skip, None)
            if (method is None or entry.method == method) and (chat_id is None or entry.chat_id == chat_id)
        )
        return list(islice(chosen, limit))

    def clear(self) -> None:
        """Forget the calls and the counters; the numbering goes on."""
        self._entries.clear()
        self.calls.clear()
        self.errors.clear()
