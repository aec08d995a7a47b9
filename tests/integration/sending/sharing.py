"""One of several processes that share a database, as it were on a machine of its own: it fetches and sends
while it leads. `python -m tests.integration.sending.sharing URL TOKEN TELEGRAM NAME`"""

from __future__ import annotations

import asyncio
import sys

from bot.intake.polling import Poller
from bot.intake.wakeup import Wakeup
from bot.sending.leading import Leadership
from bot.sending.sender import Sender
from bot.telegram.client import TelegramClient
from bot.telegram.raw import RawApi
from store.database import Database


async def _serve(url: str, token: str, telegram: str, name: str) -> None:
    database = Database(url)
    leadership = Leadership(database, name=name, has_ended=lambda _name: False)
    client = TelegramClient(token, telegram)
    sender = Sender(database, client, Wakeup(), leadership=leadership, poll=0.05)

    async def lead(over: asyncio.Event) -> None:
        print("leads", flush=True)
        poller = Poller(database, api, Wakeup(), long_poll=3, first_pause=0.05)
        await asyncio.gather(sender.run(over), poller.run(over))

    async with RawApi(token, telegram) as api:
        await leadership.run(asyncio.Event(), lead)


if __name__ == "__main__":
    asyncio.run(_serve(*sys.argv[1:]))
