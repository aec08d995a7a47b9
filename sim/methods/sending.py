"""sendMessage and what every sending method does with its message."""

from typing import Any

from sim import entities, keyboards, replies
from sim.chats import Chat
from sim.errors import ApiError, bad_request
from sim.messages import Message
from sim.methods.registry import Call, method
from sim.parameters import check_object
from sim.wire import Json

CHAT_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def draft(call: Call, chat: Chat, content: Json) -> Message:
    """A message of the bot, in its topic, with its reply, not posted yet."""
    params, world = call.params, call.world
    message = Message(chat, world.bot, content)
    message.reply_to, message.quote = replies.resolve(chat, params.get("reply_parameters"))
    passes = not world.options.closed_topics_refuse_admins
    author = world.bot_member(chat)
    replies.place(message, params.get("message_thread_id"), author, admins_pass_closed=passes)
    message.protected = params.get("protect_content", False)
    message.silent = params.get("disable_notification", False)
    return message


def send(call: Call, content: Json) -> Message:
    """Post the bot's message as the call's common parameters say."""
    chat = call.world.writable(call.params["chat_id"])
    markup, keyboard = keyboards.split(call.params.get("reply_markup"))
    message = draft(call, chat, content)
    message.markup = markup
    if keyboard is not None:
        chat.keyboard = None if keyboard.get("remove_keyboard") else keyboard
        call.world.emit_chat(chat)
    return call.world.post(message)


@method("sendMessage")
def send_message(call: Call) -> Json:
    """Text up to 4096 characters."""
    params = call.params
    content = entities.text_content(params["text"], params.get("parse_mode"), params.get("entities"))
    preview = params.get("link_preview_options")
    if preview:
        content["link_preview_options"] = check_object("LinkPreviewOptions", preview)
    return send(call, content).to_json()


@method("sendLocation")
def send_location(call: Call) -> Json:
    """A point on the map."""
    latitude, longitude = call.params["latitude"], call.params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude specified")
    return send(call, {"location": {"latitude": latitude, "longitude": longitude}}).to_json()


@method("sendContact")
def send_contact(call: Call) -> Json:
    """A phone number with a name."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: call.params[name] for name in names if call.params.get(name)}
    if not contact.get("phone_number") or not contact.get("first_name"):
        raise ApiError(400, "Bad Request: PHONE_NUMBER_INVALID")
    return send(call, {"contact": contact}).to_json()


@method("sendChatAction")
def send_chat_action(call: Call) -> Any:
    """The typing line; it succeeds in a deleted topic too (tdlib/telegram-bot-api issue 732)."""
    action = call.params["action"]
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.world.writable(call.params["chat_id"])
    shown = {"action": action, "message_thread_id": call.params.get("message_thread_id")}
    call.world.events.emit("action", chat.id, lambda: shown)
    return True
