"""The state of the local Telegram: users, chats, messages, files, updates; all in memory."""

import itertools
from dataclasses import dataclass, field

from sim import views
from sim.chats import GENERAL_TOPIC_ID, TOPIC_COLORS, Chat, Topic
from sim.clock import Clock, RealClock
from sim.errors import bad_request, forbidden, migrated
from sim.events import EventHub
from sim.files import FileStore
from sim.messages import Message
from sim.presses import PressBook
from sim.updates import FIRST_UPDATE_ID, UpdateQueue
from sim.users import BOT_RIGHTS, Member, User
from sim.wire import Json

FIRST_CUSTOMER_ID = 500_000_001
FIRST_GROUP_ID = -1_001_000_000_001


@dataclass(slots=True)
class Options:
    """Switches for tests.

    ``history_limit``: messages kept in a chat, None keeps all. ``ids_after``: messages, updates and new
    people are numbered from here on, so that a bot which remembers an earlier world does not take this one
    for it.
    ``closed_topics_refuse_admins``: a closed topic refuses the bot even when it may manage topics (what
    Telegram does here could not be confirmed).
    """

    history_limit: int | None = None
    ids_after: int = 0
    closed_topics_refuse_admins: bool = False


@dataclass(slots=True)
class Profile:
    """What the bot has told about itself: commands by (scope, language) and descriptions."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    description: str = ""
    short_description: str = ""


class World:
    """Everything the server knows. Only the event loop's thread touches it."""

    def __init__(self, *, token: str, clock: Clock | None = None, options: Options | None = None) -> None:
        """Make a world with nobody but the bot; the bot's id is the part of the token before the colon."""
        self.token = token
        self.clock: Clock = clock or RealClock()
        self.options = options or Options()
        self.bot = User(int(token.partition(":")[0]), "Line Zero", is_bot=True, username="line_zero_bot")
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(self.clock, FIRST_UPDATE_ID + self.options.ids_after)
        self.files = FileStore(self.options.history_limit)
        self.events = EventHub()
        self.presses = PressBook(self.clock, self.updates, self.events)
        self.profile = Profile()
        self._account_messages = itertools.count(1 + self.options.ids_after)
        self._customer_ids = itertools.count(FIRST_CUSTOMER_ID + self.options.ids_after)
        self._group_ids = itertools.count(FIRST_GROUP_ID, -1)

    # -- who and where ------------------------------------------------------------------------------------

    def add_user(self, first_name: str, *, user_id: int | None = None, **about: str | None) -> User:
        """A new person; ``about`` takes last_name, username, language_code."""
        chosen = next(i for i in self._customer_ids if i not in self.users) if user_id is None else user_id
        if chosen in self.users:
            raise bad_request("user id is taken")
        user = User(chosen, first_name, **about)  # type: ignore[arg-type]
        self.users[chosen] = user
        self.chats[chosen] = Chat(chosen, "private", user=user)
        self.emit_chat(self.chats[chosen])
        return user

    def add_group(
        self, title: str, agents: list[User], *, forum: bool = True, group_id: int | None = None
    ) -> Chat:
        """A group with the bot as an administrator; without ``forum`` a basic group, which can migrate."""
        chosen = group_id if group_id is not None else next(self._group_ids)
        if not forum and group_id is None:
            chosen += 1_000_000_000_000
        chat = Chat(chosen, "supergroup" if forum else "group", title=title, is_forum=forum)
        chat.last_message_id = (
            GENERAL_TOPIC_ID + self.options.ids_after
        )  # at least the message that made the group, and the General topic's id
        for number, agent in enumerate(agents):
            status = "creator" if number == 0 else "administrator"
            chat.members[agent.id] = Member(agent, status, BOT_RIGHTS)
        chat.members[self.bot.id] = Member(self.bot, "administrator", BOT_RIGHTS)
        self.chats[chosen] = chat
        self.emit_chat(chat)
        return chat

    def user(self, user_id: int) -> User:
        """A user who exists, or 400."""
        user = self.users.get(user_id)
        if user is None:
            raise bad_request("user not found")
        return user

    def chat(self, chat_id: int | str) -> Chat:
        """A chat that the bot can name, or 400; a group that became a supergroup tells its new id."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or (chat.is_private and not chat.started and not self._met(chat)):
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        return chat

    def writable(self, chat_id: int | str) -> Chat:
        """A chat that the bot may write to now; 403 in Telegram's words when it may not."""
        chat = self.chat(chat_id)
        if chat.is_private:
            self._check_person(chat)
            return chat
        member = chat.members.get(self.bot.id)
        if member is None or not member.present:
            was = "bot was kicked from" if member and member.status == "kicked" else "bot is not a member of"
            raise forbidden(f"{was} the {chat.kind} chat")
        return chat

    def _check_person(self, chat: Chat) -> None:
        if chat.user and chat.user.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")

    def _met(self, chat: Chat) -> bool:
        """Whether the bot has seen the person in a group."""
        return any(chat.id in other.members for other in self.chats.values() if not other.is_private)

    def bot_member(self, chat: Chat) -> Member:
        """The bot's own place in a group."""
        return chat.members.get(self.bot.id) or Member(self.bot, "left")

    # -- messages -----------------------------------------------------------------------------------------

    def message(self, chat: Chat, message_id: int, what: str = "message") -> Message:
        """A message that exists, or Telegram's "… not found"."""
        message = chat.messages.get(message_id)
        if message is None or message.deleted:
            raise bad_request(f"{what} not found")
        return message

    def post(self, message: Message) -> Message:
        """Give a new message its number and date, keep it, show it, and tell the bot when it should know."""
        chat = message.chat
        if chat.kind == "supergroup":
            chat.last_message_id += 1
            message.id = chat.last_message_id
        else:
            message.id = next(self._account_messages)
        message.date = int(self.clock.now())
        chat.store(message, self.options.history_limit)
        if message.sender.id != self.bot.id or message.service:
            self.tell_bot("message", message)
        self.emit_message("message", message)
        return message

    def tell_bot(self, kind: str, message: Message) -> None:
        """Queue an update about a message if the bot may see it."""
        chat = message.chat
        if not chat.is_private and not self._bot_sees(message):
            return
        date = message.edit_date or message.date
        self.updates.push(kind, message.to_json(), order_key=f"chat:{chat.id}", date=date)

    def _bot_sees(self, message: Message) -> bool:
        """Privacy mode: a bot that is no administrator sees commands, replies to it and service messages."""
        member = self.bot_member(message.chat)
        if member.is_admin or not member.present:
            return member.is_admin
        answered = message.reply_to is not None and message.reply_to.sender.id == self.bot.id
        entities = message.content.get("entities", ())
        return message.service or answered or any(entity["type"] == "bot_command" for entity in entities)

    def tell_reaction(self, message: Message, user: User, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        """Queue message_reaction; in a group only an administrator gets it."""
        chat = message.chat
        if not chat.is_private and not self.bot_member(chat).is_admin:
            return
        update: Json = {
            "chat": chat.to_json(),
            "message_id": message.id,
            "user": user.to_json(),
            "date": int(self.clock.now()),
            "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in old],
            "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in new],
        }
        self.updates.push("message_reaction", update, order_key=f"chat:{chat.id}")

    def changed(self, message: Message, *, edited: bool = True) -> None:
        """A message got another content or other buttons: date the edit and show it."""
        if edited:
            message.edit_date = int(self.clock.now())
        self.emit_message("edit", message)

    def delete(self, message: Message) -> None:
        """Remove a message; no update tells of it."""
        message.deleted = True
        message.chat.messages.pop(message.id, None)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        chat_id, message_id = message.chat.id, message.id
        self.events.emit("delete", chat_id, lambda: {"message_id": message_id})

    def service(self, chat: Chat, sender: User, content: Json, *, topic: int | None = None) -> Message:
        """Post a service message; the bot gets its own ones too."""
        draft = Message(chat, sender, content, thread_id=topic, topic_message=topic is not None, service=True)
        return self.post(draft)

    def pin(self, message: Message, user: User) -> None:
        """Pin a message, with the service message that tells of it."""
        if message.id not in message.chat.pinned:
            message.chat.pinned.append(message.id)
        topic = message.thread_id if message.topic_message else None
        self.service(message.chat, user, {"pinned_message": message.to_json(with_reply=False)}, topic=topic)

    # -- topics -------------------------------------------------------------------------------------------

    def open_topic(self, chat: Chat, name: str, creator: User, color: int, emoji: str | None) -> Topic:
        """Make a topic; its id is that of the service message."""
        if color not in TOPIC_COLORS:
            raise bad_request("invalid forum topic icon color specified")
        topic = Topic(chat.last_message_id + 1, name, color, creator.id, emoji)
        chat.topics[topic.id] = topic
        created: Json = {"name": name, "icon_color": color}
        if emoji:
            created["icon_custom_emoji_id"] = emoji
        self.service(chat, creator, {"forum_topic_created": created}, topic=topic.id)
        self.emit_topic(chat, topic)
        return topic

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Remove a topic with all its messages; no update tells of it."""
        del chat.topics[topic.id]
        for message_id in topic.message_ids:
            message = chat.messages.pop(message_id, None)
            if message is not None:
                message.deleted = True
        topic_id = topic.id
        self.events.emit("topic_deleted", chat.id, lambda: {"message_thread_id": topic_id})

    # -- showing ------------------------------------------------------------------------------------------

    def emit_message(self, kind: str, message: Message) -> None:
        """Show a message as it is when the event is read."""
        self.events.emit(kind, message.chat.id, lambda: views.message(message))

    def emit_topic(self, chat: Chat, topic: Topic) -> None:
        """Show a topic's name and state."""
        self.events.emit("topic", chat.id, lambda: views.topic(chat, topic))

    def emit_commands(self) -> None:
        """Show the bot's menu of commands."""
        self.events.emit("commands", None, lambda: {"commands": views.commands(self)})

    def emit_chat(self, chat: Chat) -> None:
        """Show a chat's state."""
        self.events.emit("chat", chat.id, lambda: views.chat(chat))
