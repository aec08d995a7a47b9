"""A small proxy for tests: SOCKS5 and HTTP (CONNECT and plain) on one port, with a will of its own."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Proxy:
    """What it does now, and what it saw. `secret` is user:password that it wants. `cut_answers`: so many
    connections more are ended when the answer begins."""

    port: int = 0
    secret: str = ""
    refuses: bool = False
    cut_answers: int = 0
    seen: list[str] = field(default_factory=list)

    def url(self, scheme: str, credentials: str = "") -> str:
        """Its address, for the setting."""
        return f"{scheme}://{credentials + '@' if credentials else ''}127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a client."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            first = await reader.readexactly(1)
            if first == b"\x05":
                await self._socks((reader, writer))
            else:
                await self._http((reader, writer), first)
        writer.close()

    async def _socks(self, client: Streams) -> None:
        reader, writer = client
        offered = await reader.readexactly((await reader.readexactly(1))[0])
        wanted = 2 if self.secret else 0
        writer.write(bytes((5, wanted if wanted in offered else 255)))
        if wanted not in offered:
            return
        if self.secret:
            await reader.readexactly(1)
            user = await reader.readexactly((await reader.readexactly(1))[0])
            password = await reader.readexactly((await reader.readexactly(1))[0])
            right = f"{user.decode()}:{password.decode()}" == self.secret
            writer.write(bytes((1, 0 if right else 1)))
            if not right:
                return
        _version, _command, _reserved, kind = await reader.readexactly(4)
        length = 4 if kind == 1 else (await reader.readexactly(1))[0]
        raw = await reader.readexactly(length)
        host = ".".join(map(str, raw)) if kind == 1 else raw.decode()
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.seen.append(f"socks {host}:{port}")
        writer.write(bytes((5, 2 if self.refuses else 0, 0, 1, 0, 0, 0, 0, 0, 0)))
        if not self.refuses:
            await self._join(client, host, port)

    async def _http(self, client: Streams, first: bytes) -> None:
        reader, writer = client
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode()
        method, target, _ = head.split(" ", 2)
        given = base64.b64encode(self.secret.encode()).decode()
        if self.secret and f"Basic {given}" not in head:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n\r\nno!\n")
            return
        self.seen.append(f"{method} {target.rpartition('/')[2]}")
        if self.refuses:
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 15\r\n\r\n<h1>denied</h1>")
            return
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self._join(client, host, int(port))
            return
        parts = urlsplit(target)
        lines = head.replace(target, parts.path or "/", 1).split("\r\n")
        kept = [line for line in lines if not line.lower().startswith("proxy-")]
        await self._join(client, parts.hostname or "", parts.port or 80, "\r\n".join(kept).encode())

    async def _join(self, client: Streams, host: str, port: int, begun: bytes = b"") -> None:
        there, out = await asyncio.open_connection(host, port)
        out.write(begun)
        try:
            await asyncio.gather(_pump(client[0], out), self._answer(there, client[1]))
        finally:
            out.close()

    async def _answer(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        data = await there.read(65536)
        if self.cut_answers > 0:
            self.cut_answers -= 1
            writer.write(data[: len(data) - 20])
            await writer.drain()
            raise ConnectionResetError
        writer.write(data)
        await _pump(there, writer)
        raise ConnectionResetError  # what the other way still waits for never comes


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()


@asynccontextmanager
async def running() -> AsyncIterator[Proxy]:
    """A proxy at a free port."""
    proxy = Proxy()
    talks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        task.add_done_callback(talks.discard)
        await proxy.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        for task in list(talks):
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
