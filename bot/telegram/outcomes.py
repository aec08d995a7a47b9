"""What became of a call, and the one place where the library's errors become these values.

Whether a message was sent is the question that everything turns on. Telegram has no idempotency key, so a
call that broke off after it left us is *ambiguous*: it may have been carried out.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    Forbidden,
    NetworkError,
    TelegramError,
)
from telegram.error import (
    ChatMigrated as MigratedError,
)

from bot.telegram.answers import may_have_arrived
from bot.telegram.secrecy import scrub


@dataclass(frozen=True, slots=True)
class Delivered:
    """Carried out. `ids` are the messages that came to be (of a topic: its id), in order."""

    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """There was nothing to do any more: as good as delivered."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Telegram asks to wait this many seconds; the call was not carried out."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """The bot cannot reach this chat: blocked, removed, deactivated, or never started."""

    reason: str


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The topic was deleted, or is too old for Telegram to find."""


@dataclass(frozen=True, slots=True)
class TopicClosed:
    """The topic is closed and has to be opened first."""


@dataclass(frozen=True, slots=True)
class ChatMigrated:
    """The group became a supergroup and has another id now."""

    new_id: int


@dataclass(frozen=True, slots=True)
class NotSent:
    """The call never reached Telegram, or was certainly not carried out: repeating it is safe."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The call may have been carried out, and nothing tells."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram will not do it, however often it is asked."""

    reason: str


Outcome = (
    Delivered
    | Unchanged
    | RetryAt
    | Blocked
    | TopicGone
    | TopicClosed
    | ChatMigrated
    | NotSent
    | Ambiguous
    | Rejected
)


class FloodError(TelegramError):
    """Telegram answered 429. The library's own error warns about itself and is lost when it says 0 s."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"flood control, {seconds} s")
        self.seconds = seconds


class ServerError(TelegramError):
    """Telegram answered with a status that the library knows no error for: 5xx and the like."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


class ForeignAnswerError(TelegramError):
    """Somebody else than Telegram answered, with this status; or nobody can read what came."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status} without a Bot API answer")
        self.status = status


class UnsentError(TelegramError):
    """No connection came about, so nothing left us."""


class UnreadableAnswerError(TelegramError):
    """Telegram said yes, but in words that the library could not read."""


# Telegram's own texts, in lower case, as the library capitalises them ("Topic_deleted").
_TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_id_invalid")
_TOPIC_CLOSED = ("topic_closed",)
_NOTHING_TO_DO = (
    "message is not modified",
    "topic_not_modified",
    "chat_not_modified",
    "message to delete not found",
    "query is too old",
    "query id is invalid",
)
_OUT_OF_REACH = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "bot was blocked",
    "bot was kicked",
    "user not found",
    "group chat was deactivated",
)


def translate(error: TelegramError, token: str) -> Outcome:
    """The value for an error of the library. `token` is removed from the reasons, which are kept and logged.

    The order matters: the library's `BadRequest` is a `NetworkError`, and 404 comes as `InvalidToken`.
    """
    match error:
        case FloodError(seconds=seconds):
            return RetryAt(max(seconds, 1.0))
        case MigratedError(new_chat_id=new_id):
            return ChatMigrated(new_id)
    reason = scrub(error.message, token)
    match error:
        case Forbidden():
            return Blocked(reason)
        case BadRequest():
            return refused(reason)
        case UnreadableAnswerError():
            return Ambiguous(reason)
        case ServerError(status=status):
            return Ambiguous(reason) if status >= 500 else Rejected(reason)
        case ForeignAnswerError(status=status):
            return Ambiguous(reason) if may_have_arrived(status) else NotSent(reason)
        case UnsentError():
            return NotSent(reason)
        case NetworkError():
            return Ambiguous(reason)
        case _:  # a token that is not (or no longer) known, another poller: it can be set right
            return NotSent(reason)


def refused(reason: str) -> Outcome:
    """What a 400 of Telegram means."""
    text = reason.lower()
    if any(phrase in text for phrase in _TOPIC_GONE):
        return TopicGone()
    if any(phrase in text for phrase in _TOPIC_CLOSED):
        return TopicClosed()
    if any(phrase in text for phrase in _NOTHING_TO_DO):
        return Unchanged(reason)
    if any(phrase in text for phrase in _OUT_OF_REACH):
        return Blocked(reason)
    return Rejected(reason)
