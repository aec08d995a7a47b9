"""What people see: messages, and the places (a chat or one topic of it) that they read and wait in."""
# ruff: noqa: ASYNC109 — these timeouts are how long a person waits

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sim.control_client import ControlClient
from sim.wire import Json

DEFAULT_TIMEOUT = 15.0
"""Seconds of real time that waits last unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it; ``raw`` is the Bot API object with ``kind`` and ``reactions``."""

    raw: Json

    @property
    def id(self) -> int:
        """message_id."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Text or caption, "" when there is none."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def kind(self) -> str:
        """text, photo, voice …, or service."""
        return str(self.raw["kind"])

    @property
    def author_id(self) -> int:
        """Who wrote it."""
        return int(self.raw["from"]["id"])

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.raw["from"]["is_bot"])

    @property
    def topic(self) -> int | None:
        """The topic it stands in; None in General and in private chats."""
        return int(self.raw["message_thread_id"]) if self.raw.get("is_topic_message") else None

    @property
    def edited(self) -> bool:
        """Whether it was edited."""
        return "edit_date" in self.raw

    @property
    def buttons(self) -> list[str]:
        """Texts of the inline buttons."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    @property
    def reactions(self) -> list[str]:
        """Emoji of everybody's reactions."""
        return [reaction["emoji"] for reaction in self.raw.get("reactions", [])]


Predicate = Callable[[Seen], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or one topic of it, that can be read and waited on."""

    control: ControlClient
    chat_id: int
    topic: int | None = None

    async def history(self) -> list[Seen]:
        """Messages, oldest first; of the topic alone when there is one."""
        _, messages = await self._read(self.topic)
        return messages

    async def _read(self, topic: int | None) -> tuple[int, list[Seen]]:
        query = {} if topic is None else {"topic": topic}
        body = await self.control.get(f"/control/chats/{self.chat_id}/messages", **query)
        return body["seq"], [Seen(raw) for raw in body["messages"]]

    async def wait_for(
        self, wanted: Predicate | str, *, timeout: float = DEFAULT_TIMEOUT, after: int = 0
    ) -> Seen:
        """The newest message of somebody else's that the predicate (or a part of its text) accepts.

        ``after`` skips messages up to that message_id. Raises TimeoutError with what was there instead.
        """
        accepts = (lambda seen: wanted in seen.text) if isinstance(wanted, str) else wanted
        deadline = asyncio.get_running_loop().time() + timeout
        seq, messages = await self._read(self.topic)
        while True:
            for seen in reversed(messages):
                if seen.id > after and self._from_others(seen) and accepts(seen):
                    return seen
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                there = [
                    f"{seen.author_id}: {seen.text or seen.kind}" for seen in (await self.history())[-8:]
                ]
                raise TimeoutError(f"waited {timeout} s in chat {self.chat_id}; there is: {there}")
            events = await self.control.wait_event(self.chat_id, seq, left)
            seq = events[-1]["seq"] if events else seq
            messages = [Seen(event["data"]) for event in events if event["kind"] in {"message", "edit"}]
            messages = [seen for seen in messages if self.topic is None or (seen.topic or 0) == self.topic]

    def _from_others(self, seen: Seen) -> bool:
        return True
