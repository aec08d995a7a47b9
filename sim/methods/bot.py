"""The bot's own account: getMe, commands, descriptions."""

import json
import re
from typing import Any

from sim.errors import ApiError, bad_request
from sim.methods.registry import Call, method
from sim.wire import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@method("getMe")
def get_me(call: Call) -> Json:
    """The bot as a User, with what only getMe tells."""
    return {
        **call.world.bot.to_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


@method("logOut")
@method("close")
def leave_server(call: Call) -> Any:
    """Nothing to leave."""
    return True


def _scope(call: Call) -> tuple[str, str]:
    scope = call.params.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        call.world.chat(scope["chat_id"])  # there is no menu in a chat that the bot has never been in
    return json.dumps(scope, sort_keys=True), call.params.get("language_code", "")


@method("setMyCommands")
def set_my_commands(call: Call) -> Any:
    """Commands that people see in the menu, for one scope and language."""
    commands = call.params["commands"]
    if len(commands) > 100:
        raise ApiError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).lstrip("/")):
            raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    call.world.profile.commands[_scope(call)] = commands
    call.world.emit_commands()
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Commands of one scope and language."""
    return call.world.profile.commands.get(_scope(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> Any:
    """Forget the commands of one scope and language."""
    call.world.profile.commands.pop(_scope(call), None)
    call.world.emit_commands()
    return True


@method("setMyDescription")
def set_my_description(call: Call) -> Any:
    """What an empty chat shows, up to 512 characters."""
    text = call.params.get("description", "")
    if len(text) > 512:
        raise bad_request("description is too long")
    call.world.profile.description = text
    return True


@method("setMyShortDescription")
def set_my_short_description(call: Call) -> Any:
    """What the profile shows, up to 120 characters."""
    text = call.params.get("short_description", "")
    if len(text) > 120:
        raise bad_request("short description is too long")
    call.world.profile.short_description = text
    return True
