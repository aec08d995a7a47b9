"""The server: the Bot API, the control API and the page on one port."""

from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from sim.api import BotApi
from sim.clock import Clock, RealClock
from sim.control import Control
from sim.demo import furnish
from sim.faults import FaultBook
from sim.journal import Journal
from sim.limits import Limits
from sim.operating import Operator
from sim.people import People
from sim.visitors import guard, unframed
from sim.webhooks import WebhookSender
from sim.world import Options, World

DEFAULT_TOKEN = "100000001:local-telegram-token-for-tests-0000"  # noqa: S105 — opens nothing but this server
MAX_BODY = 60 * 1024 * 1024
BOUNDED_MESSAGES = 200
BOUNDED_CALLS = 20_000

PAGE = Path(__file__).parent / "page"

__all__ = ["DEFAULT_TOKEN", "LocalTelegram"]


class LocalTelegram:
    """A running local Telegram: ``async with LocalTelegram() as tg: …``.

    ``port=0`` takes a free one. ``bounded=True`` keeps only the newest messages of a chat and the newest
    calls, for long runs. After start ``base_url`` is what python-telegram-bot takes less ``/bot``.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        token: str = DEFAULT_TOKEN,
        clock: Clock | None = None,
        bounded: bool = False,
        ids_after: int = 0,
        demo: bool = False,
    ) -> None:
        """Nothing runs until :meth:`start`."""
        self._host, self._port = host, port
        self.token = token
        self.clock = clock or RealClock()
        self.world = World(
            token=token,
            clock=self.clock,
            options=Options(history_limit=BOUNDED_MESSAGES if bounded else None, ids_after=ids_after),
        )
        self.faults = FaultBook(self.clock)
        self.limits = Limits()
        self.journal = Journal(BOUNDED_CALLS if bounded else None)
        if demo:
            furnish(self.world)
        self._runner: web.AppRunner | None = None
        self._webhooks = WebhookSender(self.world)
        self.people = People("")

    @property
    def base_url(self) -> str:
        """``http://host:port``."""
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=MAX_BODY, middlewares=[guard(self._host)])
        app.on_response_prepare.append(unframed)
        api = BotApi(self.world, faults=self.faults, limits=self.limits, journal=self.journal)
        app.router.add_route("*", "/bot{token}/{method}", api.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", api.file)
        Control(self.world).add_to(app)
        Operator(self.world, faults=self.faults, limits=self.limits, journal=self.journal).add_to(app)
        app.router.add_get("/", _index)
        app.router.add_static("/page", PAGE)
        app.on_shutdown.append(self._end_waits)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port, backlog=1024)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.people = People(self.base_url)
        await self._webhooks.start()

    async def stop(self) -> None:
        """Stop listening and end every wait."""
        await self.people.close()
        await self._webhooks.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _end_waits(self, _: web.Application) -> None:
        self.world.events.close()
        self.world.updates.end_poll("the local Telegram stops")

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        await self.stop()


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
