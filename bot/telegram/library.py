"""The library's side of a call: buttons, formatting, and answers that it cannot read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram import limits
from bot.telegram.outcomes import UnreadableAnswerError

_Result = TypeVar("_Result")


def markup(keyboard: Any) -> InlineKeyboardMarkup | None:
    """Rows of {"text", "data" | "url" | "copy"} as the library's buttons; none, when there are none. `copy`
    is a text of 256 characters at most that a press puts into the clipboard."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in keyboard])


def _button(button: dict[str, str]) -> InlineKeyboardButton:
    if "url" in button:
        return InlineKeyboardButton(button["text"], url=button["url"])
    if "copy" in button:
        return InlineKeyboardButton(button["text"], copy_text=CopyTextButton(button["copy"]))
    return InlineKeyboardButton(button["text"], callback_data=button["data"])


async def ask(method: Callable[..., Awaitable[_Result]], *about: Any, **options: Any) -> _Result:
    """Call the library. When it cannot read a success, the call was carried out all the same."""
    try:
        return await method(*about, **options)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableAnswerError(f"unreadable answer ({type(error).__name__})") from error


async def formatted(method: Callable[..., Awaitable[_Result]], name: str, html: str, **rest: Any) -> _Result:
    """Call with formatting, and without when Telegram cannot read it: better plain than lost."""
    try:
        return await ask(method, **{name: html}, parse_mode=ParseMode.HTML, **rest)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
    return await ask(method, **{name: limits.plain(html)}, **rest)


async def read_kept(path: str) -> bytes | None:
    """The bytes of a file of ours, None where there is none."""
    try:
        return await asyncio.to_thread(Path(path).read_bytes)
    except OSError:
        return None


async def write_file(path: str, data: bytes) -> None:
    """Keep bytes as a file; whoever looks meanwhile sees no half of it."""

    def write() -> None:
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(data)
        part.replace(target)

    await asyncio.to_thread(write)
