"""The HTTP side of the library, on aiohttp.

Measured against the library's own (httpx) with 12 calls in flight: a third of the processor time a call,
because httpx looks through its whole pool at every step. It also keeps what the library would lose:
Telegram's status, and whether a call that failed can have reached Telegram.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.telegram.answers import retry_after, telegrams_word, whole_body
from bot.telegram.connections import Proxy, nothing_left, open_session, through
from bot.telegram.outcomes import FloodError, ForeignAnswerError, ServerError, UnsentError

_KNOWN_TO_LIBRARY = (400, 401, 403, 404, 409)
_PATIENCE = aiohttp.ClientTimeout(total=None, connect=5.0, sock_read=15.0)
_PATIENCE_WITH_FILES = aiohttp.ClientTimeout(total=None, connect=5.0, sock_read=35.0)


class Transport(BaseRequest):
    """Requests to one Bot API server over at most `connections` connections."""

    def __init__(self, api_url: str, *, connections: int, proxy: Proxy | None = None) -> None:
        self._api_url = api_url
        self._proxy = proxy
        self._through = through(api_url, proxy)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer."""
        return _PATIENCE.sock_read

    async def initialize(self) -> None:
        """Nothing: the session is made by the first call."""

    async def shutdown(self) -> None:
        """Give back the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """One request; its status and body: of a call Telegram's word, of a file its bytes. The time-outs are
        ours, whatever the library suggests.

        Raises UnsentError, NetworkError, ForeignAnswerError, FloodError or ServerError.
        """
        files = request_data.multipart_data if request_data else None
        try:
            async with self._open().request(
                method,
                url,
                data=_form(request_data, files) if request_data and files else None,
                json=request_data.parameters if request_data and not files else None,
                timeout=_PATIENCE_WITH_FILES if files else _PATIENCE,
                allow_redirects=False,  # Telegram has none, and the address holds the token
                **self._through,
            ) as response:
                status, body = response.status, await whole_body(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            kind = UnsentError if nothing_left(error) else NetworkError
            raise kind(f"{type(error).__name__}: {error}") from error
        if method == "GET" and status == 200 and body is not None:
            return status, body  # of a file
        answer = telegrams_word(body)
        if body is None or answer is None or (method == "GET" and answer["ok"]):
            raise ForeignAnswerError(status)
        return _of_telegram(answer), body

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = open_session(
                self._api_url, self._connections, self._proxy, headers={"User-Agent": self.USER_AGENT}
            )
        return self._session


def _form(request_data: RequestData, files: dict[str, Any]) -> aiohttp.FormData:
    # names of files as they are: Telegram shows percent signs to the customer
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (filename, content, content_type) in files.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


def _of_telegram(answer: dict[str, Any]) -> int:
    """The status that the library reads an answer by."""
    if answer["ok"]:
        return 200
    code: int = answer["error_code"]
    if code == 429:
        raise FloodError(retry_after(answer) or 1.0)
    if code not in _KNOWN_TO_LIBRARY:
        raise ServerError(code)
    return code
