"""From what Telegram sends to rows of the inbox, whatever it looks like."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bot.inbound import READERS
from bot.intake import lanes
from store.inbox import Incoming

ALLOWED = tuple(READERS)
"""Kinds of updates to ask for. The setting sticks at Telegram's side, and its default lacks two of these."""

_LARGEST_ID = 2**63 - 1


def incoming(update: Any) -> Incoming:
    """The inbox row of one update. What cannot be understood becomes a row too, to be set aside."""
    body = _dump(update)
    update_id = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool) or not 0 <= update_id <= _LARGEST_ID:
        return unreadable(body, "no update_id")
    try:
        return Incoming(update_id, lanes.lane(update), body)
    except ValueError as error:
        return Incoming(update_id, lanes.MISC, body, error=str(error))


def unreadable(body: str, reason: str) -> Incoming:
    """A row for something without an id. The id is made of the content, so that repeating changes nothing;
    it is negative, as Telegram's never are."""
    digest = hashlib.sha256(body.encode("utf-8", "replace")).digest()
    return Incoming(-(int.from_bytes(digest[:7], "big") + 1), lanes.MISC, body, error=reason)


def _dump(update: Any) -> str:
    text = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, which no database takes
        return json.dumps(update, separators=(",", ":"))
    return text
