"""What each Bot API method takes, and the check of every call against it.

One line a method: ``name:type``; ``!`` marks a required parameter, ``~`` one that Telegram knows and the
local Telegram does not model. Source: Bot API 10.0. What is not in the table is an error, never an OK.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import ApiError, bad_request
from sim.wire import Json

_TARGET = "business_connection_id:str~ chat_id:chat! message_thread_id:int direct_messages_topic_id:int~"
_MANNER = "disable_notification:bool protect_content:bool"
_PAID = "allow_paid_broadcast:bool~ message_effect_id:str~ suggested_post_parameters:object~"
_REPLY = "reply_parameters:object reply_markup:object"
_CAPTION = "caption:str parse_mode:str caption_entities:list"
_SEND = f"{_TARGET} {_MANNER} {_PAID} {_REPLY}"
_ABOVE = "show_caption_above_media:bool"
_SIZE = "width:int height:int duration:int thumbnail:file"
_EDIT = "business_connection_id:str~ chat_id:chat message_id:int inline_message_id:str~ reply_markup:object"
_FORWARD = f"chat_id:chat! message_thread_id:int direct_messages_topic_id:int~ from_chat_id:chat! {_MANNER}"
_TOPIC = "chat_id:chat! message_thread_id:int!"

METHODS: dict[str, str] = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:list",
    "setWebhook": "url:str! certificate:file ip_address:str max_connections:int allowed_updates:list"
    " drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_SEND} text:str! parse_mode:str entities:list link_preview_options:object",
    "sendPhoto": f"{_SEND} photo:file! {_CAPTION} {_ABOVE} has_spoiler:bool",
    "sendDocument": f"{_SEND} document:file! {_CAPTION} thumbnail:file disable_content_type_detection:bool",
    "sendVideo": f"{_SEND} video:file! {_CAPTION} {_ABOVE} {_SIZE} has_spoiler:bool supports_streaming:bool"
    " cover:file start_timestamp:int",
    "sendAnimation": f"{_SEND} animation:file! {_CAPTION} {_ABOVE} {_SIZE} has_spoiler:bool",
    "sendVoice": f"{_SEND} voice:file! {_CAPTION} duration:int",
    "sendVideoNote": f"{_SEND} video_note:file! duration:int length:int thumbnail:file",
    "sendAudio": f"{_SEND} audio:file! {_CAPTION} duration:int performer:str title:str thumbnail:file",
    "sendSticker": f"{_SEND} sticker:file! emoji:str",
    "sendLocation": f"{_SEND} latitude:float! longitude:float! horizontal_accuracy:float live_period:int"
    " heading:int proximity_alert_radius:int",
    "sendContact": f"{_SEND} phone_number:str! first_name:str! last_name:str vcard:str",
    "sendMediaGroup": f"{_TARGET} media:list! {_MANNER} allow_paid_broadcast:bool~ message_effect_id:str~"
    " reply_parameters:object",
    "sendChatAction": "business_connection_id:str~ chat_id:chat! message_thread_id:int action:str!",
    "copyMessage": f"{_FORWARD} message_id:int! video_start_timestamp:int {_CAPTION} {_ABOVE}"
    f" {_PAID} {_REPLY}",
    "copyMessages": f"{_FORWARD} message_ids:list! remove_caption:bool",
    "forwardMessage": f"{_FORWARD} message_id:int! video_start_timestamp:int message_effect_id:str~"
    " suggested_post_parameters:object~",
    "forwardMessages": f"{_FORWARD} message_ids:list!",
    "editMessageText": f"{_EDIT} text:str! parse_mode:str entities:list link_preview_options:object",
    "editMessageCaption": f"{_EDIT} {_CAPTION} {_ABOVE}",
    "editMessageMedia": f"{_EDIT} media:object!",
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": "chat_id:chat! message_id:int!",
    "deleteMessages": "chat_id:chat! message_ids:list!",
    "answerCallbackQuery": "callback_query_id:str! text:str show_alert:bool url:str cache_time:int",
    "createForumTopic": "chat_id:chat! name:str! icon_color:int icon_custom_emoji_id:str",
    "editForumTopic": f"{_TOPIC} name:str icon_custom_emoji_id:str",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
    "deleteForumTopic": _TOPIC,
    "setMessageReaction": "chat_id:chat! message_id:int! reaction:list is_big:bool",
    "pinChatMessage": "business_connection_id:str~ chat_id:chat! message_id:int! disable_notification:bool",
    "unpinChatMessage": "business_connection_id:str~ chat_id:chat! message_id:int",
    "getFile": "file_id:str!",
    "getChat": "chat_id:chat!",
    "getChatMember": "chat_id:chat! user_id:int!",
    "getChatAdministrators": "chat_id:chat! return_bots:bool",
    "getChatMemberCount": "chat_id:chat!",
    "leaveChat": "chat_id:chat!",
    "setMyCommands": "commands:list! scope:object language_code:str",
    "getMyCommands": "scope:object language_code:str",
    "deleteMyCommands": "scope:object language_code:str",
    "setMyDescription": "description:str language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
}

OBJECTS: dict[str, frozenset[str]] = {
    "InputMedia": frozenset(
        [
            "type",
            "media",
            "thumbnail",
            "cover",
            "start_timestamp",
            "caption",
            "parse_mode",
            "caption_entities",
            "show_caption_above_media",
            "width",
            "height",
            "duration",
            "supports_streaming",
            "has_spoiler",
            "performer",
            "title",
            "disable_content_type_detection",
        ]
    ),
    "LinkPreviewOptions": frozenset(
        ["is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"]
    ),
    "ReplyParameters": frozenset(
        [
            "message_id",
            "chat_id",
            "allow_sending_without_reply",
            "quote",
            "quote_parse_mode",
            "quote_entities",
            "quote_position",
        ]
    ),
}
"""Fields of the objects that calls carry, as far as they are modelled."""

_EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method."""

    name: str
    type: str
    required: bool
    modelled: bool


def check_object(kind: str, given: Any) -> Json:
    """An object that a parameter carries, with known fields only."""
    if not isinstance(given, dict):
        raise bad_request(f"can't parse {kind}: expected an Object")
    unknown = set(given) - OBJECTS[kind]
    if unknown:
        raise bad_request(f'"{min(unknown)}" of {kind} is not modelled by the local Telegram')
    return given


def _parse(line: str) -> dict[str, Parameter]:
    parameters = {}
    for item in line.split():
        name, type_ = item.split(":")
        bare = type_.rstrip("!~")
        parameters[name] = Parameter(name, bare, required="!" in type_, modelled="~" not in type_)
    return parameters


TABLE: dict[str, dict[str, Parameter]] = {method: _parse(line) for method, line in METHODS.items()}
"""Method → its parameters by name."""

LOWERED: dict[str, str] = {name.lower(): name for name in METHODS}
"""The Bot API's method names are case-insensitive."""


def method_named(name: str) -> str:
    """The method's proper name; 404 as Telegram answers when there is none."""
    known = LOWERED.get(name.lower())
    if known is None:
        raise ApiError(404, "Not Found: method not found")
    return known


def bind(method: str, given: Mapping[str, Any]) -> Json:
    """Check a call's parameters and give them their types; files stay as the strings that name them."""
    table = TABLE[method]
    bound: Json = {}
    for name, value in given.items():
        parameter = table.get(name)
        if parameter is None:
            raise bad_request(f'unknown parameter "{name}" of {method}')
        if value is None:
            continue
        if not parameter.modelled:
            raise bad_request(f'parameter "{name}" is not modelled by the local Telegram')
        bound[name] = _convert(parameter, value)
    for parameter in table.values():
        if parameter.required and parameter.name not in bound:
            raise bad_request(_EMPTY.get(parameter.name, f'parameter "{parameter.name}" is required'))
    return bound


def _convert(parameter: Parameter, value: Any) -> Any:
    """Give one value the type that the table names."""
    match parameter.type:
        case "str" | "file":
            return value if isinstance(value, str) else str(value)
        case "int":
            return _integer(parameter.name, value)
        case "chat":
            return _chat(value)
        case "bool":
            return value if isinstance(value, bool) else str(value).lower() in {"true", "1", "yes"}
        case "float":
            return _float(parameter.name, value)
        case _:
            return _structure(parameter, value)


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise bad_request(f'parameter "{name}" must be an integer') from None


def _float(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_request(f'parameter "{name}" must be a number') from None


def _chat(value: Any) -> int | str:
    text = str(value).strip()
    if not text:
        raise bad_request("chat_id is empty")
    return int(text) if text.lstrip("-").isdigit() else text


def _structure(parameter: Parameter, value: Any) -> Any:
    """Decode an array or an object that may come as a JSON string."""
    what = "an array" if parameter.type == "list" else "an object"
    if isinstance(value, str):
        if not value:
            return [] if parameter.type == "list" else {}
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {parameter.name.replace('_', ' ')} JSON object") from None
    if not isinstance(value, list if parameter.type == "list" else dict):
        raise bad_request(f'parameter "{parameter.name}" must be {what}')
    return value
