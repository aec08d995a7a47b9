"""What an update says, as values of ours. The only place that reads Telegram's updates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberUpdated,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    MessageReactionUpdated,
    ReactionType,
    ReactionTypeEmoji,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.sending.topics import Absence
from store.origin import Origin, Source

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_ENDLESS_NUMBER = re.compile(r"(?:^|:)[+-]?\d{16}")
"""No number of ours or of Telegram's has so many digits; a database takes no more than nineteen."""
UNKNOWN_BUTTON = "unknown"
"""What a button says whose data are none of ours."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w{1,32})?(?=[\s,.!?:;…—–]|$)[\s,.!?:;…—–]*")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote or pressed. `language` is what his Telegram is set to."""

    id: int
    name: str
    username: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something beside the text: `kind` is Telegram's (photo, voice, video_note, location, contact…). `mark`
    tells whether two ids name one file."""

    kind: str
    file_id: str = ""
    mark: str = ""
    name: str = ""
    size: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A message, new or edited. `topic` is the topic of a group, None in General and in private chats.
    `answers_bot`: what it replies to was written by a bot, most likely this one."""

    chat_id: int
    message_id: int
    sender: Sender | None
    at: datetime
    is_group: bool
    topic: int | None = None
    text: str = ""
    html: str = ""
    attachment: Attachment | None = None
    album: str | None = None
    reply_to: int | None = None
    edited: bool = False
    origin: Origin = field(default_factory=Origin)
    answers_bot: bool = False

    @property
    def forwarded(self) -> bool:
        """Whether these are somebody else's words."""
        return self.origin.forwarded is not None

    @property
    def command(self) -> str:
        """The command that the message begins with, without slash and bot name; empty where there is none, as
        in «/etc/hosts»."""
        found = None if self.forwarded else _COMMAND.match(self.text)
        return found[1].lower() if found else ""

    def without_command(self) -> Written:
        """What was written beside the command."""
        rest = _COMMAND.sub("", self.text, count=1)
        marked = _COMMAND.match(self.html)
        html = self.html[marked.end() :] if marked else escape(rest, quote=False)
        return replace(self, text=rest, html=html if rest else "")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A pressed button."""

    callback_id: str
    sender: Sender
    data: str
    chat_id: int
    message_id: int
    is_group: bool
    topic: int | None


@dataclass(frozen=True, slots=True)
class Blocked:
    """A customer blocked the bot, or came back (`blocked` False)."""

    sender: Sender
    blocked: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's place in a group has changed: whether they may act there now, and could before."""

    chat_id: int
    user: Sender
    present: bool
    was_present: bool


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody changed the reactions on a message; `emoji` are those that came, `gone` those taken away."""

    chat_id: int
    message_id: int
    sender: Sender
    is_group: bool
    emoji: tuple[str, ...]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMade:
    """A topic was made in a group; also by us, which tells how an ambiguous call ended."""

    chat_id: int
    topic: int
    name: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup and has another id now."""

    old_chat_id: int
    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Presence:
    """What the bot may do in a group has changed; without `absence` it can work there."""

    chat_id: int
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that means nothing to us."""

    kind: str


Inbound = Written | Pressed | Blocked | Membership | Reacted | TopicMade | Migrated | Presence | Ignored


class UnreadableUpdateError(Exception):
    """An update that does not have the shape Telegram promises."""


def read(body: str, bot: Bot | None = None) -> Inbound:
    """What an update says.

    Raises UnreadableUpdateError when it cannot be understood; its text names the fault, not the content.
    """
    try:
        update = Update.de_json(_storable(json.loads(body)), bot)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise UnreadableUpdateError(f"{type(error).__name__} while reading the update") from None
    for kind, reader in READERS.items():
        found = getattr(update, kind)
        if found is not None:
            return reader(found)
    return Ignored(next((name for name in update.to_dict() if name != "update_id"), "empty"))


def _storable(value: Any) -> Any:
    """The JSON value with what no database takes (NUL, halves of characters) replaced; lengths stay, because
    the places of bold and links are counted by them."""
    if isinstance(value, str):
        return _NOT_STORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list) else value


def _message(message: Message, *, edited: bool) -> Inbound:
    if message.migrate_to_chat_id:
        return Migrated(message.chat_id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Migrated(message.migrate_from_chat_id, message.chat_id)
    if message.forum_topic_created and message.message_thread_id:
        return TopicMade(message.chat_id, message.message_thread_id, message.forum_topic_created.name)
    attachment = _attachment(message)
    text = message.text or message.caption or ""
    if not text and attachment is None:
        return Ignored("service")
    if message.from_user is not None and message.from_user.is_bot and message.sender_chat is None:
        return Ignored("bot")
    is_group = message.chat.type != ChatType.PRIVATE
    reply = message.reply_to_message
    quoted = reply.message_id if reply is not None and reply.forum_topic_created is None else None
    return Written(
        chat_id=message.chat_id,
        message_id=message.message_id,
        # an anonymous admin writes as the group: who he is cannot be known
        sender=_sender(message.from_user) if message.from_user and not message.sender_chat else None,
        at=message.edit_date or message.date,
        is_group=is_group,
        topic=message.message_thread_id if is_group and message.is_topic_message else None,
        text=text,
        html=(message.text_html if message.text else message.caption_html if message.caption else "") or "",
        attachment=attachment,
        album=message.media_group_id,
        reply_to=quoted,
        edited=edited,
        origin=_origin(message),
        answers_bot=reply is not None and reply.from_user is not None and reply.from_user.is_bot,
    )


def _origin(message: Message) -> Origin:
    """Whose words these are, and what they answer beside a message of ours."""
    elsewhere = message.external_reply
    return Origin(
        forwarded=_forwarded(message, message.forward_origin) if message.forward_origin else None,
        quote=message.quote.text if message.quote and elsewhere is None else "",
        reply=_source(elsewhere.origin, message.quote.text if message.quote else "") if elsewhere else None,
    )


def _forwarded(message: Message, origin: MessageOrigin) -> Source:
    """Whose words were forwarded; one's own are one's own."""
    found = _source(origin)
    own = isinstance(origin, MessageOriginUser) and origin.sender_user == message.from_user
    return Source("self", found.name) if own else found


def _source(origin: MessageOrigin, text: str = "") -> Source:
    match origin:
        case MessageOriginUser():
            return Source("user", origin.sender_user.full_name, text)
        case MessageOriginHiddenUser():
            return Source("hidden", origin.sender_user_name, text)
        case MessageOriginChannel():
            return Source("channel", origin.chat.title or "", text)
        case MessageOriginChat():
            return Source("chat", origin.sender_chat.title or "", text)
        case _:
            return Source("user", "", text)


_FILES = ("photo", "document", "video", "voice", "video_note", "audio", "animation", "sticker")


def _attachment(message: Message) -> Attachment | None:
    if message.location:
        place = message.location
        return Attachment("location", facts={"latitude": place.latitude, "longitude": place.longitude})
    if message.contact:
        contact = message.contact
        return Attachment(
            "contact",
            name=contact.first_name,
            facts={"phone": contact.phone_number, "user_id": contact.user_id},
        )
    for kind in ("animation", *_FILES):  # an animation comes with a document beside it
        found = getattr(message, kind)
        if not found:
            continue
        file = found[-1] if kind == "photo" else found
        facts = {"emoji": file.emoji} if kind == "sticker" else {}
        seconds = file.to_dict().get("duration")  # the attribute itself warns that it will change its type
        if seconds is not None:
            facts["seconds"] = int(seconds)
        return Attachment(
            kind,
            file.file_id,
            file.file_unique_id,
            getattr(file, "file_name", None) or "",
            file.file_size or 0,
            facts,
        )
    for kind in ("poll", "dice", "venue", "game", "story", "invoice", "paid_media", "checklist"):
        if getattr(message, kind, None):
            return Attachment(kind)
    return None


def _pressed(query: CallbackQuery) -> Inbound:
    message = query.message
    if message is None or query.data is None:
        return Ignored("inline press")
    topic = (
        getattr(message, "message_thread_id", None) if getattr(message, "is_topic_message", None) else None
    )
    return Pressed(
        callback_id=query.id,
        sender=_sender(query.from_user),
        data=UNKNOWN_BUTTON if _ENDLESS_NUMBER.search(query.data) else query.data,
        chat_id=message.chat.id,
        message_id=message.message_id,
        is_group=message.chat.type != ChatType.PRIVATE,
        topic=topic,
    )


def _own_membership(change: ChatMemberUpdated) -> Inbound:
    if change.chat.type != ChatType.PRIVATE:
        return Presence(change.chat.id, _absence(change.new_chat_member))
    gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    return Blocked(_sender(change.from_user), gone)


def _absence(bot: ChatMember) -> Absence | None:
    if bot.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT):
        return Absence.OUT
    able = isinstance(bot, ChatMemberAdministrator) and bot.can_manage_topics
    return None if able else Absence.RIGHTS


def _membership(change: ChatMemberUpdated) -> Inbound:
    if change.chat.type == ChatType.PRIVATE or change.new_chat_member.user.is_bot:
        return Ignored("membership")
    return Membership(
        chat_id=change.chat.id,
        user=_sender(change.new_chat_member.user),
        present=has_place(change.new_chat_member),
        was_present=has_place(change.old_chat_member),
    )


def has_place(member: ChatMember) -> bool:
    """Whether a member may write and act in the group. Who is restricted is not trusted there any more."""
    gone = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED, ChatMemberStatus.RESTRICTED)
    return member.status not in gone


def _reacted(change: MessageReactionUpdated) -> Inbound:
    if change.user is None:  # somebody anonymous: an admin as the group
        return Ignored("anonymous reaction")
    new, old = _emoji(change.new_reaction), _emoji(change.old_reaction)
    return Reacted(
        chat_id=change.chat.id,
        message_id=change.message_id,
        sender=_sender(change.user),
        is_group=change.chat.type != ChatType.PRIVATE,
        emoji=tuple(one for one in new if one not in old),
        gone=tuple(one for one in old if one not in new),
    )


def _emoji(reactions: Sequence[ReactionType]) -> tuple[str, ...]:
    """The ordinary ones; what a picture of somebody's own means, nobody can know."""
    return tuple(str(one.emoji) for one in reactions if isinstance(one, ReactionTypeEmoji))


READERS: dict[str, Callable[[Any], Inbound]] = {
    "message": lambda message: _message(message, edited=False),
    "edited_message": lambda message: _message(message, edited=True),
    "callback_query": _pressed,
    "message_reaction": _reacted,
    "my_chat_member": _own_membership,
    "chat_member": _membership,
}
"""Who reads which kind of update: these kinds are asked for, and no others."""


def _sender(user: User) -> Sender:
    return Sender(user.id, user.full_name, user.username, user.language_code or "")
