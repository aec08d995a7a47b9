"""A message as the server keeps it, and as the Bot API shows it."""

from dataclasses import dataclass, field

from sim.chats import Chat
from sim.users import User
from sim.wire import Json


@dataclass(slots=True)
class Message:
    """One message. ``content`` holds the Bot API fields of its kind (text, entities, photo, caption …)."""

    chat: Chat
    sender: User
    content: Json
    id: int = 0
    date: int = 0
    thread_id: int | None = None
    topic_message: bool = False
    reply_to: "Message | None" = None
    quote: Json | None = None
    markup: Json | None = None
    media_group_id: str | None = None
    forward_origin: Json | None = None
    external_reply: Json | None = None
    edit_date: int | None = None
    protected: bool = False
    silent: bool = False
    service: bool = False
    deleted: bool = False
    sender_chat: Chat | None = None
    reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def to_json(self, *, with_reply: bool = True) -> Json:
        """Telegram's Message; a replied message is shown without its own reply, as Telegram does."""
        body: Json = {
            "message_id": self.id,
            "from": self.sender.to_json(),
            "chat": self.chat.to_json(),
            "date": self.date,
        }
        if self.sender_chat is not None:
            body["sender_chat"] = self.sender_chat.to_json()
        if self.thread_id is not None:
            body["message_thread_id"] = self.thread_id
            if self.topic_message:
                body["is_topic_message"] = True
        if with_reply:
            self._add_reply(body)
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        if self.media_group_id is not None:
            body["media_group_id"] = self.media_group_id
        if self.forward_origin is not None:
            body["forward_origin"] = self.forward_origin
        if self.external_reply is not None:
            body["external_reply"] = self.external_reply
            if self.quote is not None:
                body["quote"] = self.quote
        if self.is_protected:
            body["has_protected_content"] = True
        body.update(self.content)
        if self.markup is not None:
            body["reply_markup"] = self.markup
        return body

    def _add_reply(self, body: Json) -> None:
        """Show what the message answers; in a topic, without an answer, it is the topic's first message."""
        answered = self.reply_to
        if answered is None and self.topic_message and self.thread_id and self.thread_id != self.id:
            answered = self.chat.messages.get(self.thread_id)
        if answered is not None and not answered.deleted:
            body["reply_to_message"] = answered.to_json(with_reply=False)
            if self.quote is not None:
                body["quote"] = self.quote

    @property
    def kind(self) -> str:
        """Name of the field that makes the message what it is: text, photo, voice, …"""
        return next((name for name in CONTENT_KINDS if name in self.content), "service")

    def origin(self) -> Json:
        """Telegram's MessageOrigin: what a forward tells of the first author."""
        known = self.forward_origin
        return known or {"type": "user", "date": self.date, "sender_user": self.sender.to_json()}

    @property
    def is_protected(self) -> bool:
        """Whether it, or all of its chat, may not be saved or forwarded."""
        return self.protected or self.chat.protected

    def copyable(self) -> bool:
        """Whether copyMessage takes it: nothing of a chat with protected content."""
        return not self.service and not self.deleted and not self.chat.protected


CONTENT_KINDS = (
    "text",
    "photo",
    "animation",
    "document",
    "video",
    "voice",
    "video_note",
    "audio",
    "sticker",
    "location",
    "contact",
)
"""Kinds of content the local Telegram knows; an animation also carries ``document``, so it comes first."""

CAPTIONED = frozenset({"photo", "animation", "document", "video", "voice", "audio"})
"""Kinds that may carry a caption."""
