"""A worker as a process, for tests that kill it: `python -m tests.integration.work.serving URL`."""

from __future__ import annotations

import asyncio
import sys

from bot.intake.wakeup import Wakeup
from bot.work.worker import Worker
from store.database import Database
from tests.integration.work.line import Plain, services_with


async def _serve(url: str) -> None:
    worker = Worker(Database(url), services_with(Plain()), wakeup=Wakeup(), sender_wakeup=Wakeup(), poll=0.02)
    print("serving", flush=True)
    await worker.run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
