"""Which lane an update belongs to. Updates of one lane are handled one at a time, in order."""

from __future__ import annotations

from typing import Any

from store.outbox import customer_lane

MISC = "misc"

_WITH_CHAT = (
    "message",
    "edited_message",
    "message_reaction",
    "my_chat_member",
    "chat_member",
)


def desk_lane(chat_id: int, thread_id: int = 0) -> str:
    """A topic of the agents' group; 0 is General, and whatever belongs to no topic."""
    return f"desk:{chat_id}:{thread_id}"


def lane(update: dict[str, Any]) -> str:
    """The lane of an update as Telegram sends it.

    A customer's chat is one lane, each topic of a group another; all else shares one. Raises ValueError
    when a known kind of update is not built as Telegram's documentation says.
    """
    for kind in _WITH_CHAT:
        if kind in update:
            return _of_message(_object(update[kind], kind))
    if "callback_query" in update:
        press = _object(update["callback_query"], "callback_query")
        return _of_message(_object(press["message"], "message")) if "message" in press else MISC
    return MISC


def _of_message(message: dict[str, Any]) -> str:
    chat = _object(message.get("chat"), "chat")
    chat_id = chat.get("id")
    if not isinstance(chat_id, int):
        raise ValueError("the chat has no id")
    if chat.get("type") == "private":
        return customer_lane(chat_id)
    if chat.get("type") not in ("group", "supergroup"):
        return MISC
    # A reply in General carries a message_thread_id that is no topic; only this mark can be trusted.
    if message.get("is_topic_message"):
        thread_id = message.get("message_thread_id")
        if not isinstance(thread_id, int):
            raise ValueError("a message of a topic does not name it")
        return desk_lane(chat_id, thread_id)
    return desk_lane(chat_id)


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is no object")
    return value
