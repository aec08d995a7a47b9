"""Where a message of a person's comes from: somebody else's words, or an answer to another chat."""

from sim.chats import Chat
from sim.errors import bad_request
from sim.users import User
from sim.wire import Json

_CHATS = {"chat": "supergroup", "channel": "channel"}
_FIRST_CHAT = -1_009_000_000_000
_FIRST_USER = 8_000_000_000


def origin(kind: str, name: str, date: int) -> Json:
    """Telegram's MessageOrigin of somebody outside: ``kind`` is user, hidden, chat or channel."""
    about: Json = {"type": kind, "date": date}
    number = sum(name.encode())
    match kind:
        case "user":
            return {**about, "sender_user": User(_FIRST_USER + number, name).to_json()}
        case "hidden":
            return {**about, "type": "hidden_user", "sender_user_name": name}
        case "chat" | "channel":
            chat = Chat(_FIRST_CHAT - number, _CHATS[kind], title=name).to_json()
            return about | ({"sender_chat": chat} if kind == "chat" else {"chat": chat, "message_id": 1})
    raise bad_request("the kind of an origin is user, hidden, chat or channel")


def given(about: Json | None, date: int) -> Json | None:
    """The origin that a body names as ``{"kind", "name"}``."""
    return origin(str(about.get("kind")), str(about.get("name")), date) if about else None


def hidden(known: Json) -> Json:
    """The same origin where its author shows their name alone."""
    user = known.get("sender_user")
    if user is None:
        return known
    name = " ".join(filter(None, (user["first_name"], user.get("last_name"))))
    return origin("hidden", name, known["date"])


def elsewhere(body: Json, date: int) -> tuple[Json | None, Json | None]:
    """Telegram's ExternalReplyInfo and TextQuote of an answer to a message in another chat, named by
    ``reply_elsewhere`` as ``{"kind", "name", "text"}``."""
    about: Json | None = body.get("reply_elsewhere")
    if not about:
        return None, None
    found = given(about, date)
    quote = {"text": about["text"], "position": 0, "is_manual": True} if about.get("text") else None
    reply: Json = {"origin": found}
    if found is not None and "chat" in found:
        reply |= {"chat": found["chat"], "message_id": found["message_id"]}
    return reply, quote
