"""What people do: write, edit, press, react, block. Each is a function of the world, the person, a body."""

import base64
import itertools
from collections.abc import Callable
from typing import Any

from sim import entities, media, origins, replies, samples, views
from sim.chats import Chat
from sim.errors import bad_request, forbidden
from sim.messages import CAPTIONED, Message
from sim.reactions import ALLOWED_EMOJI
from sim.users import Member, User
from sim.wire import Json
from sim.world import World

Action = Callable[[World, User, Json], Json]

ACTIONS: dict[str, Action] = {}
"""Action name in the control API → the function."""

_album_ids = itertools.count(13_000_000_000_000_001)


def action(function: Action) -> Action:
    """Register a function under its own name."""
    ACTIONS[function.__name__] = function
    return function


ANONYMOUS = User(1_087_968_824, "Group", is_bot=True, username="GroupAnonymousBot")
"""The fake sender that Telegram shows for an anonymous administrator."""


def where(world: World, user: User, body: Json) -> Chat:
    """The chat the person acts in: the one named, or the private chat with the bot."""
    chat_id = int(body.get("chat_id") or user.id)
    chat = world.chats.get(chat_id)
    if chat is None or (chat.is_private and chat.id != user.id):
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        chat = world.chats[chat.migrated_to]
    if not chat.is_private and not member(chat, user).present:
        raise forbidden("this person is not in the group")
    return chat


def member(chat: Chat, user: User) -> Member:
    """The person's place in a group."""
    return chat.members.get(user.id) or Member(user, "left")


def named_message(chat: Chat, body: Json) -> Message:
    """The message that ``message_id`` names."""
    message = chat.messages.get(int(body.get("message_id", 0)))
    if message is None:
        raise bad_request("message not found")
    return message


def post(
    world: World,
    user: User,
    body: Json,
    content: Json,
    album: str | None = None,
    *,
    origin: Json | None = None,
) -> Message:
    """Post a person's message with its reply and topic; ``anonymous`` hides an administrator. ``origin``, or
    ``forwarded_from`` in the body, says whose message it was before it was forwarded."""
    chat = where(world, user, body)
    if chat.is_private:
        if chat.blocked:
            raise forbidden("this person has blocked the bot")
        chat.started = True
    now = int(world.clock.now())
    origin = origin or origins.given(body.get("forwarded_from"), now)
    message = Message(chat, user, content, media_group_id=album, forward_origin=origin)
    message.external_reply, message.quote = origins.elsewhere(body, now)
    if body.get("anonymous") and not chat.is_private:
        message.sender, message.sender_chat = ANONYMOUS, chat
    if body.get("reply_to"):
        wanted = {"message_id": body["reply_to"], "quote": body.get("quote")}
        message.reply_to, message.quote = replies.resolve(chat, wanted)
    replies.place(message, body.get("topic") or None, member(chat, user))
    if chat.keyboard and (chat.keyboard.get("one_time_keyboard") or chat.keyboard.get("force_reply")):
        chat.keyboard = None
        world.emit_chat(chat)
    return world.post(message)


@action
def say(world: World, user: User, body: Json) -> Json:
    """Write text; ``entities`` or ``parse_mode`` may format it."""
    content = entities.text_content(str(body.get("text", "")), body.get("parse_mode"), body.get("entities"))
    return views.message(post(world, user, body, content))


@action
def forward(world: World, user: User, body: Json) -> Json:
    """Forward ``message_id`` to the chat ``to``, or to the private chat with the bot; ``hidden`` where its
    author lets nobody see their account."""
    original = named_message(where(world, user, body), body)
    if not original.copyable() or original.is_protected:
        raise bad_request("message can't be forwarded")
    target = {"chat_id": body.get("to")}
    origin = origins.hidden(original.origin()) if body.get("hidden") else original.origin()
    return views.message(post(world, user, target, dict(original.content), origin=origin))


def media_content(world: World, body: Json) -> Json:
    """Content of one photo, document, voice …: given base64 ``data`` or a sample of the kind."""
    kind = str(body.get("kind"))
    if kind not in media.KINDS:
        raise bad_request(f"kind must be one of {', '.join(sorted(media.KINDS))}")
    if body.get("data"):
        data, name, mime = base64.b64decode(body["data"]), body.get("name", ""), body.get("mime", "")
    else:
        sample = samples.sample(kind, int(body.get("number", 1)))
        data, name, mime = sample.data, body.get("name") or sample.name, sample.mime
    stored = world.files.add(kind, data, name=name, mime=mime, size=body.get("size"))
    content = media.content(stored, body)
    if kind in CAPTIONED:
        content.update(
            entities.caption_content(body.get("caption"), body.get("parse_mode"), body.get("entities"))
        )
    return content


@action
def send_media(world: World, user: User, body: Json) -> Json:
    """Send a photo, document, voice, video note, video, audio, animation or sticker."""
    return views.message(post(world, user, body, media_content(world, body)))


@action
def album(world: World, user: User, body: Json) -> Json:
    """Send several photos, videos, documents or audios as one album: separate updates with one group id."""
    items: list[Json] = body.get("items") or [{"kind": "photo", "number": number} for number in (1, 2, 3)]
    if not 2 <= len(items) <= 10:
        raise bad_request("an album holds 2 to 10 items")
    group = str(next(_album_ids))
    contents = [media_content(world, item) for item in items]
    if body.get("caption"):
        contents[0].update(entities.caption_content(body["caption"], body.get("parse_mode"), None))
    return {"messages": [views.message(post(world, user, body, content, group)) for content in contents]}


@action
def location(world: World, user: User, body: Json) -> Json:
    """Send a point on the map."""
    point = {
        "latitude": float(body.get("latitude", 55.751244)),
        "longitude": float(body.get("longitude", 37.618423)),
    }
    return views.message(post(world, user, body, {"location": point}))


@action
def contact(world: World, user: User, body: Json) -> Json:
    """Send a contact: the person's own, unless another is given."""
    card: Json = {
        "phone_number": body.get("phone_number", "+79990001122"),
        "first_name": body.get("first_name", user.first_name),
    }
    if body.get("user_id", user.id):
        card["user_id"] = body.get("user_id", user.id)
    return views.message(post(world, user, body, {"contact": card}))


@action
def edit(world: World, user: User, body: Json) -> Json:
    """Edit an own text or caption; the bot gets edited_message."""
    chat = where(world, user, body)
    message = named_message(chat, body)
    if message.sender.id != user.id:
        raise forbidden("people edit only their own messages")
    text, mode, given = str(body.get("text", "")), body.get("parse_mode"), body.get("entities")
    if "text" in message.content:
        kept = {name: value for name, value in message.content.items() if name not in {"text", "entities"}}
        message.content = {**kept, **entities.text_content(text, mode, given)}
    elif message.kind in CAPTIONED:
        dropped = {"caption", "caption_entities"}
        kept = {name: value for name, value in message.content.items() if name not in dropped}
        message.content = {**kept, **entities.caption_content(text, mode, given)}
    else:
        raise bad_request("this message can't be edited")
    world.changed(message)
    world.tell_bot("edited_message", message)
    return views.message(message)


@action
def replace_media(world: World, user: User, body: Json) -> Json:
    """Put another picture or file into an own message; ``caption`` as for send_media, the old one stays
    where none is given."""
    message = named_message(where(world, user, body), body)
    if message.sender.id != user.id:
        raise forbidden("people edit only their own messages")
    kept: Json = {
        name: message.content[name] for name in ("caption", "caption_entities") if name in message.content
    }
    content = media_content(world, body)
    message.content = content if "caption" in body else {**kept, **content}
    world.changed(message)
    world.tell_bot("edited_message", message)
    return views.message(message)


@action
def protect(world: World, user: User, body: Json) -> Json:
    """Forbid copying and forwarding of what stands in the chat, or allow it again (``on`` false)."""
    chat = where(world, user, body)
    chat.protected = bool(body.get("on", True))
    return views.chat(chat)


@action
def touch(world: World, user: User, body: Json) -> Json:
    """Make Telegram send edited_message although nothing visible changed."""
    message = named_message(where(world, user, body), body)
    world.changed(message)
    world.tell_bot("edited_message", message)
    return views.message(message)


@action
def delete(world: World, user: User, body: Json) -> Json:
    """Delete a message; the bot is not told."""
    world.delete(named_message(where(world, user, body), body))
    return {}


@action
def press(world: World, user: User, body: Json) -> Json:
    """Press an inline button by ``text``, by ``data``, or the first one; ``times`` re-sends the press."""
    chat = where(world, user, body)
    message = named_message(chat, body)
    button = find_button(message, body.get("text"), body.get("data"))
    if "callback_data" not in button:
        return {"url": button.get("url"), "queries": []}
    made = [
        world.presses.press(user, message, button["callback_data"]) for _ in range(int(body.get("times", 1)))
    ]
    return {"queries": made, "data": button["callback_data"]}


@action
def press_stale(world: World, user: User, body: Json) -> Json:
    """Press a button with data that the message shows no longer, as a slow client does."""
    message = named_message(where(world, user, body), body)
    return {"queries": [world.presses.press(user, message, str(body["data"]))], "data": body["data"]}


def find_button(message: Message, text: str | None, data: str | None) -> Json:
    """A button of a message; the error lists what there is."""
    rows: list[list[Json]] = (message.markup or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if data is not None and button.get("callback_data") == data:
            return button
        if data is None and (text is None or text.lower() in button["text"].lower()):
            return button
    there = ", ".join(f"«{button['text']}»" for button in buttons) or "none"
    raise bad_request(f"no such button; there are: {there}")


@action
def react(world: World, user: User, body: Json) -> Json:
    """Put reactions on a message (``emoji``: one, a list, or nothing to take them away)."""
    chat = where(world, user, body)
    message = named_message(chat, body)
    given: Any = body.get("emoji") or []
    new = (given,) if isinstance(given, str) else tuple(given)
    if any(emoji not in ALLOWED_EMOJI for emoji in new):
        raise bad_request("REACTION_INVALID")
    old = message.reactions.pop(user.id, ())
    if new:
        message.reactions[user.id] = new
    world.tell_reaction(message, user, old, new)
    world.emit_message("edit", message)
    return views.message(message)


@action
def pin(world: World, user: User, body: Json) -> Json:
    """Pin a message, with its service message."""
    world.pin(named_message(where(world, user, body), body), user)
    return {}


@action
def block(world: World, user: User, body: Json) -> Json:
    """Stop the bot: it gets my_chat_member, and 403 for what it sends."""
    return _set_blocked(world, user, blocked=True)


@action
def unblock(world: World, user: User, body: Json) -> Json:
    """Let the bot write again."""
    return _set_blocked(world, user, blocked=False)


def _set_blocked(world: World, user: User, *, blocked: bool) -> Json:
    chat = world.chats[user.id]
    if chat.blocked != blocked:
        chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        update: Json = {
            "chat": chat.to_json(),
            "from": user.to_json(),
            "date": int(world.clock.now()),
            "old_chat_member": Member(world.bot, old).to_json(),
            "new_chat_member": Member(world.bot, new).to_json(),
        }
        world.updates.push("my_chat_member", update, order_key=f"chat:{chat.id}")
        world.emit_chat(chat)
    return views.chat(chat)


@action
def deactivate(world: World, user: User, body: Json) -> Json:
    """Delete the account: the bot gets 403 "user is deactivated"."""
    user.deactivated = True
    world.emit_chat(world.chats[user.id])
    return views.chat(world.chats[user.id])
