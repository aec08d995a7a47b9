"""Which of several processes fetches updates and sends: Telegram serves one who fetches, and its limits count
for the bot as a whole. The work on what has arrived is shared by all.

The one who leads has a lease in the database and renews it. It ends when he stops, when he is known to be
dead, or by time. Nobody sends without it: each transaction that takes rows of the outbox looks at it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import ending
from bot.sending import processes
from store import leases, trouble
from store.database import Database
from store.leases import Lease

_log = structlog.get_logger(__name__)
KEY = "leader"
LEASE = timedelta(seconds=10)
_RENEW = 2.5
"""Seconds between renewals: three may fail before the lease lapses."""
_LOOK = 1.0
"""Seconds between looks at a lease that somebody else has."""


def may_take(seen: Lease | None, name: str, now: datetime, has_ended: Callable[[str], bool]) -> bool:
    """Whether the process of this name may take or renew the lease. Pure."""
    return seen is None or seen.holder == name or not is_live(seen, now) or has_ended(seen.holder)


def is_live(lease: Lease, now: datetime) -> bool:
    """Whether a lease has not lapsed. One that ends later than any can was taken before the clock was set
    back."""
    return now < lease.until <= now + 2 * LEASE


class Leadership:
    """One process's part in who leads."""

    def __init__(
        self,
        database: Database,
        *,
        name: str | None = None,
        has_ended: Callable[[str], bool] = processes.has_ended,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`name` is no other process's; `has_ended` tells of a name whether its process is certainly dead."""
        self.name = name or processes.own_name()
        self.has_ended = has_ended
        self._database = database
        self._clock = clock

    def holds(self, session: Session) -> bool:
        """Whether we lead; nobody else begins to before this transaction ends."""
        return leases.is_held(session, KEY, self.name)

    def take(self, *, is_well: bool = True) -> bool:
        """Take or renew the lease if it may be taken. False when somebody else leads. Who is not well renews
        nothing: others may take over once the lease lapses, and as long as nobody does, all that still works
        goes on."""
        with self._database.write() as session:
            now = leases.common_time(session, self._clock())
            seen = leases.read(session, KEY)
            if not is_well:
                return seen is not None and seen.holder == self.name
            if not may_take(seen, self.name, now, self.has_ended):
                return False
            return leases.take(session, KEY, seen, Lease(self.name, now + LEASE))

    def give_back(self) -> None:
        """End our lease, so that somebody else need not wait."""
        with self._database.write() as session:
            leases.give_back(session, KEY, self.name)

    async def run(
        self,
        stop: asyncio.Event,
        lead: Callable[[asyncio.Event], Awaitable[None]],
        is_well: Callable[[], bool] = lambda: True,
    ) -> None:
        """Until `stop`, run `lead` whenever we lead; the event that it gets says that this is over. While
        this process is not `is_well`, it does not hold others off."""
        waiting = False
        while not stop.is_set():
            if await self._try(is_well):
                _log.info("fetches and sends", action="leading")
                await self._lead(stop, lead, is_well)
                waiting = False
                continue
            if not waiting:
                _log.info("another process fetches and sends", action="standing_by")
            waiting = True
            await ending.sleep(stop, _LOOK)

    async def _lead(
        self,
        stop: asyncio.Event,
        lead: Callable[[asyncio.Event], Awaitable[None]],
        is_well: Callable[[], bool],
    ) -> None:
        over = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._keep(stop, over, is_well))
                await lead(over)
        finally:
            with contextlib.suppress(SQLAlchemyError):  # then it lapses
                await asyncio.to_thread(self.give_back)

    async def _keep(self, stop: asyncio.Event, over: asyncio.Event, is_well: Callable[[], bool]) -> None:
        """Renew until we are to stop, or somebody else leads."""
        try:
            while not await ending.sleep(stop, _RENEW):
                if await self._try(is_well) is False:
                    _log.warning("another process took over", action="leadership_lost")
                    return
        finally:
            over.set()

    async def _try(self, is_well: Callable[[], bool]) -> bool | None:
        """Whether we lead; None when the database does not say."""
        try:
            return await asyncio.to_thread(self.take, is_well=is_well())
        except SQLAlchemyError as error:
            trouble.tell(self._database, error)
            return None
