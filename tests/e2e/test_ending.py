"""SIGTERM ends the program within ten seconds whatever hangs, and what waited is done after the next start. A
database file that is gone ends it by itself."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from bench.processes import Program
from bench.stalling import StallingProxy, stalling
from sim.people import Person
from sim.server import LocalTelegram
from store.database import Database
from store.schema import Inbox, Outbox
from tests.conftest import empty_sqlite

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

ENDS = 10.0
DEADLINE = 60.0


@dataclass
class Scene:
    """A bot as a process of its own, its customer, and what can hang."""

    telegram: LocalTelegram
    customer: Person
    url: str
    folder: Path
    proxy: StallingProxy | None = None
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    def program(self) -> Program:
        """The bot, not started yet."""
        return Program(
            ["-c", "from bot.cli import app; app()", "run"],
            "Line Zero serves",
            self.folder / "bot.log",
            env={
                "LINEZERO_TELEGRAM_TOKEN": self.telegram.token,
                "LINEZERO_TELEGRAM_API_URL": self.telegram.base_url,
                "LINEZERO_DATABASE_URL": self.proxy.url if self.proxy else self.url,
                "LINEZERO_DATA_DIR": str(self.folder),
                "LINEZERO_SUPPORT_HOURS": "24/7",
                "LINEZERO_ENCODER": "lexical",
                "LINEZERO_LOG_JSON": "true",
                "LINEZERO_MODE": "polling",
            },
        )

    @property
    def file(self) -> Path:
        """The database of SQLite."""
        return Path(self.url.removeprefix("sqlite:///"))

    async def until(self, true: Callable[[], object], what: str) -> None:
        """Look until it is so."""
        deadline = time.monotonic() + DEADLINE
        while not true():
            assert time.monotonic() < deadline, what
            await asyncio.sleep(0.05)

    async def until_logged(self, action: str) -> None:
        await self.until(lambda: f'"action": "{action}"' in self.log(), action)

    async def until_telegram_keeps(self, updates: int) -> None:
        """Look until so many updates have not been acknowledged."""
        deadline = time.monotonic() + DEADLINE
        while (await self.telegram.people.stats())["updates"]["pending"] != updates:
            assert time.monotonic() < deadline, "it was acknowledged"
            await asyncio.sleep(0.05)

    def log(self) -> str:
        """What the bot has logged so far."""
        return (self.folder / "bot.log").read_text("utf-8")

    def rows(self) -> list[Outbox]:
        database = Database(self.url)
        with database.read() as session:
            found = list(session.scalars(select(Outbox).order_by(Outbox.id)))
        database.close()
        return found

    def received(self) -> int:
        database = Database(self.url)
        with database.read() as session:
            found = len(session.scalars(select(Inbox.id)).all())
        database.close()
        return found


async def frozen(scene: Scene) -> None:
    """The connections to PostgreSQL carry nothing any more, and nobody says so."""
    assert scene.proxy is not None
    scene.proxy.flowing.clear()
    await scene.customer.say("позовите оператора")
    await scene.proxy.held.wait()
    scene.stack.callback(scene.proxy.flowing.set)


async def down(scene: Scene) -> None:
    """PostgreSQL is switched off."""
    assert scene.proxy is not None
    await scene.proxy.close()
    await scene.customer.say("позовите оператора")
    await scene.until_logged("database_fails")
    scene.stack.push_async_callback(scene.proxy.open)


async def locked(scene: Scene) -> None:
    """Another program keeps writing to the file of SQLite."""
    other = scene.stack.enter_context(contextmanager(_lock)(scene.file))
    await scene.customer.say("позовите оператора")
    await scene.until_logged("database_fails")
    assert other.in_transaction


def _lock(file: Path):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield other
    other.close()


async def full(scene: Scene, program: Program) -> None:
    """No file can grow."""
    _, most = resource.prlimit(program.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (1, most))
    await scene.customer.say("позовите оператора")


async def silent(scene: Scene) -> None:
    """Telegram takes calls and does not answer."""
    await scene.telegram.people.add_fault("hang", method="sendMessage", seconds=60)
    await scene.customer.say("позовите оператора")
    await scene.until(lambda: any(row.state == "sending" for row in scene.rows()), "it is being sent")
    scene.stack.push_async_callback(scene.telegram.people.lift_faults)


@asynccontextmanager
async def playing(url: str, folder: Path, *, through_proxy: bool = False) -> AsyncIterator[Scene]:
    async with LocalTelegram() as telegram:
        scene = Scene(telegram, await telegram.people.customer(), url, folder)
        await scene.customer.start()
        async with AsyncExitStack() as stack:
            if through_proxy:
                scene.proxy = await stack.enter_async_context(stalling(url))
            yield scene


def sqlite_url(folder: Path) -> str:
    file = folder / "linezero.db"
    file.write_bytes(empty_sqlite())
    return f"sqlite:///{file}"


async def ends(program: Program) -> int:
    """SIGTERM; the exit status of a program that ends in time."""
    try:
        return await asyncio.wait_for(program.stop(), ENDS)
    except TimeoutError:
        await program.kill()
        raise AssertionError(f"it did not end within {ENDS:g} s") from None


async def served(scene: Scene, program: Program) -> None:
    """The bot has started and done what there was to do."""
    await program.start()
    await program.until_serving()
    await scene.customer.wait_for(lambda seen: seen.from_bot, timeout=DEADLINE)


@pytest.mark.parametrize("state", [frozen, down, locked, silent], ids=lambda state: state.__name__)
async def test_sigterm_ends_it_in_time_and_nothing_is_lost(
    state: Callable[[Scene], object], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    postgres = state in (frozen, down)
    url = (
        request.getfixturevalue("postgres_database").url.render_as_string(hide_password=False)
        if postgres
        else sqlite_url(tmp_path)
    )
    async with playing(url, tmp_path, through_proxy=postgres) as scene:
        program = scene.program()
        await served(scene, program)
        seen = await scene.customer.history()
        async with scene.stack:
            await state(scene)
            assert await ends(program) == 0, scene.log()
        await program.start()
        await program.until_serving()
        await scene.customer.wait_for(lambda one: one.from_bot, timeout=DEADLINE, after=seen[-1].id + 1)
        assert await ends(program) == 0, scene.log()
    assert '"ended_by_force"' not in scene.log()


async def test_a_full_disk_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    async with playing(sqlite_url(tmp_path), tmp_path) as scene:
        program = scene.program()
        await served(scene, program)
        before = len(await scene.customer.history())
        await full(scene, program)
        await scene.until_telegram_keeps(1)
        assert await ends(program) == 0
        await program.start()
        await program.until_serving()
        await scene.customer.wait_for(
            lambda one: one.from_bot, timeout=DEADLINE, after=(await scene.customer.history())[before].id
        )
        assert await ends(program) == 0


@pytest.mark.parametrize("replaced", [False, True], ids=["deleted", "replaced"])
async def test_a_database_file_that_is_gone_ends_it_within_seconds(tmp_path: Path, replaced: bool) -> None:
    async with playing(sqlite_url(tmp_path), tmp_path) as scene:
        program = scene.program()
        await served(scene, program)
        received = scene.received()
        began = time.monotonic()
        kept = tmp_path / "kept.db"
        for suffix in ("", "-wal", "-shm"):
            os.rename(f"{scene.file}{suffix}", f"{kept}{suffix}")
        if replaced:
            scene.file.write_bytes(empty_sqlite())
        await scene.customer.say("позовите оператора")
        assert await asyncio.wait_for(program.wait(), DEADLINE) == 1
        assert time.monotonic() - began < ENDS
        assert "was deleted or replaced" in scene.log()
        assert "Traceback" not in scene.log()
        assert scene.file.exists() is replaced, "nothing is made in its place"
        scene.url = f"sqlite:///{kept}"
        assert scene.received() == received, "nothing is written that nobody will find"
        assert (await scene.telegram.people.stats())["updates"]["pending"] == 1, "Telegram keeps the message"
