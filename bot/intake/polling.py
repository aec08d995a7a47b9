"""Fetching updates with our own acknowledgement.

Telegram forgets an update as soon as it is asked for a later one. So the next call is made only after the
batch is stored durably; killed in between, the batch comes once more and its keys make it harmless.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import ending
from bot.intake.updates import ALLOWED, incoming
from bot.intake.wakeup import Wakeup
from bot.telegram.connections import Trouble
from bot.telegram.raw import RawApi, RefusedError, TelegramApiError, UnreachableError
from store import inbox, trouble
from store.database import Database

_log = structlog.get_logger(__name__)
_LONGEST_PAUSE = 30.0  # s
_LASTING = timedelta(minutes=4)
_APART = 0.03
"""Seconds between two calls that bring updates: those that arrive meanwhile come together, and the disk is
waited for once."""


class UnknownTokenError(Exception):
    """Telegram does not know this token. Look it up at @BotFather and set LINEZERO_TELEGRAM_TOKEN."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Poller:
    """Fetches updates into the inbox until it is told to stop."""

    def __init__(
        self,
        database: Database,
        api: RawApi,
        wakeup: Wakeup,
        *,
        long_poll: int = 25,
        batch: int = 100,
        first_pause: float = 0.5,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        alert: Callable[[datetime], None] = lambda _since: None,
    ) -> None:
        """`long_poll` is how long Telegram holds an empty answer, `first_pause` the pause after a first
        failure, both in seconds; the pause doubles with each further one. `alert` is called once when
        Telegram has been out of reach for minutes, with since when."""
        self._database = database
        self._api = api
        self._wakeup = wakeup
        self._long_poll = long_poll
        self._batch = batch
        self._first_pause = first_pause
        self._clock = clock
        self._alert = alert
        self._away_since: datetime | None = None
        self._told = False
        self._offset: int | None = None
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop`; trouble is waited out. Raises UnknownTokenError when waiting would not help."""
        await ending.until(stop, self._work())  # what was being fetched is not acknowledged: it comes again
        _log.info("polling stopped", action="polling_stopped")

    async def _work(self) -> None:
        webhook_removed = False
        while True:
            try:
                if not webhook_removed:
                    await self._api.ask("deleteWebhook")
                    webhook_removed = True
                    _log.info("polling", action="polling_started")
                await self._fetch()
            except RefusedError as error:
                if error.code in (401, 404):
                    raise UnknownTokenError from None
                await self._pause(error, error.retry_after)
            except TelegramApiError as error:
                await self._pause(error)
            except SQLAlchemyError as error:
                trouble.tell(self._database, error)
                await asyncio.sleep(self._seconds())

    async def _fetch(self) -> None:
        updates = await self._api.ask(
            "getUpdates",
            patience=self._long_poll + 10,
            offset=self._offset,
            limit=self._batch,
            timeout=self._long_poll,
            allowed_updates=list(ALLOWED),
        )
        if not isinstance(updates, list):
            raise UnreachableError("updates that are no list", Trouble.FOREIGN)
        self._away_since, self._told = None, False
        if not updates:
            # All is acknowledged. After a week of silence ids start anew, anywhere: keep no offset.
            self._offset = None
            self._failures = 0
            return
        # Shielded: cancelled in the middle, the thread would go on, and that is fine; it must not be torn.
        await asyncio.shield(asyncio.to_thread(self._store, updates))
        self._wakeup.set()
        ids = [incoming(update).update_id for update in updates]
        if max(ids) < 0:
            raise RefusedError(0, "a batch of updates without ids")
        self._offset = max(ids) + 1
        self._failures = 0
        await asyncio.sleep(_APART)

    def _store(self, updates: list[Any]) -> None:
        rows = [incoming(update) for update in updates]
        with self._database.write(durable=True) as session:
            inbox.store(session, rows, self._clock())
        for row in rows:
            if row.error:
                _log.warning("update set aside", action="update_quarantined", update_id=row.update_id)

    def _seconds(self) -> float:
        """How long to wait after one more failure."""
        longest: float = min(self._first_pause * 2.0**self._failures, _LONGEST_PAUSE)
        self._failures = min(self._failures + 1, 10)
        return longest * random.uniform(0.5, 1)

    async def _tell_when_it_lasts(self) -> None:
        """Telegram was out of reach just now. After some minutes of it a person hears, once."""
        now = self._clock()
        self._away_since = min(self._away_since or now, now)  # a clock that is set back delays nothing
        if self._told or self._away_since > now - _LASTING:
            return
        try:
            await asyncio.to_thread(self._alert, self._away_since)
            self._told = True
        except SQLAlchemyError as error:  # the next failure tells
            trouble.tell(self._database, error)

    async def _pause(self, error: TelegramApiError, at_least: float = 0) -> None:
        """Wait, longer each time and never in step with others, so that nobody is hammered."""
        code = error.code if isinstance(error, RefusedError) else None
        if isinstance(error, UnreachableError):
            await self._tell_when_it_lasts()
        hint = (
            "another program fetches the updates of this bot: stop it, or remove its webhook"
            if code == 409
            else None
        )
        seconds = max(at_least, self._seconds())
        _log.warning(
            "no updates",
            action="polling_failed",
            reason=error.reason,
            code=code,
            hint=hint,
            pause=round(seconds, 1),
        )
        await asyncio.sleep(seconds)
