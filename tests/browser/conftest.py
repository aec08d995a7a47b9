"""`linezero demo` as a person starts it, and the page that it serves, in a real browser."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
SCREENSHOTS = os.environ.get("SCREENSHOTS")
"""A folder for pictures of what the tests see; `make screenshots` sets it."""

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
PATIENCE_MS = 20_000

Picture = Callable[[str], Awaitable[None]]


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """A running demo with a database of its own; its address. It must end cleanly on Ctrl-C's signal."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    own = {
        "LINEZERO_DATABASE_URL": f"sqlite:///{tmp_path / 'linezero.db'}",
        "LINEZERO_DATA_DIR": str(tmp_path),
        "LINEZERO_ENCODER": "lexical",
        "LINEZERO_DEMO_PORT": str(port),
        "LINEZERO_BURST_SECONDS": "0.3",
        "LINEZERO_BOARD_SECONDS": "1",
        "LINEZERO_SUPPORT_HOURS": "24/7",
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LINEZERO_")}
    demo = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("linezero")),
        "demo",
        cwd=tmp_path,
        env=inherited | own,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield await asyncio.wait_for(_address_told(demo), START_SECONDS)
    finally:
        demo.terminate()
        output, _ = await asyncio.wait_for(demo.communicate(), START_SECONDS)
    assert (demo.returncode, output.decode().strip()[-8:]) == (0, "Stopped.")


async def _address_told(demo: asyncio.subprocess.Process) -> str:
    assert demo.stdout is not None
    async for line in demo.stdout:
        words = line.decode().split()
        if words[:1] == ["Open"]:
            return words[1]
    raise AssertionError("the demo ended before it told its address")


@pytest.fixture
async def page(address: str) -> AsyncIterator[Page]:
    """The page, live; a JavaScript error fails the test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        opened = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="ru-RU")
        opened.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        broken: list[str] = []
        opened.on("pageerror", lambda error: broken.append(str(error)))
        await opened.goto(address)
        await expect(opened.get_by_test_id("live")).to_have_class("live on")
        yield opened
        await browser.close()
    assert broken == []


@pytest.fixture
def picture(page: Page) -> Picture:
    """Keeps what the page shows as a PNG of this name, when pictures are wanted."""

    async def kept(name: str) -> None:
        if SCREENSHOTS:
            for toast in await page.get_by_test_id(re.compile("-toast$")).all():
                await expect(toast).to_be_hidden()
            await page.mouse.move(0, 0)
            await page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")

    return kept
