"""Changes of groups that people make: the group itself, the bot's rights, topics, migration."""

from collections.abc import Callable

from sim import views
from sim.chats import TOPIC_COLORS, Chat, Topic, checked_name
from sim.errors import bad_request
from sim.users import BOT_RIGHTS, Member, User
from sim.wire import Json
from sim.world import World

Change = Callable[[World, Chat, Json], Json]


def add(world: World, body: Json) -> Chat:
    """A group; ``agents`` are names or ids of people who are there already."""
    agents = []
    for agent in body.get("agents") or []:
        if isinstance(agent, int):
            agents.append(world.user(agent))
        else:
            about: Json = {"first_name": agent} if isinstance(agent, str) else dict(agent)
            name, user_id = about.pop("first_name"), about.pop("id", None)
            agents.append(world.add_user(name, user_id=user_id, **about))
    return world.add_group(
        body.get("title", "Support"), agents, forum=bool(body.get("forum", True)), group_id=body.get("id")
    )


def actor(world: World, chat: Chat, body: Json) -> User:
    """Who makes the change: the person named by ``user_id``, or the group's creator."""
    if body.get("user_id"):
        return world.user(int(body["user_id"]))
    return next((one.user for one in chat.members.values() if one.status == "creator"), world.bot)


def topic_of(chat: Chat, body: Json) -> Topic:
    """The topic that ``topic`` names."""
    topic = chat.topics.get(int(body.get("topic", 0)))
    if topic is None:
        raise bad_request("topic not found")
    return topic


def migrate(world: World, chat: Chat, body: Json) -> Json:
    """Turn the group into a supergroup with topics: a new id, the old one answers with it.

    A forum may be migrated too, although Telegram never does so; its topics stay behind.
    """
    who = actor(world, chat, body)
    new = world.add_group(chat.title or "", [], forum=True)
    new.members = dict(chat.members)
    world.emit_chat(new)
    world.service(chat, who, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    world.service(new, who, {"migrate_from_chat_id": chat.id})
    world.emit_chat(chat)
    return views.chat(new)


def _set_bot(world: World, chat: Chat, body: Json, member: Member) -> Json:
    """Give the bot another place in the group and tell it with my_chat_member."""
    old = world.bot_member(chat)
    chat.members[world.bot.id] = member
    update: Json = {
        "chat": chat.to_json(),
        "from": actor(world, chat, body).to_json(),
        "date": int(world.clock.now()),
        "old_chat_member": old.to_json(),
        "new_chat_member": member.to_json(),
    }
    world.updates.push("my_chat_member", update, order_key=f"chat:{chat.id}")
    world.emit_chat(chat)
    return views.chat(chat)


def demote(world: World, chat: Chat, body: Json) -> Json:
    """Take the administrator's rights from the bot, or only those in ``without``."""
    if body.get("without"):
        rights = world.bot_member(chat).rights - frozenset(body["without"])
        return _set_bot(world, chat, body, Member(world.bot, "administrator", rights))
    return _set_bot(world, chat, body, Member(world.bot, "member"))


def promote(world: World, chat: Chat, body: Json) -> Json:
    """Make the bot an administrator with the rights of a support bot; it also brings it back."""
    return _set_bot(world, chat, body, Member(world.bot, "administrator", BOT_RIGHTS))


def kick(world: World, chat: Chat, body: Json) -> Json:
    """Throw the bot out of the group."""
    return _set_bot(world, chat, body, Member(world.bot, "kicked"))


def join(world: World, chat: Chat, body: Json) -> Json:
    """A person (``user_id``, or a new one by ``first_name``) becomes an agent of the group."""
    if body.get("user_id"):
        user = world.user(int(body["user_id"]))
    else:
        user = world.add_user(str(body["first_name"]), language_code=body.get("language_code"))
    _set_person(world, chat, Member(user, "administrator", BOT_RIGHTS))
    world.service(chat, user, {"new_chat_members": [user.to_json()]})
    return views.chat(chat)


def leave(world: World, chat: Chat, body: Json) -> Json:
    """A person leaves the group."""
    user = world.user(int(body["user_id"]))
    _set_person(world, chat, Member(user, "left"))
    world.service(chat, user, {"left_chat_member": user.to_json()})
    return views.chat(chat)


def ban(world: World, chat: Chat, body: Json) -> Json:
    """A person is thrown out and may not come back by themselves."""
    _set_person(world, chat, Member(world.user(int(body["user_id"])), "kicked"))
    return views.chat(chat)


def restrict(world: World, chat: Chat, body: Json) -> Json:
    """A person stays in the group and may not write there."""
    _set_person(world, chat, Member(world.user(int(body["user_id"])), "restricted"))
    return views.chat(chat)


def _set_person(world: World, chat: Chat, member: Member) -> None:
    """Give a person another place; an administrator bot that asked for chat_member is told."""
    old = chat.members.get(member.user.id) or Member(member.user, "left")
    if member.present:
        chat.members[member.user.id] = member
    else:
        chat.members.pop(member.user.id, None)
    if world.bot_member(chat).is_admin:
        update: Json = {
            "chat": chat.to_json(),
            "from": member.user.to_json(),
            "date": int(world.clock.now()),
            "old_chat_member": old.to_json(),
            "new_chat_member": member.to_json(),
        }
        world.updates.push("chat_member", update, order_key=f"chat:{chat.id}")
    world.emit_chat(chat)


def open_topic(world: World, chat: Chat, body: Json) -> Json:
    """A person makes a topic."""
    who = actor(world, chat, body)
    topic = world.open_topic(chat, checked_name(str(body.get("name", ""))), who, TOPIC_COLORS[0], None)
    return views.topic(chat, topic)


def rename_topic(world: World, chat: Chat, body: Json) -> Json:
    """A person renames a topic."""
    topic = topic_of(chat, body)
    topic.name = checked_name(str(body.get("name", "")))
    world.service(
        chat, actor(world, chat, body), {"forum_topic_edited": {"name": topic.name}}, topic=topic.id
    )
    world.emit_topic(chat, topic)
    return views.topic(chat, topic)


def close_topic(world: World, chat: Chat, body: Json) -> Json:
    """A person closes a topic."""
    return _set_closed(world, chat, body, closed=True)


def reopen_topic(world: World, chat: Chat, body: Json) -> Json:
    """A person opens a closed topic again."""
    return _set_closed(world, chat, body, closed=False)


def _set_closed(world: World, chat: Chat, body: Json, *, closed: bool) -> Json:
    topic = topic_of(chat, body)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    name = "forum_topic_closed" if closed else "forum_topic_reopened"
    world.service(chat, actor(world, chat, body), {name: {}}, topic=topic.id)
    world.emit_topic(chat, topic)
    return views.topic(chat, topic)


def delete_topic(world: World, chat: Chat, body: Json) -> Json:
    """A person deletes a topic with its messages; the bot is not told."""
    world.delete_topic(chat, topic_of(chat, body))
    return {}


CHANGES: dict[str, Change] = {
    "migrate": migrate,
    "demote": demote,
    "promote": promote,
    "kick": kick,
    "join": join,
    "leave": leave,
    "ban": ban,
    "restrict": restrict,
    "open_topic": open_topic,
    "rename_topic": rename_topic,
    "close_topic": close_topic,
    "reopen_topic": reopen_topic,
    "delete_topic": delete_topic,
}
"""Change name in the control API → the function."""
