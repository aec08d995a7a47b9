"""Whose words a message carries beside its author's own, as a message keeps it (`messages.origin`).

{"forwarded": {"kind", "name"}}  forwarded from a `user`, `self`, `hidden` user, `chat` or `channel`
{"quote": text}                  the part of our message that it answers
{"reply": {"kind", "name", "text"}}  what it answers stands in another chat
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Who wrote what was forwarded or answered. `kind`: user, self, hidden, chat, channel; `text`: the
    answered words, where they are known."""

    kind: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the words of a message come from; all empty where they are its author's own."""

    forwarded: Source | None = None
    quote: str = ""
    reply: Source | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether it was forwarded, or answers something in another chat."""
        return self.forwarded is not None or self.reply is not None

    @property
    def is_foreign(self) -> bool:
        """Whether the words are somebody else's; who forwards himself speaks for himself."""
        return self.forwarded is not None and self.forwarded.kind != "self"

    def to_json(self) -> dict[str, Any] | None:
        """As a message keeps it; None where there is nothing to keep."""
        kept: dict[str, Any] = {}
        if self.forwarded is not None:
            kept["forwarded"] = {"kind": self.forwarded.kind, "name": self.forwarded.name}
        if self.quote:
            kept["quote"] = self.quote
        if self.reply is not None:
            kept["reply"] = {"kind": self.reply.kind, "name": self.reply.name, "text": self.reply.text}
        return kept or None

    @staticmethod
    def of(kept: dict[str, Any] | None) -> Origin:
        """From what a message keeps."""
        kept = kept or {}
        return Origin(_source(kept.get("forwarded")), kept.get("quote", ""), _source(kept.get("reply")))


def _source(kept: dict[str, Any] | None) -> Source | None:
    return None if kept is None else Source(kept["kind"], kept["name"], kept.get("text", ""))
