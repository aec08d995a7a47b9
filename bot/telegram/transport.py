"""The HTTP side of the library, with Telegram's status kept where the library would lose it."""

from __future__ import annotations

import json
from typing import Any

from telegram.request import HTTPXRequest

from bot.telegram.outcomes import FloodError, ServerError
from bot.telegram.raw import trust_environment

_KNOWN_TO_LIBRARY = (400, 401, 403, 404, 409)


class Transport(HTTPXRequest):
    """The library's own transport with few connections: its pool's cost grows with their square."""

    def __init__(self, api_url: str, *, connections: int) -> None:
        super().__init__(
            connection_pool_size=connections,
            connect_timeout=5,
            pool_timeout=5,
            read_timeout=15,
            write_timeout=10,
            httpx_kwargs={"trust_env": trust_environment(api_url)},
        )

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **options)
        if status == 429:
            raise FloodError(_retry_after(body))
        if status >= 300 and status not in _KNOWN_TO_LIBRARY:
            raise ServerError(status)
        return status, body


def _retry_after(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0
