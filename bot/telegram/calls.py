"""A call of the Bot API with all ids looked up, and what an attempt at it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.telegram.outcomes import Outcome
from store.outbox import Action


@dataclass(frozen=True, slots=True)
class Part:
    """What we keep of a message that is to be carried: for where Telegram makes no copy of it. `foreign`: it
    was forwarded, or answers something in another chat."""

    kind: str
    html: str
    file_id: str = ""
    foreign: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An action with everything looked up: Telegram's own ids instead of ours.

    `targets` are the messages to edit, pin, react to or copy. `done` are the messages that an earlier
    attempt has already sent; the rest follows. `parts` are what we keep of the messages to copy.
    """

    action: Action
    chat_id: int
    payload: dict[str, Any]
    thread_id: int | None = None
    reply_to: int | None = None
    targets: tuple[int, ...] = ()
    done: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a call, and all messages that it and earlier attempts brought about."""

    outcome: Outcome
    ids: tuple[int, ...] = ()
