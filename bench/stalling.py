"""Something between a program and PostgreSQL that can stop forwarding, as a firewall does that forgot a
connection: what is sent is acknowledged, and nobody answers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url

_CHUNK = 65536


class StallingProxy:
    """A port of this machine that leads to a server of PostgreSQL while `flowing` is set. `held` is set once
    something of a client is kept back."""

    def __init__(self, url: str) -> None:
        """`url` is the server's, by a host or by the folder of its socket."""
        self._there = make_url(url)
        self.port = 0
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.held = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The address of the same database through here."""
        through: URL = self._there.set(host="127.0.0.1", port=self.port, query={})
        return through.render_as_string(hide_password=False)

    async def open(self) -> None:
        """Listen, at the same port as before if there was one."""
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more and end all connections, as a server does that is switched off."""
        if self._server is not None:
            self._server.close()
        for talk in list(self._talks):
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            there, out = await self._connect()
            with contextlib.closing(out):
                ways = [
                    asyncio.create_task(self._pump(reader, out, self.held)),
                    asyncio.create_task(self._pump(there, writer)),
                ]
                try:
                    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for way in ways:
                        way.cancel()
                    await asyncio.gather(*ways, return_exceptions=True)
        writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host = self._there.host or str(self._there.query.get("host", "localhost"))
        port = self._there.port or 5432
        if host.startswith("/"):
            return await asyncio.open_unix_connection(str(Path(host) / f".s.PGSQL.{port}"))
        return await asyncio.open_connection(host, port)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, held: asyncio.Event | None = None
    ) -> None:
        while data := await reader.read(_CHUNK):
            if held is not None and not self.flowing.is_set():
                held.set()
            await self.flowing.wait()
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def stalling(url: str) -> AsyncIterator[StallingProxy]:
    """A proxy in front of this server."""
    proxy = StallingProxy(url)
    await proxy.open()
    try:
        yield proxy
    finally:
        await proxy.close()
