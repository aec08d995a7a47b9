"""The local Telegram beside the bot."""

from __future__ import annotations

import asyncio
import socket

import pytest

from bot.demo import LocalTelegramError, local_telegram
from bot.settings import Settings


def test_somebody_elses_local_telegram_is_not_taken_for_ours() -> None:
    async def start(port: int) -> None:
        async with local_telegram(Settings(_env_file=None, demo_port=port)):
            pass

    with socket.socket() as left_over:
        left_over.bind(("127.0.0.1", 0))
        left_over.listen()
        with pytest.raises(LocalTelegramError, match="LINEZERO_DEMO_PORT"):
            asyncio.run(start(left_over.getsockname()[1]))
