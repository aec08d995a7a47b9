"""Plain calls of the Bot API: JSON in, JSON out.

Updates are fetched this way because the library builds objects from a whole batch at once, and one update it
cannot build loses the batch. Set-up and checks use it too, as they want Telegram's answer word for word.
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx

from bot.telegram.secrecy import scrub


class TelegramApiError(Exception):
    """A call that gave no result. `reason` never holds the token."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreachableError(TelegramApiError):
    """No answer, or none that can be read."""


class RefusedError(TelegramApiError):
    """Telegram answered "no": `code` is its number, `retry_after` its wish in seconds."""

    def __init__(self, code: int, reason: str, retry_after: float = 0) -> None:
        super().__init__(reason)
        self.code = code
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a call, and Telegram's own time (the `Date` header) beside it."""

    result: Any
    date: str | None = None


def trust_environment(url: str) -> bool:
    """Whether proxies of the environment apply: not to a server on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def open_session(api_url: str, connections: int, **options: Any) -> aiohttp.ClientSession:
    """Connections to a Bot API server, with the proxies of the environment where they apply."""
    # certificates as httpx finds them: also on a machine without a store of its own
    secure = httpx.create_ssl_context() if api_url.startswith("https:") else True
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections, ssl=secure),
        trust_env=trust_environment(api_url),
        **options,
    )


class RawApi:
    """The Bot API at `api_url` for one token. Nothing connects before the first call."""

    def __init__(self, token: str, api_url: str, *, connections: int = 2) -> None:
        self._token = token
        self._api_url = api_url
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> RawApi:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Give back the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(self, method: str, *, patience: float = 10, **parameters: Any) -> Any:
        """The result of one call. `patience` is how long to wait for the answer, in seconds.

        Raises UnreachableError or RefusedError.
        """
        return (await self.ask_with_date(method, patience=patience, **parameters)).result

    async def ask_with_date(self, method: str, *, patience: float = 10, **parameters: Any) -> Answer:
        """As `ask`, with Telegram's time beside the result."""
        given = {name: value for name, value in parameters.items() if value is not None}
        if self._session is None:
            self._session = open_session(self._api_url, self._connections)
        url = f"{self._api_url.rstrip('/')}/bot{self._token}/{method}"
        timeout = aiohttp.ClientTimeout(total=None, connect=10, sock_read=patience)
        try:
            async with self._session.post(url, json=given, timeout=timeout) as response:
                body = json.loads(await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            text = scrub(f"{type(error).__name__}: {error}", self._token)
            raise UnreachableError(text) from None  # the cause's text may hold the token
        if isinstance(body, dict) and body.get("ok") is True and "result" in body:
            return Answer(body["result"], response.headers.get("Date"))
        if not isinstance(body, dict) or body.get("ok") is not False:
            raise UnreachableError(f"status {response.status} without a Bot API answer")
        parameters_ = body.get("parameters") or {}
        raise RefusedError(
            int(body.get("error_code") or response.status),
            scrub(str(body.get("description") or "no description"), self._token),
            float(parameters_.get("retry_after") or 0),
        )
