"""The library's side of a call: buttons, formatting, and answers that cannot be read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram import limits
from bot.telegram.outcomes import UnreadableAnswerError


def markup(keyboard: Any) -> dict[str, Any] | None:
    """Rows of {"text", "data" | "url" | "copy"} as Telegram's buttons; none, when there are none. `copy`
    is a text of 256 characters at most that a press puts into the clipboard."""
    if not keyboard:
        return None
    return {"inline_keyboard": [[_button(one) for one in row] for row in keyboard]}


def _button(button: dict[str, str]) -> dict[str, Any]:
    if "url" in button:
        return {"text": button["text"], "url": button["url"]}
    if "copy" in button:
        return {"text": button["text"], "copy_text": {"text": button["copy"]}}
    return {"text": button["text"], "callback_data": button["data"]}


@contextmanager
def reading() -> Iterator[None]:
    """Where an answer is read: when it cannot be, the call was carried out all the same."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableAnswerError(f"unreadable answer ({type(error).__name__})") from error


async def ask(bot: Bot, method: str, **parameters: Any) -> Any:
    """Call Telegram through the library; its answer as it came. To build the library's objects for the way
    out and back takes as much of the processor as the call itself, and we want a number or two.

    `method` begins with a capital: Telegram takes either, and the library warns of names that it has itself.
    """
    with reading():
        return await bot.do_api_request(method, parameters)


async def formatted(bot: Bot, method: str, name: str, html: str, **rest: Any) -> Any:
    """Call with formatting, and without when Telegram cannot read it: better plain than lost."""
    try:
        return await ask(bot, method, **{name: html}, parse_mode=ParseMode.HTML, **rest)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
    return await ask(bot, method, **{name: limits.plain(html)}, **rest)


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
