"""Plain calls of the Bot API: JSON in, JSON out.

Updates are fetched this way because the library builds objects from a whole batch at once, and one update it
cannot build loses the batch. Set-up and checks use it too, as they want Telegram's answer word for word.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any

import aiohttp

from bot.telegram.answers import retry_after, telegrams_word, whole_body
from bot.telegram.connections import Proxy, Trouble, open_session, through, trouble_of
from bot.telegram.secrecy import scrub

_ON_TOP = 60.0
"""Seconds that an answer may take from its first byte to its last."""


class TelegramApiError(Exception):
    """A call that gave no result. `reason` never holds the token."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreachableError(TelegramApiError):
    """No answer, or none of Telegram's: `trouble` says which, `status` what somebody else answered with."""

    def __init__(self, reason: str, trouble: Trouble, status: int = 0) -> None:
        super().__init__(reason)
        self.trouble = trouble
        self.status = status


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


class RawApi:
    """The Bot API at `api_url` for one token. Nothing connects before the first call."""

    def __init__(self, token: str, api_url: str, *, proxy: Proxy | None = None, connections: int = 2) -> None:
        self._token = token
        self._api_url = api_url
        self._proxy = proxy
        self._through = through(api_url, proxy)
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
            self._session = open_session(self._api_url, self._connections, self._proxy)
        url = f"{self._api_url.rstrip('/')}/bot{self._token}/{method}"
        timeout = aiohttp.ClientTimeout(total=patience + _ON_TOP, connect=10, sock_read=patience)
        try:
            async with self._session.post(
                url, json=given, timeout=timeout, allow_redirects=False, **self._through
            ) as response:
                answer = telegrams_word(await whole_body(response))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            text = scrub(f"{type(error).__name__}: {error}", self._token)
            raise UnreachableError(text, trouble_of(error)) from None  # the cause's text may hold the token
        if answer is None:
            reason = f"status {response.status} without a Bot API answer"
            raise UnreachableError(reason, Trouble.FOREIGN, response.status)
        if answer["ok"]:
            return Answer(answer["result"], response.headers.get("Date"))
        raise RefusedError(
            answer["error_code"], scrub(answer["description"], self._token), retry_after(answer)
        )
