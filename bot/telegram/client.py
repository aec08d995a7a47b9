"""Carrying out calls through python-telegram-bot, and saying what became of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram import copying, limits
from bot.telegram.calls import Attempt, Call
from bot.telegram.connections import Proxy
from bot.telegram.library import ask, formatted, markup, read_kept, reading, write_file
from bot.telegram.outcomes import Delivered, NotSent, Outcome, Rejected, translate
from bot.telegram.secrecy import scrub
from bot.telegram.transport import Transport
from store.outbox import Action

_MEDIA = ("photo", "video", "animation", "audio", "document")


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
        self,
        token: str,
        api_url: str = "https://api.telegram.org",
        *,
        proxy: Proxy | None = None,
        connections: int = 24,
    ) -> None:
        self._token = token
        base = api_url.rstrip("/")
        self._request = Transport(base, connections=connections, proxy=proxy)
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self._ask = partial(ask, self._bot)
        self._formatted = partial(formatted, self._bot)
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
            await self._send(
                run,
                "SendMessage",
                "text",
                piece,
                reply=number == 0,
                link_preview_options={"is_disabled": not preview},
                reply_markup=markup(keyboard) if last else None,
            )

    async def _send(
        self, run: _Run, method: str, name: str, html: str, *, reply: bool = True, **rest: Any
    ) -> Any:
        """Send one message, with `html` as its parameter `name`; the message."""
        message = await self._formatted(method, name, html, **_place(run.call, reply=reply), **rest)
        with reading():
            run.ids.append(message["message_id"])
        return message

    async def _send_picture(self, run: _Run) -> Outcome:
        payload = run.call.payload
        html, keyboard = payload.get("html", ""), payload.get("keyboard")
        path = str(payload["path"])
        picture: Any = self._uploaded.get(path) or await read_kept(path)
        if picture is None:  # an answer without its picture is better than none
            await self._send_pieces(run, limits.split(html, limits.TEXT), keyboard)
            return Delivered(tuple(run.ids))
        if limits.length(html) > limits.CAPTION:
            texts = limits.split(html, limits.TEXT)
            if len(run.ids) < len(texts):
                await self._send_pieces(run, texts, None)
            html = ""
        message = await self._send(
            run,
            "SendPhoto",
            "caption",
            html,
            reply=not run.ids,
            photo=InputFile(picture) if isinstance(picture, bytes) else picture,
            reply_markup=markup(keyboard),
        )
        if photo := message.get("photo"):
            with reading():
                self._uploaded[path] = photo[-1]["file_id"]
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
        message = await self._send(
            run,
            "SendDocument",
            "caption",
            limits.truncate(html, limits.CAPTION),
            document=document,
            reply_markup=markup(keyboard),
        )
        if sent := message.get("document"):
            with reading():
                self._uploaded[kept] = sent["file_id"]
        return Delivered(tuple(run.ids))

    async def _send_file(self, run: _Run) -> Outcome:
        payload = run.call.payload
        await self._send(
            run,
            "SendDocument",
            "caption",
            limits.truncate(payload.get("html", ""), limits.CAPTION),
            document=InputFile(payload["content"].encode(), filename=payload["name"]),
        )
        return Delivered(tuple(run.ids))

    async def _copy(self, run: _Run) -> Outcome:
        return await copying.carry(self._bot, run.call, run.ids)

    async def _keep_file(self, run: _Run) -> Outcome:
        payload = run.call.payload
        file_id = payload["file_id"]
        with reading():
            file = await self._bot.get_file(file_id)
        try:
            data = bytes(await file.download_as_bytearray())
        except (TelegramError, OSError, RuntimeError) as error:  # nothing happened at Telegram's: ask again
            return NotSent(scrub(f"the file did not come ({error})", self._token))
        if file.file_size is not None and len(data) != file.file_size:
            return NotSent(f"{len(data)} of {file.file_size} bytes of the file came")
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
            await self._formatted(
                "EditMessageText",
                "text",
                piece,
                chat_id=call.chat_id,
                message_id=target,
                link_preview_options={"is_disabled": not call.payload.get("preview")},
                reply_markup=keyboard if target == targets[-1] else None,
            )
        return Delivered(targets)

    async def _edit_caption(self, run: _Run) -> Outcome:
        call = run.call
        await self._formatted(
            "EditMessageCaption",
            "caption",
            limits.truncate(call.payload["html"], limits.CAPTION),
            **_message(call),
            reply_markup=markup(call.payload.get("keyboard")),
        )
        return Delivered(call.targets)

    async def _edit_media(self, run: _Run) -> Outcome:
        call = run.call
        kind = call.payload["kind"]
        if kind not in _MEDIA:
            return Rejected(f"a message of the kind {kind} cannot replace another")
        media = {
            "type": kind,
            "media": call.payload["file_id"],
            "caption": limits.truncate(call.payload.get("html", ""), limits.CAPTION),
            "parse_mode": ParseMode.HTML,
        }
        await self._ask("EditMessageMedia", media=media, **_message(call))
        return Delivered(call.targets)

    async def _edit_keyboard(self, run: _Run) -> Outcome:
        call = run.call
        buttons = markup(call.payload.get("keyboard"))
        await self._ask("EditMessageReplyMarkup", **_message(call), reply_markup=buttons)
        return Delivered(call.targets)

    async def _react(self, run: _Run) -> Outcome:
        call = run.call
        emoji = call.payload.get("emoji")
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else None
        await self._ask("SetMessageReaction", **_message(call), reaction=reaction)
        return Delivered(call.targets)

    async def _pin(self, run: _Run) -> Outcome:
        call = run.call
        pinned = {"chat_id": call.chat_id, "message_id": call.targets[0]}
        await self._ask("PinChatMessage", **pinned, disable_notification=True)
        return Delivered(call.targets)

    async def _answer_press(self, run: _Run) -> Outcome:
        payload = run.call.payload
        text = payload.get("text")
        await self._ask(
            "AnswerCallbackQuery",
            callback_query_id=payload["callback_id"],
            text=limits.truncate(text, limits.PRESS_ANSWER) if text else None,
            show_alert=bool(payload.get("alert")),
        )
        return Delivered()

    async def _offer_commands(self, run: _Run) -> Outcome:
        """The commands in the menu of one chat."""
        scope = {"type": "chat", "chat_id": run.call.chat_id}
        commands = [{"command": name, "description": words} for name, words in run.call.payload["commands"]]
        if commands:
            await self._ask("SetMyCommands", commands=commands, scope=scope)
        else:
            await self._ask("DeleteMyCommands", scope=scope)
        return Delivered()

    # -- topics ----------------------------------------------------------------------------------

    async def _create_topic(self, run: _Run) -> Outcome:
        name = limits.truncate(run.call.payload["name"], limits.TOPIC_NAME)
        topic = await self._ask("CreateForumTopic", chat_id=run.call.chat_id, name=name)
        with reading():
            run.ids.append(topic["message_thread_id"])
        return Delivered(tuple(run.ids[-1:]))

    async def _edit_topic(self, run: _Run) -> Outcome:
        name = limits.truncate(run.call.payload["name"], limits.TOPIC_NAME)
        await self._ask("EditForumTopic", **_topic(run.call), name=name)
        return Delivered()

    async def _close_topic(self, run: _Run) -> Outcome:
        await self._ask("CloseForumTopic", **_topic(run.call))
        return Delivered()

    async def _reopen_topic(self, run: _Run) -> Outcome:
        await self._ask("ReopenForumTopic", **_topic(run.call))
        return Delivered()

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


def _place(call: Call, *, reply: bool = True) -> dict[str, Any]:
    replying = (
        {"message_id": call.reply_to, "allow_sending_without_reply": True}
        if reply and call.reply_to is not None
        else None
    )
    return {"chat_id": call.chat_id, "message_thread_id": call.thread_id, "reply_parameters": replying}


def _message(call: Call) -> dict[str, int]:
    return {"chat_id": call.chat_id, "message_id": call.targets[-1]}


def _topic(call: Call) -> dict[str, int]:
    if call.thread_id is None:
        raise BadRequest("message thread not found")
    return {"chat_id": call.chat_id, "message_thread_id": call.thread_id}
