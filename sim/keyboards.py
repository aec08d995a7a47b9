"""Reply markup: what the server accepts, and Telegram's errors for the rest."""

from typing import Any

from sim.errors import ApiError, bad_request
from sim.wire import Json

MAX_CALLBACK_DATA = 64
"""Bytes of callback_data (Bot API)."""
MAX_BUTTONS = 100

_INLINE_ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query_current_chat",
    "switch_inline_query",
)
_URL_SCHEMES = ("http://", "https://", "tg://", "ton://")


def inline(markup: Json | None) -> Json | None:
    """An inline keyboard, checked; None when there is none or it is empty."""
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows = [[_inline_button(button) for button in row] for row in _rows(markup["inline_keyboard"]) if row]
    return {"inline_keyboard": rows} if rows else None


def split(markup: Json | None) -> tuple[Json | None, Json | None]:
    """The inline keyboard of a message, and the reply keyboard (or its removal) for the chat."""
    if not markup:
        return None, None
    if "inline_keyboard" in markup:
        return inline(markup), None
    if "keyboard" in markup:
        rows = [[_reply_button(button) for button in row] for row in _rows(markup["keyboard"]) if row]
        return None, {**markup, "keyboard": rows}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return None, markup
    raise bad_request("object expected as reply markup")


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: expected an Array of Array of Button")
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    actions = [name for name in _INLINE_ACTIONS if name in button]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MAX_CALLBACK_DATA:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not (str(url).startswith(_URL_SCHEMES) or "." in str(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return button


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    return button
