"""The local Telegram answers this machine and its own page, not the pages of other sites."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from sim.server import LocalTelegram

PLACES = [
    ("GET", "/"),
    ("GET", "/page/app.js"),
    ("GET", "/control/world"),
    ("GET", "/control/events"),
    ("GET", "/control/stream"),
    ("GET", "/control/journal"),
    ("GET", "/stats"),
    ("POST", "/control/customers"),
    ("POST", "/control/faults"),
    ("DELETE", "/control/journal"),
    ("GET", "/control/files/x"),
    ("POST", "/bot{token}/getMe"),
    ("GET", "/bot{token}/getMe"),
    ("GET", "/file/bot{token}/x"),
]


async def answer(telegram: LocalTelegram, method: str, path: str, headers: dict[str, str]) -> Any:
    url = telegram.base_url + path.format(token=telegram.token)
    async with aiohttp.ClientSession() as session, session.request(method, url, headers=headers) as given:
        return (
            given.status,
            dict(given.headers),
            "" if "stream" in path and given.status == 200 else await given.text(),
        )


@pytest.mark.parametrize(("method", "path"), PLACES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:8081"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:8081"},
        {"Host": "localhost.evil.example"},
        {"Host": "localhost:8081@evil.example"},
        {"Host": ""},
        {"Host": "2130706433"},
        {"Origin": "http://evil.example"},
        {"Origin": "https://127.0.0.1.evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
    ids=str,
)
async def test_no_other_site(
    telegram: LocalTelegram, method: str, path: str, headers: dict[str, str]
) -> None:
    status, _, text = await answer(telegram, method, path, headers)
    assert status == 403
    assert telegram.token not in text


@pytest.mark.parametrize(("method", "path"), PLACES)
async def test_this_machine_and_the_page_itself(telegram: LocalTelegram, method: str, path: str) -> None:
    port = telegram.base_url.rpartition(":")[2]
    for headers in (
        {},
        {"Host": f"localhost:{port}"},
        {"Host": f"LOCALHOST:{port}", "Origin": f"http://localhost:{port}"},
        {"Host": f"[::1]:{port}"},
        {"Origin": telegram.base_url, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
    ):
        status, got, _ = await answer(telegram, method, path, headers)
        assert status != 403
        assert got["X-Frame-Options"] == "DENY"


async def test_a_link_to_the_page_opens_it(telegram: LocalTelegram) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await answer(telegram, "GET", "/", headers))[0] == 200
