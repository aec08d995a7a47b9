"""getChat and its sisters, getFile, leaveChat."""

from typing import Any

from sim.chats import Chat
from sim.errors import bad_request, forbidden
from sim.files import MAX_DOWNLOAD
from sim.methods.registry import Call, method
from sim.users import Member
from sim.wire import Json

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def _readable(call: Call) -> Chat:
    """A chat that the bot may ask about: also that of a person who blocked it, but no group it has left."""
    chat = call.world.chat(call.params["chat_id"])
    if not chat.is_private and not call.world.bot_member(chat).present:
        was_kicked = call.world.bot_member(chat).status == "kicked"
        raise forbidden(
            f"{'bot was kicked from' if was_kicked else 'bot is not a member of'} the {chat.kind} chat"
        )
    return chat


@method("getChat")
def get_chat(call: Call) -> Json:
    """Full information about a chat."""
    chat = _readable(call)
    full: Json = {
        **chat.to_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.protected:
        full["has_protected_content"] = True
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        full["pinned_message"] = pinned.to_json(with_reply=False)
    if not chat.is_private:
        full["permissions"] = {"can_send_messages": True, "can_manage_topics": False}
    return full


@method("getChatMember")
def get_chat_member(call: Call) -> Json:
    """One member; a known user who is not there has ``left``."""
    chat = _readable(call)
    user_id = call.params["user_id"]
    if chat.is_private:
        if user_id not in {chat.id, call.world.bot.id}:
            raise bad_request("user not found")
        return Member(call.world.user(user_id), "member").to_json()
    member = chat.members.get(user_id)
    return (member or Member(call.world.user(user_id), "left")).to_json()


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    """Administrators; other bots would be left out, and there are none."""
    chat = _readable(call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [member.to_json() for member in chat.members.values() if member.is_admin]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> Any:
    """How many are in the chat, the bot included."""
    chat = _readable(call)
    return 2 if chat.is_private else sum(member.present for member in chat.members.values())


@method("leaveChat")
def leave_chat(call: Call) -> Any:
    """The bot goes."""
    chat = _readable(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[call.world.bot.id] = Member(call.world.bot, "left")
    call.world.emit_chat(chat)
    return True


@method("getFile")
def get_file(call: Call) -> Json:
    """Where to download a file of up to 20 MB."""
    stored = call.world.files.find(call.params["file_id"])
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.to_json(), "file_path": stored.path}
