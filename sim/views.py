"""The world as people see it: the Bot API's objects and a little more (reactions, names, states)."""

from typing import TYPE_CHECKING

from sim.chats import Chat, Topic
from sim.messages import Message
from sim.wire import Json

if TYPE_CHECKING:
    from sim.world import World


def message(shown: Message) -> Json:
    """A message with its reactions."""
    body = shown.to_json()
    body["kind"] = shown.kind
    if shown.reactions:
        body["reactions"] = [
            {"user_id": user_id, "emoji": emoji}
            for user_id, given in shown.reactions.items()
            for emoji in given
        ]
    if shown.silent:
        body["silent"] = True
    return body


def topic(chat: Chat, shown: Topic) -> Json:
    """A topic with its state and its newest message."""
    newest = next((chat.messages[i] for i in reversed(shown.message_ids) if i in chat.messages), None)
    return {
        **shown.to_json(),
        "closed": shown.closed,
        "last_message_id": newest.id if newest else shown.id,
    }


def chat(shown: Chat) -> Json:
    """A chat with what a person needs to draw it."""
    body: Json = {
        **shown.to_json(),
        "started": shown.started,
        "blocked": shown.blocked,
        "keyboard": shown.keyboard,
        "migrated_to": shown.migrated_to,
    }
    if shown.user is not None:
        body["user"] = shown.user.to_json()
        body["deactivated"] = shown.user.deactivated
    else:
        body["members"] = [member.to_json() for member in shown.members.values()]
        body["topics"] = [topic(shown, one) for one in shown.topics.values()]
    return body


def commands(shown: "World") -> list[Json]:
    """The menu of commands for each scope and language."""
    return [
        {"scope": scope, "language_code": language, "commands": listed}
        for (scope, language), listed in shown.profile.commands.items()
    ]


def world(shown: "World") -> Json:
    """The whole world without the messages."""
    groups = [one for one in shown.chats.values() if not one.is_private]
    agents = {user_id for group in groups for user_id in group.members}
    talking = [one for one in shown.chats.values() if one.is_private]
    return {
        "bot": shown.bot.to_json(),
        "token": shown.token,
        "seq": shown.events.seq,
        "now": shown.clock.now(),
        "customers": [chat(one) for one in talking if one.started or one.id not in agents],
        "groups": [chat(one) for one in groups],
        "commands": commands(shown),
        "description": shown.profile.description,
    }
