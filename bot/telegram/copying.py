"""Carrying a message to another chat: as a copy where Telegram makes one, otherwise in other ways.

A copy is refused where the content is protected, the original or the answered message is gone, or a caption
is too long. Then the same goes without the quote, without the reply, with its words apart, and at last as
what we keep of it: the file by Telegram's own id, the text as text. Only when nothing helps is it *rejected*.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from functools import partial
from html import escape
from typing import Any

from telegram import Bot, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram import limits
from bot.telegram.calls import Call, Part
from bot.telegram.library import ask, formatted, reading
from bot.telegram.outcomes import Delivered, Outcome, Rejected, refused

CAPTIONED = frozenset({"photo", "video", "animation", "audio", "document", "voice"})
_METHODS = {
    "photo": "SendPhoto",
    "video": "SendVideo",
    "animation": "SendAnimation",
    "audio": "SendAudio",
    "document": "SendDocument",
    "voice": "SendVoice",
    "video_note": "SendVideoNote",
    "sticker": "SendSticker",
}
_ALBUM = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}
_Place = dict[str, Any]


async def carry(bot: Bot, call: Call, ids: list[int]) -> Outcome:
    """Carry what the call names; `ids` takes what it became, and holds what earlier attempts have sent."""
    one = _Carrying(bot, call, ids)
    if len(call.targets) > 1:
        await one.album()
    else:
        await one.single(call.parts[0] if call.parts else None)
    return Delivered(tuple(ids)) if ids else Rejected("nothing of it can be copied")


class _Carrying:
    """One attempt at carrying a message or an album."""

    def __init__(self, bot: Bot, call: Call, ids: list[int]) -> None:
        self._call, self._ids = call, ids
        self._ask = partial(ask, bot)
        self._formatted = partial(formatted, bot)
        self._head = str(call.payload.get("head", ""))
        self._bare = bool(call.payload.get("bare"))
        self._from = {"from_chat_id": call.payload["from_chat_id"]}

    async def single(self, part: Part | None) -> None:
        """One message. Of what an earlier attempt has sent, only the rest follows."""
        if part is not None and part.kind == "text" and (self._head or self._call.done):
            await self._replying(lambda place, before: self._text(f"{before}{part.html}", place))
            return
        if part is not None and part.kind in CAPTIONED and self._call.done:
            await self._text(f"{self._head}{part.html}", _where(self._call), after=1)
            return
        try:
            await self._replying(lambda place, before: self._copy(part, place, before))
        except BadRequest as error:
            sent_in_part = len(self._ids) > len(self._call.done)
            if part is None or not isinstance(refused(error.message), Rejected):
                raise
            if sent_in_part and part.kind in CAPTIONED | {"text"}:  # nothing goes twice
                raise
            if "caption" in error.message.lower():
                await self._words_apart(part, _where(self._call), self._head)
                return
            await self._kept(part, error)

    async def album(self) -> None:
        """Several messages that belong together."""
        call, place = self._call, _where(self._call)
        if self._head and not self._ids:
            await self._text(self._head, place)
        try:
            copies = await self._ask(
                "CopyMessages",
                **self._from,
                message_ids=list(call.targets),
                **place,
                remove_caption=True if self._bare else None,
            )
        except BadRequest as error:
            if not call.parts or not isinstance(refused(error.message), Rejected):
                raise
            await self._album_of_kept(error)
            return
        with reading():
            self._ids.extend([copy["message_id"] for copy in copies])

    # -- ways to carry it

    async def _replying(self, send: Callable[[_Place, str], Awaitable[None]]) -> None:
        """Send as an answer with its quote, else as an answer, else by itself; `send` gets the place and what
        stands before the words."""
        async for place, before in self._places():
            try:
                await send(place, before)
            except BadRequest as error:
                about_reply = any(word in error.message.lower() for word in ("quote", "repl"))
                if not about_reply or "reply_parameters" not in place:
                    raise
            else:
                return

    async def _places(self) -> AsyncIterator[tuple[_Place, str]]:
        call, quote = self._call, str(self._call.payload.get("quote", ""))
        shown = f"<blockquote>{escape(quote, quote=False)}</blockquote>\n" if quote else ""
        place = _where(call)
        if call.reply_to is not None:
            answer = {"message_id": call.reply_to, "allow_sending_without_reply": True}
            if quote:
                yield {**place, "reply_parameters": {**answer, "quote": quote}}, self._head
            yield {**place, "reply_parameters": answer}, shown + self._head
        yield place, shown + self._head

    async def _copy(self, part: Part | None, place: _Place, before: str) -> None:
        caption: dict[str, Any] = {"caption": ""} if self._bare else {}
        if part is not None and before and not self._bare and part.kind in CAPTIONED:
            whole = f"{before}{part.html}"
            if limits.length(whole) > limits.CAPTION:
                await self._words_apart(part, place, before)
                return
            caption = {"caption": whole, "parse_mode": ParseMode.HTML}
        elif part is not None and before and (part.foreign or self._call.payload.get("quote")):
            await self._text(before, place)
        self._add(
            await self._ask("CopyMessage", **self._from, message_id=self._call.targets[0], **place, **caption)
        )

    async def _words_apart(self, part: Part, place: _Place, before: str) -> None:
        """The file without its caption, and its words as a message of their own."""
        self._add(
            await self._ask(
                "CopyMessage", **self._from, message_id=self._call.targets[0], **place, caption=""
            )
        )
        await self._text(f"{before}{part.html}", _where(self._call))

    async def _kept(self, part: Part, error: BadRequest) -> None:
        """What we keep of a message: its file, its place, its words. Raises `error` where that is refused
        too; a customer has the words at least, and the agents read them in the notice."""
        place, words = _where(self._call), f"{self._head}{part.html}"
        if part.kind == "text" and part.html:
            await self._text(words, place)
            return
        with suppress(BadRequest):
            if part.kind == "location":
                at = {name: part.facts[name] for name in ("latitude", "longitude")}
                self._add(await self._ask("SendLocation", **place, **at))
                return
            if part.kind in _METHODS and part.file_id:
                await self._file(part, place, words)
                return
        if part.html and self._call.chat_id > 0 and not self._bare:
            await self._text(words, place)
        raise error

    async def _file(self, part: Part, place: _Place, words: str) -> None:
        method, file = _METHODS[part.kind], {part.kind: part.file_id}
        if part.kind not in CAPTIONED or self._bare:
            self._add(await self._ask(method, **place, **file))
        elif limits.length(words) <= limits.CAPTION:
            self._add(await self._formatted(method, "caption", words, **place, **file))
        else:
            self._add(await self._ask(method, **place, **file))
            await self._text(words, place)

    async def _album_of_kept(self, error: BadRequest) -> None:
        """An album anew from the files of its parts; one by one where Telegram joins them no more."""
        parts = self._call.parts
        if all(part.kind in _ALBUM and part.file_id for part in parts):
            media = [
                _ALBUM[part.kind](
                    part.file_id,
                    caption="" if self._bare else limits.truncate(part.html, limits.CAPTION),
                    parse_mode=ParseMode.HTML,
                )
                for part in parts
            ]
            with suppress(BadRequest):
                sent = await self._ask("SendMediaGroup", **_where(self._call), media=media)
                with reading():
                    self._ids.extend([message["message_id"] for message in sent])
                return
        refusals = []
        for part in parts:
            try:
                await self._kept(part, error)
            except BadRequest as refusal:
                refusals.append(refusal)
        if refusals:
            raise refusals[0]

    async def _text(self, html: str, place: _Place, *, after: int = 0) -> None:
        """A text as one or several messages; what an earlier attempt has sent is not sent again. `after`:
        messages of the row that come before it."""
        for number, piece in enumerate(limits.split(html, limits.TEXT), after):
            if number < len(self._call.done):
                continue
            first = place if number == 0 else _where(self._call)
            self._add(
                await self._formatted(
                    "SendMessage", "text", piece, **first, link_preview_options={"is_disabled": True}
                )
            )

    def _add(self, message: Any) -> None:
        with reading():
            self._ids.append(message["message_id"])


def _where(call: Call) -> _Place:
    return {"chat_id": call.chat_id, "message_thread_id": call.thread_id}
