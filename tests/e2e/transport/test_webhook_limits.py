"""What nobody's Telegram sends: the webhook refuses it in a word, and keeps no connection for it."""

from __future__ import annotations

import asyncio
import gzip
import logging
import socket
from typing import Any

import httpx
import pytest

from bot.intake import webhook as webhook_module
from bot.intake.wakeup import Wakeup
from bot.intake.webhook import ListenError, WebhookAddress, WebhookServer
from bot.telegram.raw import RawApi
from tests.e2e.transport.test_webhook import HEADERS, SECRET, stored, webhook


async def raw(url: str, request: bytes) -> bytes:
    """The answer to bytes as they are, until the other side ends the connection."""
    port = int(url.rsplit(":", 1)[1].split("/", maxsplit=1)[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    try:
        return await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()


def call(body: bytes, *headers: bytes) -> bytes:
    lines = [b"POST /telegram/hook HTTP/1.1", b"Host: x", b"Connection: close", *headers]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body), b"", body])


SECRET_LINE = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}".encode()


@pytest.mark.parametrize("secret", [b"\xff\xfe", "пароль".encode(), "пароль".encode("cp1251"), b"\x80"])
async def test_a_secret_of_other_bytes_is_refused(lite_bench, secret, caplog):
    caplog.set_level(logging.DEBUG)
    async with webhook(lite_bench) as url:
        answer = await raw(url, call(b"{}", b"X-Telegram-Bot-Api-Secret-Token: " + secret))
    assert answer.split(b" ")[1] == b"403"
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "packed", [b"no gzip at all", gzip.compress(b"{}", mtime=0)[:-9], b"\x1f\x8b" + b"\0" * 30]
)
async def test_a_body_that_is_not_packed_as_it_says_is_refused(lite_bench, packed, caplog):
    caplog.set_level(logging.DEBUG)
    async with webhook(lite_bench) as url:
        answer = await raw(url, call(packed, SECRET_LINE, b"Content-Encoding: gzip"))
    assert answer.split(b" ")[1] == b"400"
    assert "Traceback" not in caplog.text
    assert stored(lite_bench) == []


async def test_a_packed_body_that_unpacks_into_too_much_is_refused(lite_bench):
    bomb = gzip.compress(b" " * 50_000_000)
    async with webhook(lite_bench) as url:
        answer = await raw(url, call(bomb, SECRET_LINE, b"Content-Encoding: gzip"))
    assert answer.split(b" ")[1] == b"413"


@pytest.mark.parametrize(
    "headers", [[b"X-%d: y" % number for number in range(500)], [b"X: " + b"y" * 100_000], [b"no colon"]]
)
async def test_headers_beyond_measure_are_refused(lite_bench, headers, caplog):
    async with webhook(lite_bench) as url:
        answer = await raw(url, call(b"{}", SECRET_LINE, *headers))
    assert answer.split(b" ")[1] == b"400"
    assert stored(lite_bench) == []


@pytest.mark.parametrize("begun", [b"", b"POST /telegram/hook HTTP/1.1\r\nHost: x\r\nX-Slow: "])
async def test_whoever_never_ends_the_header_loses_the_connection(lite_bench, monkeypatch, begun):
    monkeypatch.setattr(webhook_module, "_IDLE_SECONDS", 0.3)
    async with webhook(lite_bench) as url:
        assert await raw(url, begun) == b""  # and not 10 s, which would be a failure


async def test_whoever_never_ends_the_body_is_told_so(lite_bench, monkeypatch):
    monkeypatch.setattr(webhook_module, "_BODY_SECONDS", 0.3)
    request = call(b"{}", SECRET_LINE).replace(b"Content-Length: 2", b"Content-Length: 200")
    async with webhook(lite_bench) as url:
        answer = await raw(url, request)
    assert answer.split(b" ")[1] == b"408"


async def test_telegram_itself_is_served_meanwhile(lite_bench):
    async with webhook(lite_bench) as url, httpx.AsyncClient(trust_env=False) as http:
        port = int(url.rsplit(":", 1)[1].split("/")[0])
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(50)]
        update = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}}}
        assert (await http.post(url, json=update, headers=HEADERS)).status_code == 200
        for _, writer in idle:
            writer.close()


@pytest.mark.parametrize(
    "listen", ["127.0.0.1:{port}", "[127.0.0.1]:{port}", "198.51.100.7:8443", "no.such.invalid:1"]
)
async def test_a_place_where_nobody_can_listen_is_told(sqlite_database: Any, listen: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = WebhookAddress("https://x/y", SECRET, listen.format(port=taken.getsockname()[1]))
        server = WebhookServer(sqlite_database, RawApi("1:a", "http://127.0.0.1:9"), Wakeup(), address)
        with pytest.raises(ListenError, match="LINEZERO_WEBHOOK_LISTEN: nobody can listen at"):
            await server.run(asyncio.Event())
