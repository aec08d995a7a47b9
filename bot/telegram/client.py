"""Carrying out calls through python-telegram-bot, and saying what became of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
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
from bot.telegram.calls import Attempt, Call
from bot.telegram.library import ask, formatted, markup, read_kept, write_file
from bot.telegram.outcomes import Delivered, NotSent, Outcome, Rejected, translate
from bot.telegram.transport import Transport
from store.outbox import Action

_MEDIA = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "animation": InputMediaAnimation,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}


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
        self, token: str, api_url: str = "https://api.telegram.org", *, connections: int = 24
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
        self._uploaded: dict[str, str] = {}  # path of a file -> Telegram's id of it

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
        except (KeyError, TypeError, ValueError) as error:
            outcome = Rejected(f"its payload cannot be read ({type(error).__name__})")
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
            message = await formatted(
                self._bot.send_message,
                "text",
                piece,
                **self._place(run.call, reply=number == 0),
                link_preview_options=LinkPreviewOptions(is_disabled=not preview),
                reply_markup=markup(keyboard) if last else None,
            )
            run.ids.append(message.message_id)

    async def _send_picture(self, run: _Run) -> Outcome:
        payload = run.call.payload
        html, keyboard = payload.get("html", ""), payload.get("keyboard")
        path = str(payload["path"])
        picture = self._uploaded.get(path) or await read_kept(path)
        if picture is None:  # an answer without its picture is better than none
            await self._send_pieces(run, limits.split(html, limits.TEXT), keyboard)
            return Delivered(tuple(run.ids))
        if limits.length(html) > limits.CAPTION:
            texts = limits.split(html, limits.TEXT)
            if len(run.ids) < len(texts):
                await self._send_pieces(run, texts, None)
            html = ""
        message = await formatted(
            self._bot.send_photo,
            "caption",
            html,
            **self._place(run.call, reply=not run.ids),
            photo=picture,
            reply_markup=markup(keyboard),
        )
        if message.photo:
            self._uploaded[path] = message.photo[-1].file_id
        run.ids.append(message.message_id)
        return Delivered(tuple(run.ids))

    async def _send_document(self, run: _Run) -> Outcome:
        """A kept file, with a text under it that fits a caption. Telegram gets its bytes once."""
        payload = run.call.payload
        path, html, keyboard = str(payload["path"]), payload.get("html", ""), payload.get("keyboard")
        kept = f"document {path}"  # a picture has another id when it is sent as a file
        document: Any = self._uploaded.get(kept)
        if document is None:
            data = await read_kept(path)
            if data is None:  # an answer without its file is better than none
                if not html:
                    return Rejected("the file is not there")
                await self._send_pieces(run, limits.split(html, limits.TEXT), keyboard)
                return Delivered(tuple(run.ids))
            document = InputFile(data, filename=payload["name"])
        message = await formatted(
            self._bot.send_document,
            "caption",
            limits.truncate(html, limits.CAPTION),
            **self._place(run.call),
            document=document,
            reply_markup=markup(keyboard),
        )
        if message.document:
            self._uploaded[kept] = message.document.file_id
        run.ids.append(message.message_id)
        return Delivered(tuple(run.ids))

    async def _send_file(self, run: _Run) -> Outcome:
        payload = run.call.payload
        message = await formatted(
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
            copied = await ask(
                self._bot.copy_message,
                from_chat_id=from_chat_id,
                message_id=call.targets[0],
                **place,
                **({"caption": ""} if call.payload.get("bare") else {}),
            )
            run.ids.append(copied.message_id)
        else:
            place.pop("reply_parameters")
            copies = await ask(
                self._bot.copy_messages,
                from_chat_id=from_chat_id,
                message_ids=list(call.targets),
                **place,
                **({"remove_caption": True} if call.payload.get("bare") else {}),
            )
            run.ids.extend(copy.message_id for copy in copies)
        if not run.ids:
            return Rejected("nothing of it can be copied")
        return Delivered(tuple(run.ids))

    async def _keep_file(self, run: _Run) -> Outcome:
        payload = run.call.payload
        file = await ask(self._bot.get_file, payload["file_id"])
        data = bytes(await file.download_as_bytearray())
        try:
            await write_file(payload["path"], data)
        except OSError as error:  # a full disk is emptied some day
            return NotSent(f"the file cannot be written ({type(error).__name__})")
        return Delivered()

    # -- changes of messages ---------------------------------------------------------------------

    async def _edit_text(self, run: _Run) -> Outcome:
        call = run.call
        pieces = limits.split(call.payload["html"], limits.TEXT)
        targets = call.targets[-len(pieces) :]
        surplus = pieces[len(targets) :]
        pieces = pieces[: len(targets)]
        if surplus:
            pieces[-1] = limits.truncate(pieces[-1] + "\n" + surplus[0], limits.TEXT)
        keyboard = markup(call.payload.get("keyboard"))
        for target, piece in zip(targets, pieces, strict=True):
            await formatted(
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
        await formatted(
            self._bot.edit_message_caption,
            "caption",
            limits.truncate(call.payload["html"], limits.CAPTION),
            chat_id=call.chat_id,
            message_id=call.targets[-1],
            reply_markup=markup(call.payload.get("keyboard")),
        )
        return Delivered(call.targets)

    async def _edit_media(self, run: _Run) -> Outcome:
        call = run.call
        media_type = _MEDIA.get(call.payload["kind"])
        if media_type is None:
            return Rejected(f"a message of the kind {call.payload['kind']} cannot replace another")
        caption = limits.truncate(call.payload.get("html", ""), limits.CAPTION)
        media = media_type(call.payload["file_id"], caption=caption, parse_mode=ParseMode.HTML)
        await ask(self._bot.edit_message_media, media, chat_id=call.chat_id, message_id=call.targets[-1])
        return Delivered(call.targets)

    async def _edit_keyboard(self, run: _Run) -> Outcome:
        call = run.call
        await ask(
            self._bot.edit_message_reply_markup,
            chat_id=call.chat_id,
            message_id=call.targets[-1],
            reply_markup=markup(call.payload.get("keyboard")),
        )
        return Delivered(call.targets)

    async def _react(self, run: _Run) -> Outcome:
        call = run.call
        await ask(
            self._bot.set_message_reaction, call.chat_id, call.targets[-1], call.payload.get("emoji") or None
        )
        return Delivered(call.targets)

    async def _pin(self, run: _Run) -> Outcome:
        call = run.call
        await ask(self._bot.pin_chat_message, call.chat_id, call.targets[0], disable_notification=True)
        return Delivered(call.targets)

    async def _answer_press(self, run: _Run) -> Outcome:
        payload = run.call.payload
        text = payload.get("text")
        await ask(
            self._bot.answer_callback_query,
            payload["callback_id"],
            text=limits.truncate(text, limits.PRESS_ANSWER) if text else None,
            show_alert=bool(payload.get("alert")),
        )
        return Delivered()

    async def _offer_commands(self, run: _Run) -> Outcome:
        """The commands in the menu of one chat."""
        scope = BotCommandScopeChat(run.call.chat_id)
        offered = [BotCommand(name, words) for name, words in run.call.payload["commands"]]
        if offered:
            await ask(self._bot.set_my_commands, offered, scope=scope)
        else:
            await ask(self._bot.delete_my_commands, scope=scope)
        return Delivered()

    # -- topics ----------------------------------------------------------------------------------

    async def _create_topic(self, run: _Run) -> Outcome:
        name = limits.truncate(run.call.payload["name"], limits.TOPIC_NAME)
        topic = await ask(self._bot.create_forum_topic, run.call.chat_id, name)
        run.ids.append(topic.message_thread_id)
        return Delivered((topic.message_thread_id,))

    async def _edit_topic(self, run: _Run) -> Outcome:
        name = limits.truncate(run.call.payload["name"], limits.TOPIC_NAME)
        await ask(self._bot.edit_forum_topic, run.call.chat_id, _thread(run.call), name=name)
        return Delivered()

    async def _close_topic(self, run: _Run) -> Outcome:
        await ask(self._bot.close_forum_topic, run.call.chat_id, _thread(run.call))
        return Delivered()

    async def _reopen_topic(self, run: _Run) -> Outcome:
        await ask(self._bot.reopen_forum_topic, run.call.chat_id, _thread(run.call))
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
        Action.SEND_DOCUMENT: _send_document,
        Action.SEND_FILE: _send_file,
        Action.COPY: _copy,
        Action.KEEP_FILE: _keep_file,
        Action.EDIT_TEXT: _edit_text,
        Action.EDIT_CAPTION: _edit_caption,
        Action.EDIT_MEDIA: _edit_media,
        Action.EDIT_KEYBOARD: _edit_keyboard,
        Action.REACT: _react,
        Action.PIN: _pin,
        Action.ANSWER_PRESS: _answer_press,
        Action.OFFER_COMMANDS: _offer_commands,
        Action.CREATE_TOPIC: _create_topic,
        Action.EDIT_TOPIC: _edit_topic,
        Action.CLOSE_TOPIC: _close_topic,
        Action.REOPEN_TOPIC: _reopen_topic,
    }


def _thread(call: Call) -> int:
    if call.thread_id is None:
        raise BadRequest("message thread not found")
    return call.thread_id
