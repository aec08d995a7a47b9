"""What Telegram's menu offers: to customers their commands, in the agents' groups those of the desk."""

from __future__ import annotations

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.customer.commands import COMMANDS
from bot.desk.commands import ACTS
from bot.settings import Settings
from bot.texts import LANGUAGES, texts

_log = structlog.get_logger(__name__)


async def introduce(bot: Bot, settings: Settings) -> None:
    """Tell Telegram the commands for its menus; a bot without a menu works as well."""
    try:
        for language in LANGUAGES:
            words = texts(language)
            offered = [BotCommand(name, words.plain(f"command-{name}")) for name in COMMANDS]
            await bot.set_my_commands(offered, language_code=None if language == "ru" else language)
    except TelegramError as error:
        _log.warning("menu not set", action="menu_not_set", error=type(error).__name__)
        return
    words = texts(settings.desk_language)
    offered = [BotCommand(name, words.plain(f"desk-command-{name}")) for name in ACTS]
    for chat_id in settings.desk_chats:
        try:
            await bot.set_my_commands(offered, scope=BotCommandScopeChat(chat_id))
        except TelegramError as error:  # the bot is not in this group yet
            _log.warning("no menu in a group", action="group_menu_not_set", error=type(error).__name__)
