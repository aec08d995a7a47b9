"""Telling Telegram's word from what somebody on the way says.

Proxies, gateways and captive pages answer in Telegram's place: pages with any status, bodies cut off in the
middle. Only a JSON body in the Bot API's shape is Telegram's word; all else is an outage.
"""

from __future__ import annotations

import json
from typing import Any

import aiohttp

_LARGEST = 64 * 1024 * 1024
"""Bytes; a hundred updates of the largest size are far from it."""
_LONGEST_WAIT = 24 * 3600.0
_REQUEST_TIMEOUT = 408


async def whole_body(response: aiohttp.ClientResponse) -> bytes | None:
    """The body of an answer; None when it was cut off, cannot be unpacked, or does not end."""
    parts, size = [], 0
    try:
        async for part in response.content.iter_any():
            size += len(part)
            if size > _LARGEST:
                return None
            parts.append(part)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None
    return b"".join(parts)


def telegrams_word(body: bytes | None) -> dict[str, Any] | None:
    """The answer in the Bot API's shape: `ok` with a result, or a refusal with number and description. None
    when it is not Telegram's."""
    try:
        answer = json.loads(body or b"")
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    if answer.get("ok") is True:
        return answer if "result" in answer else None
    code, parameters = answer.get("error_code"), answer.get("parameters", {})
    refused = (
        answer.get("ok") is False
        and type(code) is int
        and 400 <= code <= 599
        and isinstance(answer.get("description"), str)
        and isinstance(parameters, dict)
        and type(parameters.get("migrate_to_chat_id", 0)) is int
    )
    return answer if refused else None


def retry_after(answer: dict[str, Any]) -> float:
    """How long Telegram asks to wait, in seconds: 0 when it does not say, a day at most."""
    wish = (answer.get("parameters") or {}).get("retry_after")
    if isinstance(wish, bool) or not isinstance(wish, int | float):
        return 0.0
    return min(max(float(wish), 0.0), _LONGEST_WAIT) if wish == wish else 0.0  # noqa: PLR0124 -- no NaN


def may_have_arrived(status: int) -> bool:
    """Whether a call may have been carried out that somebody else than Telegram answered with this status.
    Whoever refuses or leads elsewhere did not pass it on; whoever says yes or could wait no longer, perhaps.
    """
    return status < 300 or status == _REQUEST_TIMEOUT or status >= 500
