"""editMessageText, …Caption, …Media, …ReplyMarkup and the deletion of messages."""

from typing import Any

from sim import entities, keyboards
from sim.errors import bad_request
from sim.messages import CAPTIONED, Message
from sim.methods.media import media_content
from sim.methods.registry import Call, method
from sim.parameters import check_object
from sim.wire import Json

DELETABLE_FOR = 48 * 3600
"""Seconds after which the bot may no longer delete a message (Bot API)."""

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def editable(call: Call) -> Message:
    """The bot's own message that the call names."""
    params = call.params
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = call.world.writable(params["chat_id"])
    message = call.world.message(chat, params["message_id"], "message to edit")
    if message.sender.id != call.world.bot.id or message.service or message.forward_origin:
        raise bad_request("message can't be edited")
    return message


def apply(call: Call, message: Message, content: Json) -> Json:
    """Give the message new content and buttons; the same again is an error. Buttons not given disappear."""
    markup = keyboards.inline(call.params.get("reply_markup"))
    if content == message.content and markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    only_buttons = content == message.content
    message.content, message.markup = content, markup
    call.world.changed(message, edited=not only_buttons)
    return message.to_json()


@method("editMessageText")
def edit_text(call: Call) -> Json:
    """New text for a text message."""
    params = call.params
    message = editable(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    content = entities.text_content(params["text"], params.get("parse_mode"), params.get("entities"))
    if params.get("link_preview_options"):
        content["link_preview_options"] = check_object("LinkPreviewOptions", params["link_preview_options"])
    return apply(call, message, content)


@method("editMessageCaption")
def edit_caption(call: Call) -> Json:
    """New caption for a media message; none takes it away."""
    params = call.params
    message = editable(call)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    names = {"caption", "caption_entities", "show_caption_above_media"}
    content = {name: value for name, value in message.content.items() if name not in names}
    content.update(
        entities.caption_content(
            params.get("caption"), params.get("parse_mode"), params.get("caption_entities")
        )
    )
    if params.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return apply(call, message, content)


@method("editMessageMedia")
def edit_media(call: Call) -> Json:
    """Another file in place of the old one."""
    message = editable(call)
    item = check_object("InputMedia", call.params["media"])
    kind = item.get("type")
    if kind not in {"photo", "video", "animation", "audio", "document"}:
        raise bad_request("can't parse InputMedia: media type is unknown")
    content = media_content(call, kind, str(item.get("media", "")), item)
    return apply(call, message, content)


@method("editMessageReplyMarkup")
def edit_markup(call: Call) -> Json:
    """Other buttons, or none."""
    message = editable(call)
    return apply(call, message, message.content)


@method("deleteMessage")
def delete_message(call: Call) -> Any:
    """Delete one message that the bot may delete."""
    chat = call.world.writable(call.params["chat_id"])
    message = call.world.message(chat, call.params["message_id"], "message to delete")
    if not _may_delete(call, message):
        raise bad_request("message can't be deleted")
    call.world.delete(message)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> Any:
    """Delete up to 100 messages; those that can't be are skipped."""
    ids = call.params["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers must be 1-100")
    chat = call.world.writable(call.params["chat_id"])
    for message_id in ids:
        message = chat.messages.get(int(message_id))
        if message is not None and _may_delete(call, message):
            call.world.delete(message)
    return True


def _may_delete(call: Call, message: Message) -> bool:
    """Own and, in private chats, all messages of 48 hours; in groups anything with the right."""
    world, chat = call.world, message.chat
    if not chat.is_private and world.bot_member(chat).may("can_delete_messages"):
        return True
    young = world.clock.now() - message.date < DELETABLE_FOR
    return young and (chat.is_private or message.sender.id == world.bot.id)
