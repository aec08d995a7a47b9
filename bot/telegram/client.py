"""Carrying out calls through python-telegram-bot, and saying what became of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram import limits
from bot.telegram.outcomes import Delivered, Outcome, Rejected, UnreadableAnswerError, translate
from bot.telegram.transport import Transport
from store.outbox import Action

_MEDIA = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "animation": InputMediaAnimation,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An action with everything looked up: Telegram's own ids instead of ours.

    `targets` are the messages to edit, pin, react to or copy. `done` are the messages that an earlier
    attempt has already sent; the rest follows.
    """

    action: Action
    chat_id: int
    payload: dict[str, Any]
    thread_id: int | None = None
    reply_to: int | None = None
    targets: tuple[int, ...] = ()
    done: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a call, and all messages that it and earlier attempts brought about."""

    outcome: Outcome
    ids: tuple[int, ...] = ()


@dataclass(slots=True)
class _Run:
    """One attempt at one call. A call of several messages goes on where the last attempt broke off."""

    call: Call
    ids: list[int] = field(default_factory=list)

    def pending(self, parts: list[Any]) -> list[tuple[Any, bool]]:
        """The parts still to send, each with whether it is the last."""
        last = len(parts) - 1
        return [(part, number == last) for number, part in enumerate(parts)][len(self.ids) :]


class TelegramClient:
    """The Bot API at `api_url` for one token. Nothing connects before the first call."""

    def __init__(
        self, token: str, api_url: str = "https://api.telegram.org", *, connections: int = 16
    ) -> None:
        self._token = token
        base = api_url.rstrip("/")
        self._request = Transport(base, connections=connections)
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self._uploaded: dict[str, str] = {}  # path of a picture -> Telegram's id of it

    @property
    def bot(self) -> Bot:
        """The library's own object, for what is no call of the outbox: files, commands, typing."""
        return self._bot

    async def close(self) -> None:
        """Give back the connections."""
        await self._request.shutdown()

    async def execute(self, call: Call) -> Attempt:
        """Carry out a call. Errors of Telegram and of the network are values, never exceptions."""
        run = _Run(call, list(call.done))
        try:
            outcome = await self._methods[call.action](self, run)
        except TelegramError as error:
            outcome = translate(error, self._token)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # The library could not build its object from a success: it was carried out, we know not how.
            reason = f"unreadable answer ({type(error).__name__})"
            outcome = translate(UnreadableAnswerError(reason), self._token)
        return Attempt(outcome, tuple(run.ids))

    # -- new messages ----------------------------------------------------------------------------

    async def _send_text(self, run: _Run) -> Outcome:
        payload = run.call.payload
        await self._send_pieces(run, limits.split(payload["html"], limits.TEXT), payload.get("keyboard"))
        return Delivered(tuple(run.ids))

    async def _send_pieces(self, run: _Run, pieces: list[str], keyboard: Any) -> None:
        """Send a text as one or several messages; the reply stands at the first, the buttons at the last."""
        preview = bool(run.call.payload.get("preview"))
        for number, (piece, last) in enumerate(run.pending(pieces), len(run.ids)):
            message = await _formatted(
                self._bot.send_message,
                "text",
                piece,
                **self._place(run.call, reply=number == 0),
                link_preview_options=LinkPreviewOptions(is_disabled=not preview),
                reply_markup=_markup(keyboard) if last else None,
            )
            run.ids.append(message.message_id)

    async def _send_picture(self, run: _Run) -> Outcome:
        payload = run.call.payload
        html, keyboard = payload.get("html", ""), payload.get("keyboard")
        path = str(payload["path"])
        picture = self._uploaded.get(path) or await _picture(path)
        if picture is None:  # an answer without its picture is better than none
            await self._send_pieces(run, limits.split(html, limits.TEXT), keyboard)
            return Delivered(tuple(run.ids))
        if limits.length(html) > limits.CAPTION:
            texts = limits.split(html, limits.TEXT)
            if len(run.ids) < len(texts):
                await self._send_pieces(run, texts, None)
            html = ""
        message = await _formatted(
            self._bot.send_photo,
            "caption",
            html,
            **self._place(run.call, reply=not run.ids),
            photo=picture,
            reply_markup=_markup(keyboard),
        )
        if message.photo:
            self._uploaded[path] = message.photo[-1].file_id
        run.ids.append(message.message_id)
        return Delivered(tuple(run.ids))

    async def _send_file(self, run: _Run) -> Outcome:
        payload = run.call.payload
        message = await _formatted(
            self._bot.send_document,
            "caption",
            limits.truncate(payload.get("html", ""), limits.CAPTION),
            **self._place(run.call),
            document=InputFile(payload["content"].encode(), filename=payload["name"]),
        )
        run.ids.append(message.message_id)
        return Delivered(tuple(run.ids))

    async def _copy(self, run: _Run) -> Outcome:
        call = run.call
        place = self._place(call)
        from_chat_id = call.payload["from_chat_id"]
        if len(call.targets) == 1:
            copied = await self._bot.copy_message(
                from_chat_id=from_chat_id, message_id=call.targets[0], **place
            )
            run.ids.append(copied.message_id)
        else:
            place.pop("reply_parameters")
            copies = await self._bot.copy_messages(
                from_chat_id=from_chat_id, message_ids=list(call.targets), **place
            )
            run.ids.extend(copy.message_id for copy in copies)
        if not run.ids:
            return Rejected("nothing of it can be copied")
        return Delivered(tuple(run.ids))

    # -- changes of messages ---------------------------------------------------------------------

    async def _edit_text(self, run: _Run) -> Outcome:
        call = run.call
        pieces = limits.split(call.payload["html"], limits.TEXT)
        targets = call.targets[-len(pieces) :]
        surplus = pieces[len(targets) :]
        pieces = pieces[: len(targets)]
        if surplus:
            pieces[-1] = limits.truncate(pieces[-1] + "\n" + surplus[0], limits.TEXT)
        keyboard = _markup(call.payload.get("keyboard"))
        for target, piece in zip(targets, pieces, strict=True):
            await _formatted(
                self._bot.edit_message_text,
                "text",
                piece,
                chat_id=call.chat_id,
                message_id=target,
                link_preview_options=LinkPreviewOptions(is_disabled=not call.payload.get("preview")),
                reply_markup=keyboard if target == targets[-1] else None,
            )
        return Delivered(targets)

    async def _edit_caption(self, run: _Run) -> Outcome:
        call = run.call
        await _formatted(
            self._bot.edit_message_caption,
            "caption",
            limits.truncate(call.payload["html"], limits.CAPTION),
            chat_id=call.chat_id,
            message_id=call.targets[-1],
            reply_markup=_markup(call.payload.get("keyboard")),
        )
        return Delivered(call.targets)

    async def _edit_media(self, run: _Run) -> Outcome:
        call = run.call
        media_type = _MEDIA.get(call.payload["kind"])
        if media_type is None:
            return Rejected(f"a message of the kind {call.payload['kind']} cannot replace another")
        caption = limits.truncate(call.payload.get("html", ""), limits.CAPTION)
        media = media_type(call.payload["file_id"], caption=caption, parse_mode=ParseMode.HTML)
        await self._bot.edit_message_media(media, chat_id=call.chat_id, message_id=call.targets[-1])
        return Delivered(call.targets)

    async def _edit_keyboard(self, run: _Run) -> Outcome:
        call = run.call
        await self._bot.edit_message_reply_markup(
            chat_id=call.chat_id,
            message_id=call.targets[-1],
            reply_markup=_markup(call.payload.get("keyboard")),
        )
        return Delivered(call.targets)

    async def _react(self, run: _Run) -> Outcome:
        call = run.call
        await self._bot.set_message_reaction(
            call.chat_id, call.targets[-1], call.payload.get("emoji") or None
        )
        return Delivered(call.targets)

    async def _pin(self, run: _Run) -> Outcome:
        call = run.call
        await self._bot.pin_chat_message(call.chat_id, call.targets[0], disable_notification=True)
        return Delivered(call.targets)

    async def _answer_press(self, run: _Run) -> Outcome:
        payload = run.call.payload
        text = payload.get("text")
        await self._bot.answer_callback_query(
            payload["callback_id"],
            text=limits.truncate(text, limits.PRESS_ANSWER) if text else None,
            show_alert=bool(payload.get("alert")),
        )
        return Delivered()

    # -- topics ----------------------------------------------------------------------------------

    async def _create_topic(self, run: _Run) -> Outcome:
        name = limits.truncate(run.call.payload["name"], limits.TOPIC_NAME)
        topic = await self._bot.create_forum_topic(run.call.chat_id, name)
        run.ids.append(topic.message_thread_id)
        return Delivered((topic.message_thread_id,))

    async def _edit_topic(self, run: _Run) -> Outcome:
        name = limits.truncate(run.call.payload["name"], limits.TOPIC_NAME)
        await self._bot.edit_forum_topic(run.call.chat_id, _thread(run.call), name=name)
        return Delivered()

    async def _close_topic(self, run: _Run) -> Outcome:
        await self._bot.close_forum_topic(run.call.chat_id, _thread(run.call))
        return Delivered()

    async def _reopen_topic(self, run: _Run) -> Outcome:
        await self._bot.reopen_forum_topic(run.call.chat_id, _thread(run.call))
        return Delivered()

    @staticmethod
    def _place(call: Call, *, reply: bool = True) -> dict[str, Any]:
        replying = (
            ReplyParameters(call.reply_to, allow_sending_without_reply=True)
            if reply and call.reply_to is not None
            else None
        )
        return {
            "chat_id": call.chat_id,
            "message_thread_id": call.thread_id,
            "reply_parameters": replying,
        }

    _methods: dict[Action, Callable[[TelegramClient, _Run], Awaitable[Outcome]]] = {  # noqa: RUF012
        Action.SEND_TEXT: _send_text,
        Action.SEND_PICTURE: _send_picture,
        Action.SEND_FILE: _send_file,
        Action.COPY: _copy,
        Action.EDIT_TEXT: _edit_text,
        Action.EDIT_CAPTION: _edit_caption,
        Action.EDIT_MEDIA: _edit_media,
        Action.EDIT_KEYBOARD: _edit_keyboard,
        Action.REACT: _react,
        Action.PIN: _pin,
        Action.ANSWER_PRESS: _answer_press,
        Action.CREATE_TOPIC: _create_topic,
        Action.EDIT_TOPIC: _edit_topic,
        Action.CLOSE_TOPIC: _close_topic,
        Action.REOPEN_TOPIC: _reopen_topic,
    }


def _thread(call: Call) -> int:
    if call.thread_id is None:
        raise BadRequest("message thread not found")
    return call.thread_id


def _markup(keyboard: Any) -> InlineKeyboardMarkup | None:
    """Rows of {"text", "data" | "url"} as the library's buttons; none, when there are none."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(button["text"], url=button["url"])
                if "url" in button
                else InlineKeyboardButton(button["text"], callback_data=button["data"])
                for button in row
            ]
            for row in keyboard
        ]
    )


async def _formatted(method: Callable[..., Awaitable[Any]], name: str, html: str, **rest: Any) -> Any:
    """Call with formatting, and without when Telegram cannot read it: better plain than lost."""
    try:
        return await method(**{name: html}, parse_mode=ParseMode.HTML, **rest)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
    return await method(**{name: limits.plain(html)}, **rest)


async def _picture(path: str) -> bytes | None:
    try:
        return await asyncio.to_thread(Path(path).read_bytes)
    except OSError:
        return None
