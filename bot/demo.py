"""The local Telegram beside the bot: for trying everything without a token."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from pydantic import SecretStr

from bot import belonging
from bot.settings import DATABASE, DEMO_DATABASE, Settings
from bot.team import roles
from bot.team.roles import Role
from store.database import Database

_EPOCH = 1_700_000_000
"""The local Telegram forgets everything at its end, the database does not: numbers that grow with the time
keep a message of today apart from one of yesterday."""
_START_SECONDS = 15.0
_IRINA_ID = 600_000_001
"""The first agent of the demo world: she may try everything."""
_AGENTS = {_IRINA_ID: "Ирина Лебедева", 600_000_002: "Павел Орлов"}


def give_roles(database: Database) -> None:
    """The agents of the demo world may take cases."""
    now = datetime.now(UTC)
    with database.write() as session:
        for external_id, name in _AGENTS.items():
            person = roles.add(session, external_id, now, name)
            roles.set_role(session, person, Role.AGENT, now, granted=True)


def in_its_own_database(settings: Settings) -> Settings:
    """The settings with the database of the demo, unless they name another one than the usual."""
    if settings.database_url != DATABASE:
        return settings
    return settings.model_copy(update={"database_url": DEMO_DATABASE})


class LocalTelegramError(Exception):
    """The local Telegram did not start; most likely the port is taken. Set LINEZERO_DEMO_PORT."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@asynccontextmanager
async def local_telegram(settings: Settings) -> AsyncIterator[Settings]:
    """Run the local Telegram as a process of its own; gives the settings that make the bot use it."""
    token = f"100000001:{secrets.token_hex(16)}"
    port = settings.demo_port
    _check_free(port)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "sim",  # -P: a folder "sim" where somebody happens to be is not ours
        "--port", str(port), "--token", token, "--demo-world",
        "--ids-after", str(int(time.time()) - _EPOCH),
        stdout=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches the bot first, which then ends this process
    )  # fmt: skip
    try:
        await _listening(port, process)
        yield settings.model_copy(
            update={
                "telegram_token": SecretStr(token),
                "telegram_api_url": f"http://127.0.0.1:{port}",
                "proxy": SecretStr(""),  # it is on this machine
                "desk_chat_id": belonging.DEMO_GROUP,
                "supervisors": str(_IRINA_ID),
                "mode": "polling",
            }
        )
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _check_free(port: int) -> None:
    """Whoever answers there already, perhaps the local Telegram of a program that was killed, is not ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise LocalTelegramError from None


async def _listening(port: int, process: asyncio.subprocess.Process) -> None:
    """Wait until the port answers."""
    try:
        async with asyncio.timeout(_START_SECONDS):
            while process.returncode is None:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port, family=socket.AF_INET)
                    writer.close()
                    return
                await asyncio.sleep(0.05)
    except TimeoutError:
        pass
    raise LocalTelegramError
