"""The way to Telegram leads through a proxy: calls, updates and files; and what happens when it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.cli.checks import Check
from bot.cli.doctor import examine
from bot.settings import Settings
from bot.telegram.connections import Proxy as Way
from store.outbox import Action
from tests import proxies

SECRET = "ivan:s3cret@word"
WRITTEN = "ivan:s3cret%40word"


@pytest.fixture
async def proxy() -> AsyncIterator[proxies.Proxy]:
    async with proxies.running() as found:
        yield found


def settings(bench: Any, **changes: Any) -> Settings:
    known = {
        "telegram_token": bench.telegram.token,
        "telegram_api_url": bench.telegram.base_url,
        "desk_chat_id": bench.desk.chat_id,
        "database_url": bench.database.url.render_as_string(hide_password=False),
        "supervisors": "1",
    }
    return Settings(_env_file=None, **{**known, **changes})


async def reached(bench: Any, **changes: Any) -> Check:
    checks = await examine(settings(bench, **changes))
    return next(check for check in checks if check.name == "telegram")


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "http"])
@pytest.mark.parametrize("secret", ["", SECRET])
async def test_calls_updates_and_files_go_through_it(lite_bench, proxy, tmp_path, scheme, secret):
    bench, proxy.secret = lite_bench, secret
    way = Way.parse(proxy.url(scheme, WRITTEN if secret else ""))
    maria = await bench.telegram.people.customer()
    await maria.start()
    await maria.send("photo", caption="Счёт")
    kept = tmp_path / "kept.jpg"
    file_id = (await maria.history())[-1].raw["photo"][-1]["file_id"]
    async with bench.poller(proxy=way), bench.sender(proxy=way):
        keep = {"file_id": file_id, "path": str(kept)}
        bench.put(
            bench.text(maria.id, "Здравствуйте"),
            bench.text(maria.id, "", action=Action.KEEP_FILE, payload=keep),
        )
        await bench.settled()
        await maria.wait_for("Здравствуйте")
    assert kept.stat().st_size
    assert {row.state for row in bench.rows()} == {"sent"}
    if scheme == "http":  # the local Telegram speaks plain HTTP: the proxy is asked for whole addresses
        assert {"POST deleteWebhook", "POST SendMessage"} <= set(proxy.seen)
    else:
        assert set(proxy.seen) == {f"socks 127.0.0.1:{bench.telegram.base_url.rpartition(':')[2]}"}


async def test_without_it_nothing_goes_there_whatever_the_environment_says(lite_bench, proxy, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, proxy.url("http"))
    monkeypatch.setenv("NO_PROXY", "")
    refused = await reached(lite_bench, telegram_api_url="http://telegram.invalid:9")
    assert proxy.seen == []
    assert "HTTPS_PROXY is set in the environment, and is not used" in refused.what_to_do
    assert "LINEZERO_PROXY" in refused.what_to_do


@pytest.mark.parametrize("scheme", ["socks5", "http"])
async def test_one_that_cuts_answers_loses_nothing_and_is_recorded(lite_bench, proxy, scheme):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    proxy.cut_answers = 3
    async with bench.sender(proxy=Way.parse(proxy.url(scheme))):
        bench.put(*(bench.text(maria.id, f"строка {number}") for number in range(3)))
        await bench.settled()
    texts = [seen.text for seen in await maria.history() if seen.from_bot]
    assert {row.state for row in bench.rows()} == {"sent"}
    assert list(dict.fromkeys(texts)) == ["строка 0", "строка 1", "строка 2"]
    assert len(texts) - 3 == sum(row.ambiguous for row in bench.rows()) == 3


@pytest.mark.parametrize("scheme", ["socks5", "http"])
@pytest.mark.parametrize("fault", ["refuses", "password", "away"])
async def test_messages_wait_for_one_that_refuses(lite_bench, scheme, fault, caplog):
    async with proxies.running() as proxy:
        await waited_for(lite_bench, proxy, scheme, fault, caplog)


async def waited_for(bench: Any, proxy: proxies.Proxy, scheme: str, fault: str, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    maria = await bench.telegram.people.customer()
    await maria.start()
    proxy.refuses = fault == "refuses"
    proxy.secret = "ivan:another" if fault == "password" else ""
    port, proxy.port = proxy.port, 9 if fault == "away" else proxy.port
    address = proxy.url(scheme, WRITTEN)
    async with bench.sender(proxy=Way.parse(address)):
        bench.put(bench.text(maria.id, "Ответ"))
        await bench.until(lambda: bench.rows()[0].attempts >= 2)
        assert (bench.rows()[0].state, bench.rows()[0].ambiguous) in {("pending", 0), ("sending", 0)}
        check = await reached(bench, proxy=address)
        error = bench.rows()[0].error
        proxy.refuses, proxy.secret, proxy.port = False, "", port
        if fault != "away":
            await maria.wait_for("Ответ")
            await bench.settled()
            assert [seen.text for seen in await maria.history() if seen.from_bot] == ["Ответ"]
    assert check.level == "fault"
    assert f"through the proxy {scheme}://127.0.0.1:" in check.what
    words = {"refuses": "does not lead there", "password": "user or password", "away": "nobody answers"}
    if (scheme, fault) == ("http", "refuses"):  # a plain request is answered by the proxy itself
        words["refuses"] = "not Telegram's (status 403)"
    assert words[fault] in check.what
    assert "LINEZERO_PROXY" in check.what_to_do
    for told in (check.what, check.what_to_do, error, caplog.text):
        assert "s3cret" not in told


async def test_the_doctor_says_which_way_and_how_long(lite_bench, proxy):
    directly = await reached(lite_bench)
    assert (directly.level, "directly" in directly.what, " ms" in directly.what) == ("ok", True, True)
    through = await reached(lite_bench, proxy=proxy.url("socks5", WRITTEN))
    assert through.level == "ok"
    assert f"through the proxy socks5://127.0.0.1:{proxy.port}" in through.what
    assert "s3cret" not in through.what


async def test_https_is_tunnelled(proxy):
    """A CONNECT, as to Telegram itself: what comes of it is TLS's business, with a server that has none."""
    async with proxies.running() as server:
        from bot.telegram.raw import RawApi, UnreachableError  # noqa: PLC0415

        async with RawApi(
            "1:a", f"https://127.0.0.1:{server.port}", proxy=Way.parse(proxy.url("http"))
        ) as api:
            with pytest.raises(UnreachableError):
                await api.ask("getMe", patience=2)
    assert proxy.seen == [f"CONNECT 127.0.0.1:{server.port}"]


@pytest.mark.parametrize(
    "written",
    ["ftp://u:s3cret@h:1", "h:1", "socks5://", "socks5://u:s3cret@h:99999", "http://u:s3cret@h/path"],
)
def test_a_proxy_that_cannot_be_one_is_refused_without_its_password(written):
    with pytest.raises(ValidationError) as caught:
        Settings(_env_file=None, proxy=written)
    assert "s3cret" not in str(caught.value)


def test_nothing_printable_holds_the_password():
    known = Settings(_env_file=None, proxy=f"socks5://{WRITTEN}@h:1")
    assert "s3cret" not in f"{known!r} {known.telegram_proxy!r} {known.telegram_proxy}"
    assert "s3cret@word" in known.secrets


async def test_the_local_telegram_needs_no_proxy(tmp_path: Path, unused_tcp_port: int) -> None:
    from bot.demo import local_telegram  # noqa: PLC0415

    known = Settings(_env_file=None, proxy="socks5://127.0.0.1:9", demo_port=unused_tcp_port)
    async with local_telegram(known) as local:
        await asyncio.sleep(0)
        assert local.telegram_proxy is None
