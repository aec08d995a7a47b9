"""setMessageReaction, answerCallbackQuery, pins: small answers to what people did."""

from typing import Any

from sim.errors import ApiError, bad_request
from sim.methods.registry import Call, method
from sim.reactions import ALLOWED_EMOJI
from sim.wire import Json

MAX_ANSWER = 200


@method("setMessageReaction")
def set_message_reaction(call: Call) -> Any:
    """One emoji at most; an empty list takes it away. The bot gets no update of its own reaction."""
    chat = call.world.writable(call.params["chat_id"])
    message = call.world.message(chat, call.params["message_id"], "message to react")
    given = call.params.get("reaction", [])
    if len(given) > 1:
        raise ApiError(400, "Bad Request: REACTIONS_TOO_MANY")
    emoji = tuple(str(reaction.get("emoji", "")) for reaction in given)
    if any(one not in ALLOWED_EMOJI for one in emoji):
        raise ApiError(400, "Bad Request: REACTION_INVALID")
    message.reactions.pop(call.world.bot.id, None)
    if emoji:
        message.reactions[call.world.bot.id] = emoji
    call.world.emit_message("edit", message)
    return True


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> Any:
    """Stop the button's progress bar, with a toast or an alert of up to 200 characters."""
    params = call.params
    text = params.get("text", "")
    if len(text) > MAX_ANSWER:
        raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
    shown: Json = {"text": text, "show_alert": params.get("show_alert", False), "url": params.get("url")}
    call.world.presses.answer(params["callback_query_id"], shown)
    return True


@method("pinChatMessage")
def pin_chat_message(call: Call) -> Any:
    """Pin, with a service message."""
    chat = call.world.writable(call.params["chat_id"])
    message = call.world.message(chat, call.params["message_id"], "message to pin")
    if not chat.is_private and not call.world.bot_member(chat).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    call.world.pin(message, call.world.bot)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> Any:
    """Unpin one message, or the newest pinned."""
    chat = call.world.writable(call.params["chat_id"])
    if not chat.is_private and not call.world.bot_member(chat).may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    message_id = call.params.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True
