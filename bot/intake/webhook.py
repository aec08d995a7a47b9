"""Receiving updates that Telegram pushes.

Telegram counts an update as delivered when it gets a 2xx, and sends the next one of a chat only then. So the
answer is given after the row is stored durably, and to everything that Telegram itself sent, readable or not:
an error would bring the same update again and hold up its chat.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.intake.updates import ALLOWED, incoming, unreadable
from bot.intake.wakeup import Wakeup
from bot.telegram.raw import RawApi, RefusedError, TelegramApiError
from store import inbox, trouble
from store.database import Database
from store.inbox import Incoming

_log = structlog.get_logger(__name__)
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
_LARGEST_BODY = 1024 * 1024
_LONGEST_PAUSE = 30.0  # s
_BODY_SECONDS = 15.0
_IDLE_SECONDS = 20.0
"""How long a connection may take to send the head of a call, and how long it is kept between two."""
_LINGERING_SECONDS = 2.0
"""How long the rest of a body that was answered already is read for."""
_MOST_HEADERS = 64


class ListenError(Exception):
    """Nobody can listen at LINEZERO_WEBHOOK_LISTEN."""

    def __init__(self, listen: str, reason: str) -> None:
        super().__init__(
            f"LINEZERO_WEBHOOK_LISTEN: nobody can listen at {listen} ({reason}). If another program uses the "
            "port, choose a free one."
        )


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """`url` is what Telegram calls, `secret` what it sends along, `listen` where we wait, as host:port.
    Port 0 takes any free one."""

    url: str
    secret: str
    listen: str = "127.0.0.1:8443"

    @property
    def path(self) -> str:
        """The path part of the address."""
        return urlsplit(self.url).path or "/"


class WebhookServer:
    """Takes updates into the inbox until it is told to stop."""

    def __init__(
        self,
        database: Database,
        api: RawApi,
        wakeup: Wakeup,
        address: WebhookAddress,
        *,
        connections: int = 40,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`connections` is how many updates of different chats Telegram may send at a time, 1–100."""
        if not address.secret:
            raise ValueError("a webhook without a secret would take updates from anybody")
        self._database = database
        self._api = api
        self._wakeup = wakeup
        self._address = address
        self._connections = connections
        self._clock = clock
        self.listening = asyncio.Event()
        self.port = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Listen, tell Telegram where, and take updates until `stop`. The webhook stays set: what comes while
        we are away waits at Telegram's side. Raises ListenError."""
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_post(self._address.path, self._take)
        runner = web.AppRunner(
            app,
            access_log=None,
            keepalive_timeout=_IDLE_SECONDS,
            lingering_time=_LINGERING_SECONDS,
            shutdown_timeout=_LINGERING_SECONDS,
            max_headers=_MOST_HEADERS,
            auto_decompress=False,  # a broken one would be a traceback in the log
        )
        await runner.setup()
        try:
            host, _, port = self._address.listen.rpartition(":")
            try:
                await web.TCPSite(runner, host.strip("[]") or "127.0.0.1", int(port)).start()
            except (OSError, ValueError, OverflowError) as error:
                reason = (isinstance(error, OSError) and error.strerror) or type(error).__name__
                raise ListenError(self._address.listen, reason) from None
            self.port = runner.addresses[0][1]
            self.listening.set()
            announcing = asyncio.create_task(self._announce())
            await stop.wait()
            announcing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await announcing
        finally:
            await runner.cleanup()
        _log.info("webhook stopped", action="webhook_stopped")

    async def _announce(self) -> None:
        """Tell Telegram the address; trouble is waited out."""
        pause = 0.5
        while True:
            try:
                await self._api.ask(
                    "setWebhook",
                    url=self._address.url,
                    secret_token=self._address.secret,
                    allowed_updates=list(ALLOWED),
                    max_connections=self._connections,
                )
            except TelegramApiError as error:
                at_least = error.retry_after if isinstance(error, RefusedError) else 0.0
                seconds = max(at_least, pause * random.uniform(0.5, 1))
                _log.error("the webhook could not be set", action="webhook_failed", reason=error.reason)
                await asyncio.sleep(seconds)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                _log.info("webhook set", action="webhook_started")
                return

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._address.secret.encode()):
            _log.warning("a call without the secret", action="webhook_forbidden")
            return web.Response(status=403)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await request.read()  # answers 413 by itself when it is too large
        except TimeoutError:
            return web.Response(status=408)
        try:
            body = _unpacked(body, request.headers.get("Content-Encoding", ""))
        except (zlib.error, web.RequestPayloadError) as error:
            _log.warning("a call whose body is broken", action="webhook_body", error=type(error).__name__)
            return web.Response(status=400)
        row = _parsed(body)
        if row.error:
            _log.warning("update set aside", action="update_quarantined", update_id=row.update_id)
        try:
            await asyncio.shield(asyncio.to_thread(self._store, row))
        except SQLAlchemyError as error:
            trouble.tell(self._database, error)
            return web.Response(status=503, headers={"Retry-After": "1"})
        self._wakeup.set()
        return web.Response()

    def _store(self, row: Incoming) -> None:
        with self._database.write(durable=True) as session:
            inbox.store(session, [row], self._clock())


def _unpacked(body: bytes, encoding: str) -> bytes:
    """The body as it was before it was packed; no more of it than is allowed. Raises zlib.error."""
    if encoding.lower() not in ("gzip", "deflate"):
        return body
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # of either kind
    plain = unpacking.decompress(body, _LARGEST_BODY)
    if unpacking.unconsumed_tail:
        raise web.HTTPRequestEntityTooLarge(_LARGEST_BODY, len(plain))
    if not unpacking.eof:
        raise zlib.error
    return plain


def _parsed(body: bytes) -> Incoming:
    try:
        return incoming(json.loads(body))
    except (ValueError, RecursionError) as error:
        text = body.decode("utf-8", "backslashreplace").replace("\x00", "\\x00")
        return unreadable(text, f"no JSON ({type(error).__name__})")
