"""Forum topics. The bot gets the service messages of its own changes too; of deletions nobody is told."""

from typing import Any

from sim.chats import GENERAL_TOPIC_ID, TOPIC_COLORS, Chat, Topic, checked_name
from sim.errors import ApiError, bad_request
from sim.methods.registry import Call, method
from sim.wire import Json


def _forum(call: Call) -> Chat:
    chat = call.world.writable(call.params["chat_id"])
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(call: Call, chat: Chat, doing: str) -> Topic:
    """A topic that exists and that the bot may change: its own always, others with the right."""
    topic = chat.topics.get(call.params["message_thread_id"])
    if topic is None or topic.id == GENERAL_TOPIC_ID:
        raise ApiError(400, "Bad Request: TOPIC_ID_INVALID")
    own = topic.creator_id == call.world.bot.id and doing != "delete"
    right = "can_delete_messages" if doing == "delete" else "can_manage_topics"
    if not own and not call.world.bot_member(chat).may(right):
        raise bad_request(f"not enough rights to {doing} the topic")
    return topic


@method("createForumTopic")
def create_topic(call: Call) -> Json:
    """A new topic; its message_thread_id is the id of the service message."""
    chat = _forum(call)
    if not call.world.bot_member(chat).may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    color = call.params.get("icon_color", TOPIC_COLORS[0])
    emoji = call.params.get("icon_custom_emoji_id")
    topic = call.world.open_topic(chat, checked_name(call.params["name"]), call.world.bot, color, emoji)
    return topic.to_json()


@method("editForumTopic")
def edit_topic(call: Call) -> Any:
    """Another name or icon."""
    chat = _forum(call)
    topic = _topic(call, chat, "edit")
    name, emoji = call.params.get("name"), call.params.get("icon_custom_emoji_id")
    changes: Json = {}
    if name and checked_name(name) != topic.name:
        changes["name"] = topic.name = checked_name(name)
    if emoji is not None and emoji != (topic.icon_custom_emoji_id or ""):
        topic.icon_custom_emoji_id = emoji or None
        changes["icon_custom_emoji_id"] = emoji
    if not changes:
        raise ApiError(400, "Bad Request: TOPIC_NOT_MODIFIED")
    call.world.service(chat, call.world.bot, {"forum_topic_edited": changes}, topic=topic.id)
    call.world.emit_topic(chat, topic)
    return True


@method("closeForumTopic")
def close_topic(call: Call) -> Any:
    """Close for members."""
    return _set_closed(call, closed=True)


@method("reopenForumTopic")
def reopen_topic(call: Call) -> Any:
    """Open again."""
    return _set_closed(call, closed=False)


def _set_closed(call: Call, *, closed: bool) -> bool:
    chat = _forum(call)
    topic = _topic(call, chat, "close" if closed else "reopen")
    if topic.closed == closed:
        raise ApiError(400, "Bad Request: TOPIC_NOT_MODIFIED")
    topic.closed = closed
    name = "forum_topic_closed" if closed else "forum_topic_reopened"
    call.world.service(chat, call.world.bot, {name: {}}, topic=topic.id)
    call.world.emit_topic(chat, topic)
    return True


@method("deleteForumTopic")
def delete_topic(call: Call) -> Any:
    """Delete with all messages."""
    chat = _forum(call)
    call.world.delete_topic(chat, _topic(call, chat, "delete"))
    return True
