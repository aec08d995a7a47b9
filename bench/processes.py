"""Programs under measurement, each a process of its own: started, watched, killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


class DidNotStartError(Exception):
    """A program ended, or said nothing, before it was ready. Its log says why."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Processor seconds spent so far, and the most memory held, in MB."""

    cpu: float
    peak: float


class Program:
    """One Python program that prints a line when it is ready."""

    def __init__(
        self, arguments: list[str], ready: str, log: Path, env: Mapping[str, str] | None = None
    ) -> None:
        """`arguments` follow the interpreter; `ready` is a part of the line to wait for; what the program
        writes to standard error is appended to `log`."""
        self._arguments = arguments
        self._ready = ready
        self._log = log
        self._env = {**os.environ, **(env or {})}
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self.serving = asyncio.Event()
        self.ready_line = ""
        self.started_at = 0.0

    @property
    def pid(self) -> int:
        """The process id."""
        return self._running().pid

    @property
    def ended(self) -> bool:
        """Whether the program has ended by itself or was ended."""
        return self._process is None or self._process.returncode is not None

    async def start(self) -> None:
        """Start, without waiting for readiness."""
        self.serving.clear()
        self.started_at = time.monotonic()
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._arguments,
                cwd=ROOT,
                env=self._env,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self._reading = asyncio.create_task(self._read(self._process))

    async def until_serving(self, seconds: float = 120.0) -> float:
        """Wait for readiness; the seconds it took since the start."""
        waiting = asyncio.create_task(self.serving.wait())
        ending = asyncio.create_task(self._running().wait())
        await asyncio.wait({waiting, ending}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        ending.cancel()
        if not self.serving.is_set():
            raise DidNotStartError(f"{' '.join(self._arguments)}: see {self._log}")
        return time.monotonic() - self.started_at

    async def kill(self) -> None:
        """SIGKILL: no instruction more is carried out."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM, and wait; the exit status."""
        await self._end(signal.SIGTERM)
        return self._running().returncode or 0

    async def wait(self) -> int:
        """Until it ends by itself; the exit status."""
        return await self._running().wait()

    async def _end(self, number: signal.Signals) -> None:
        process = self._running()
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        await process.wait()
        if self._reading is not None:
            await self._reading

    def usage(self) -> Usage:
        """Processor time and memory of the process, from /proc."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{self.pid}/status").read_text()
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        return Usage((int(fields[11]) + int(fields[12])) / _TICKS, peak / 1024)

    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise DidNotStartError("not started")
        return self._process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            if self._ready in line.decode():
                self.ready_line = line.decode().strip()
                self.serving.set()


@asynccontextmanager
async def local_telegram(log: Path, *arguments: str) -> AsyncIterator[str]:
    """A local Telegram in a process of its own; gives its address."""
    program = Program(["-m", "sim", "--port", "0", *arguments], "Local Telegram:", log)
    await program.start()
    try:
        await program.until_serving()
        yield program.ready_line.rpartition(" ")[2]
    finally:
        await program.stop()
