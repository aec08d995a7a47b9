"""Chats and forum topics: what belongs to them and which message stands where."""

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim import utf16
from sim.errors import ApiError
from sim.users import Member, User
from sim.wire import Json

if TYPE_CHECKING:
    from sim.messages import Message

GENERAL_TOPIC_ID = 1
"""Id of the General topic on Telegram's servers; its messages carry no ``message_thread_id`` for bots."""

TOPIC_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
"""The six colours that createForumTopic takes (Bot API, ``icon_color``)."""


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is the id of the service message that opened it."""

    id: int
    name: str
    icon_color: int
    creator_id: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    message_ids: list[int] = field(default_factory=list)

    def to_json(self) -> Json:
        """Telegram's ForumTopic."""
        body: Json = {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}
        if self.icon_custom_emoji_id:
            body["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return body


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the user's), a basic group or a supergroup."""

    id: int
    kind: str
    title: str | None = None
    user: User | None = None
    is_forum: bool = False
    started: bool = False
    blocked: bool = False
    protected: bool = False
    migrated_to: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: "dict[int, Message]" = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: Json | None = None
    last_message_id: int = 0
    lost: int = 0
    _json: Json | None = None

    @property
    def is_private(self) -> bool:
        """Whether it is a chat between the bot and one person."""
        return self.kind == "private"

    def to_json(self) -> Json:
        """Telegram's Chat. The same object each time: read it only."""
        if self._json is None:
            body: Json = {"id": self.id, "type": self.kind}
            if self.user is not None:
                body["first_name"] = self.user.first_name
                if self.user.last_name:
                    body["last_name"] = self.user.last_name
                if self.user.username:
                    body["username"] = self.user.username
            else:
                body["title"] = self.title
                if self.is_forum:
                    body["is_forum"] = True
            self._json = body
        return self._json

    def store(self, message: "Message", limit: int | None) -> None:
        """Keep a message; drop the oldest when the chat holds more than ``limit``."""
        self.messages[message.id] = message
        topic = self.topics.get(message.thread_id) if message.topic_message and message.thread_id else None
        if topic is not None:
            topic.message_ids.append(message.id)
        if limit is not None and len(self.messages) > limit:
            del self.messages[next(iter(self.messages))]
            self.lost += 1

    def latest(self, count: int) -> "list[Message]":
        """The newest messages, oldest of them first."""
        newest: deque[Message] = deque()
        for message in reversed(self.messages.values()):
            if len(newest) == count:
                break
            newest.appendleft(message)
        return list(newest)


def checked_name(name: str) -> str:
    """A topic's name of 1–128 characters."""
    name = name.strip()
    if not name or utf16.length(name) > 128:
        raise ApiError(
            400, "Bad Request: TOPIC_TITLE_EMPTY" if not name else "Bad Request: TOPIC_TITLE_TOO_LONG"
        )
    return name
