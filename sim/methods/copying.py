"""copyMessage(s) and forwardMessage(s)."""

import itertools
from typing import Any

from sim import entities, keyboards
from sim.chats import Chat
from sim.errors import bad_request
from sim.messages import CAPTIONED, Message
from sim.methods.albums import new_album_id
from sim.methods.registry import Call, method
from sim.methods.sending import draft
from sim.wire import Json

MAX_AT_ONCE = 100


def _source(call: Call) -> Chat:
    return call.world.chat(call.params["from_chat_id"])


def _target(call: Call) -> Chat:
    return call.world.writable(call.params["chat_id"])


@method("copyMessage")
def copy_message(call: Call) -> Json:
    """A message of the bot's own with the same content; only its id comes back."""
    params = call.params
    chat = _target(call)
    original = call.world.message(_source(call), params["message_id"], "message to copy")
    if not original.copyable():
        raise bad_request("message can't be copied")
    content = dict(original.content)
    if "caption" in params and original.kind in CAPTIONED:
        _drop_caption(content)
        content.update(
            entities.caption_content(
                params["caption"], params.get("parse_mode"), params.get("caption_entities")
            )
        )
    message = draft(call, chat, content)
    message.markup, keyboard = keyboards.split(params.get("reply_markup"))
    if keyboard is not None:
        chat.keyboard = None if keyboard.get("remove_keyboard") else keyboard
    return {"message_id": call.world.post(message).id}


def _drop_caption(content: Json) -> None:
    for name in ("caption", "caption_entities", "show_caption_above_media"):
        content.pop(name, None)


@method("forwardMessage")
def forward_message(call: Call) -> Json:
    """The message with its origin."""
    chat = _target(call)
    original = call.world.message(_source(call), call.params["message_id"], "message to forward")
    if not original.copyable() or original.is_protected:
        raise bad_request("message can't be forwarded")
    return call.world.post(_forwarded(call, chat, original)).to_json()


def _forwarded(call: Call, chat: Chat, original: Message) -> Message:
    message = draft(call, chat, dict(original.content))
    message.forward_origin = original.origin()
    return message


def _several(call: Call) -> list[Message]:
    """The messages that exist and may go, in the order of their ids, which must be ascending."""
    ids: list[Any] = call.params["message_ids"]
    if not 1 <= len(ids) <= MAX_AT_ONCE:
        raise bad_request("message identifiers must be 1-100")
    numbers = [int(message_id) for message_id in ids]
    if any(later <= earlier for earlier, later in itertools.pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    source = _source(call)
    there = [source.messages.get(number) for number in numbers]
    return [message for message in there if message is not None and message.copyable()]


def _post_all(call: Call, originals: list[Message], copies: list[Message]) -> list[Json]:
    """Post the copies; albums stay together under a new group id."""
    albums: dict[str, str] = {}
    for original, copy in zip(originals, copies, strict=True):
        if original.media_group_id is not None:
            copy.media_group_id = albums.setdefault(original.media_group_id, new_album_id())
    return [{"message_id": call.world.post(copy).id} for copy in copies]


@method("copyMessages")
def copy_messages(call: Call) -> list[Json]:
    """Copies of up to 100 messages; bad ones are skipped, and albums stay albums."""
    chat = _target(call)
    originals = _several(call)
    if not originals:
        raise bad_request("there are no messages to copy")
    copies = []
    for original in originals:
        content = dict(original.content)
        if call.params.get("remove_caption"):
            _drop_caption(content)
        copies.append(draft(call, chat, content))
    return _post_all(call, originals, copies)


@method("forwardMessages")
def forward_messages(call: Call) -> list[Json]:
    """Forwards of up to 100 messages; bad ones are skipped."""
    chat = _target(call)
    originals = [message for message in _several(call) if not message.is_protected]
    if not originals:
        raise bad_request("there are no messages to forward")
    return _post_all(call, originals, [_forwarded(call, chat, original) for original in originals])
