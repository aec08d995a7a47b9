"""The whole bot, moved by hand: fetch, handle, send until nothing is left to do now. Real parts all of them:
the updates and the calls go over HTTP to the local Telegram, which enforces Telegram's limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select, text

from bench.day.time import Agenda
from bot.app import App, build_services, company_of
from bot.desk.clocks import guard
from bot.desk.screen import board
from bot.editor import digest
from bot.intake.updates import ALLOWED, incoming
from bot.intake.wakeup import Wakeup
from bot.telegram.raw import RawApi
from sim.clock import VirtualClock
from sim.updates import UpdateQueue
from store import inbox
from store.database import Database
from store.schema import Inbox, Outbox, Timer

_LONGEST_JUMP = 300.0  # s
_SHORTEST_JUMP = 1.0  # s; what people do within a second is done together
_SENDING_JUMP = 3.0  # s; a group takes one message in three seconds


class Machine:
    """The bot of one simulated day."""

    def __init__(
        self,
        app: App,
        database: Database,
        *,
        updates: UpdateQueue,
        clock: VirtualClock,
        agenda: Agenda,
        look: Callable[[], None],
    ) -> None:
        """The index of `app` is built here; `database` is the one that `app` works on. `updates` are those of
        the local Telegram, `look` lets people see what is new in their chats."""
        self._look = look
        self._updates = updates
        self._database = database
        self._clock = clock
        self._agenda = agenda
        app.index.rebuild()
        self.services = build_services(app.settings, app.index, company_of(app.settings, database))
        with database.write() as session:
            digest.plan(session, agenda.moment(), self.services.hours)
            guard.plan(session, agenda.moment())
            board.plan(session, agenda.moment())
        self._worker, self._sender = app.parts(self.services, Wakeup(), Wakeup(), tick=clock.now)
        self._api = RawApi(app.settings.telegram_token.get_secret_value(), app.settings.telegram_api_url)
        self._offset: int | None = None
        self._look_again = self._work_at = 0.0

    async def run(self, until: float) -> None:
        """Let the time pass up to `until` (Unix seconds)."""
        while (now := self._clock.now()) < until:
            if len(self._updates) or now >= self._work_at:
                await self._settle()
                self._look()
                self._work_at = min(now + max(self._look_again, _SENDING_JUMP), self._due() or until)
            people = self._agenda.next_at()
            moments = [self._work_at, until] if people is None else [self._work_at, until, people]
            self._clock.advance(max(min(moments) - now, _SHORTEST_JUMP))
            self._agenda.do_what_is_due()
        await self._settle()

    async def close(self) -> None:
        """End the connection to Telegram."""
        await self._api.close()

    async def _settle(self) -> None:
        """Handle and send until nothing is left that could be done now."""
        moved = True
        while moved:
            moved = await self._fetch()
            moved |= self._handle()
            self._look_again = await self._sender.send_due() if self._waiting() else _LONGEST_JUMP
            moved |= self._something_arrived()

    async def _fetch(self) -> bool:
        if not len(self._updates):
            return False  # Telegram lets a poll wait that comes again with nothing new
        answer = await self._api.ask(
            "getUpdates",
            patience=10,
            offset=self._offset,
            limit=100,
            timeout=0,
            allowed_updates=list(ALLOWED),
        )
        rows = [incoming(update) for update in answer]
        if not rows:
            return False
        with self._database.write() as session:
            inbox.store(session, rows, self._now())
        self._offset = max(row.update_id for row in rows) + 1
        return True

    def _handle(self) -> bool:
        handled = False
        while lanes := self._lanes():
            for lane in sorted(lanes):
                while self._worker.step(lane):
                    pass
            handled = True
        return handled

    def _lanes(self) -> list[str]:
        with self._database.read() as session:
            return inbox.pending_lanes(session, self._now())

    def _waiting(self) -> bool:
        with self._database.read() as session:
            return session.scalar(_OPEN_CALLS) is not None

    def _something_arrived(self) -> bool:
        return bool(self._lanes())

    def _due(self) -> float | None:
        """When the next timer or postponed call comes due."""
        now = self._now()
        with self._database.read() as session:
            timer = session.scalar(select(func.min(Timer.due_at)).where(Timer.due_at > now))
            update = session.scalar(
                select(func.min(Inbox.not_before)).where(_PENDING, Inbox.not_before > now)
            )
        moments = [at.timestamp() for at in (timer, update) if at is not None]
        return min(moments, default=None)

    def _now(self) -> datetime:
        return self._agenda.moment()


_OPEN_CALLS = select(Outbox.id).where(text("outbox.state IN ('pending', 'sending')")).limit(1)
_PENDING = text("inbox.state = 'pending'")
"""Both in the words of the partial index: SQLite uses the index only then."""
