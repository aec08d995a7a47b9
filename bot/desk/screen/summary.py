"""Yesterday in General of the agents' group, every day at a set hour: a few lines and a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.intake.wakeup import Wakeup
from bot.reporting.summary import as_picture, as_text
from handoff.metrics import daily
from kb.markup import escape
from store import trouble
from store.database import Database
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import Outbox

_log = structlog.get_logger(__name__)

LANE = "summary"
_LOOK_AGAIN = 60.0  # s; clocks jump, and several processes share a database
_PICTURES_KEPT = timedelta(days=14)


class DailySummaries:
    """Posts each day once, however often the program starts and however many processes there are: the key of
    the row in the outbox is the day. What was missed while nothing ran is posted at the next start."""

    def __init__(
        self,
        database: Database,
        *,
        hour: int,
        zone: ZoneInfo,
        language: str,
        folder: Path,
        sender_wakeup: Wakeup,
        clock: Callable[[], datetime],
    ) -> None:
        """`hour` is of `zone`; pictures are kept in `folder` for two weeks."""
        self._database = database
        self._hour = hour
        self._zone = zone
        self._language = language
        self._folder = folder
        self._sender_wakeup = sender_wakeup
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Post until `stop`."""
        while not stop.is_set():
            try:
                if await asyncio.to_thread(self.post_if_due):
                    self._sender_wakeup.set()
            except SQLAlchemyError as error:
                trouble.tell(self._database, error)
            except OSError as error:
                _log.warning("no summary", action="summary_failed", error=type(error).__name__)
            try:
                async with asyncio.timeout(_LOOK_AGAIN):
                    await stop.wait()
            except TimeoutError:
                continue

    def post_if_due(self) -> bool:
        """Write yesterday's summary into the outbox, if it is time and nobody has. True when written."""
        now = self._clock()
        local = now.astimezone(self._zone)
        day = local.date() - timedelta(days=1)
        if local.hour < self._hour or self._is_posted(day):
            return False
        with self._database.read() as session:
            summary = daily(session, day, self._zone)
        if summary.quiet:
            return False
        path = self._keep_picture(day, as_picture(summary, self._language))
        title, _, rest = as_text(summary, self._language).partition("\n")
        outgoing = Outgoing(
            key=_key(day),
            lane=LANE,
            action=Action.SEND_PICTURE,
            author=Author.DESK,
            priority=Priority.BROADCAST,
            payload={"path": str(path), "html": f"<b>{escape(title)}</b>\n{escape(rest)}"},
        )
        with self._database.write() as session:
            return put(session, outgoing, now)

    def _is_posted(self, day: date) -> bool:
        with self._database.read() as session:
            return session.scalar(select(Outbox.id).where(Outbox.key == _key(day))) is not None

    def _keep_picture(self, day: date, picture: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.glob("????-??-??.png"):
            if old.stem < (day - _PICTURES_KEPT).isoformat():
                old.unlink(missing_ok=True)
        path = self._folder / f"{day.isoformat()}.png"
        path.write_bytes(picture)
        return path.resolve()


def _key(day: date) -> str:
    return f"summary:{day.isoformat()}"
