"""Which message a new one answers, and in which thread it lands."""

from sim import entities
from sim.chats import GENERAL_TOPIC_ID, Chat
from sim.errors import ApiError, bad_request
from sim.messages import Message
from sim.parameters import check_object
from sim.users import Member
from sim.wire import Json


def place(
    message: Message, thread_id: int | None, author: Member, *, admins_pass_closed: bool = True
) -> None:
    """Put a message into its topic; General has none, but a reply there carries the answered thread's id."""
    chat = message.chat
    if thread_id is None and message.reply_to is not None and message.reply_to.topic_message:
        thread_id = message.reply_to.thread_id
    if thread_id is None:
        if message.reply_to is not None and chat.is_forum:
            message.thread_id = message.reply_to.thread_id or message.reply_to.id
        return
    if not chat.is_forum or thread_id == GENERAL_TOPIC_ID or thread_id not in chat.topics:
        raise bad_request("message thread not found")
    topic = chat.topics[thread_id]
    if topic.closed and not (admins_pass_closed and author.may("can_manage_topics")):
        raise ApiError(400, "Bad Request: TOPIC_CLOSED")
    message.thread_id, message.topic_message = thread_id, True


def resolve(chat: Chat, parameters: Json | None) -> tuple[Message | None, Json | None]:
    """The answered message and the quote that ``reply_parameters`` name."""
    if not parameters:
        return None, None
    check_object("ReplyParameters", parameters)
    elsewhere = parameters.get("chat_id")
    if elsewhere is not None and str(elsewhere) != str(chat.id):
        raise bad_request("replies to another chat are not modelled by the local Telegram")
    answered = chat.messages.get(int(parameters.get("message_id", 0)))
    if answered is None:
        if parameters.get("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    return answered, _quote(answered, parameters)


def _quote(answered: Message, parameters: Json) -> Json | None:
    """The quoted part, which must stand in the answered message."""
    if not parameters.get("quote"):
        return None
    quoted, marked = entities.formatted(
        parameters["quote"], parameters.get("quote_parse_mode"), parameters.get("quote_entities")
    )
    whole = answered.content.get("text") or answered.content.get("caption") or ""
    at = whole.find(quoted)
    if at < 0:
        raise ApiError(400, "Bad Request: QUOTE_TEXT_INVALID")
    quote: Json = {"text": quoted, "position": len(whole[:at].encode("utf-16-le")) // 2}
    if marked:
        quote["entities"] = marked
    return quote
