"""The worker: takes lanes with something to do and handles each one update at a time, in order.

Other lanes do not wait for a slow one. Each step is one transaction; killing the process between any two
instructions leaves either the whole step or none of it, and the update still in the inbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import inbound as inbounds
from bot.customer.answering import StaleReadingError
from bot.customer.reading import Reading
from bot.intake.wakeup import Wakeup
from bot.services import Services
from bot.step import Step
from bot.work import router
from handoff.ledger import ConflictError
from store import inbox
from store.database import Database
from store.schema import Customer, Inbox, Timer

_log = structlog.get_logger(__name__)
_MOST_ATTEMPTS = 3
_BACKOFF = timedelta(seconds=1)
_STEPS_A_TURN = 50
"""After so many steps a busy lane lets others have the thread."""


@dataclass(frozen=True, slots=True)
class _Todo:
    """The next thing of a lane, as read before its transaction."""

    update: Inbox | None
    timer: Timer | None
    inbound: inbounds.Inbound | None
    reading: Reading | None


class Worker:
    """Handles the inbox and the timers until it is told to stop. Several processes may share a database."""

    def __init__(
        self,
        database: Database,
        services: Services,
        *,
        wakeup: Wakeup,
        sender_wakeup: Wakeup,
        threads: int = 8,
        poll: float = 0.5,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`poll` is how often to look without being woken, in seconds."""
        self._database = database
        self._services = services
        self._wakeup = wakeup
        self._sender_wakeup = sender_wakeup
        self._most = threads
        self._poll = poll
        self._clock = clock
        self._busy: dict[str, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; then finish the steps under way and return."""
        with ThreadPoolExecutor(self._most + 1, thread_name_prefix="worker") as threads:
            loop = asyncio.get_running_loop()
            while not stop.is_set():
                lanes, next_timer = await loop.run_in_executor(threads, self._look)
                for lane in lanes - self._busy.keys():
                    if len(self._busy) < self._most:
                        self._busy[lane] = asyncio.create_task(self._work_on(lane, threads))
                await self._wakeup.wait(self._pause(next_timer))
            await asyncio.gather(*self._busy.values())
        _log.info("worker stopped", action="worker_stopped")

    def _look(self) -> tuple[set[str], datetime | None]:
        with self._database.read() as session:
            return inbox.pending_lanes(session, self._clock()), inbox.next_timer_at(session)

    def _pause(self, next_timer: datetime | None) -> float:
        if next_timer is None:
            return self._poll
        return min(self._poll, max(0.01, (next_timer - self._clock()).total_seconds()))

    async def _work_on(self, lane: str, threads: ThreadPoolExecutor) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(threads, self.drain, lane)
        finally:
            del self._busy[lane]
            self._wakeup.set()

    def drain(self, lane: str) -> None:
        """Handle what a lane has to do now, at most so many steps at a time."""
        for _ in range(_STEPS_A_TURN):
            if not self.step(lane):
                return

    def step(self, lane: str) -> bool:
        """Handle the next update or due timer of a lane. False when there is nothing to do now."""
        with self._database.read() as session:
            try:
                todo = self._next(session, lane)
            except inbounds.UnreadableUpdateError as error:
                self._quarantine(session, lane, str(error))
                return True
            except Exception as error:  # noqa: BLE001 -- whatever breaks here must not stop other chats
                todo_row = inbox.head(session, lane)
                todo = _Todo(
                    todo_row, None if todo_row else inbox.due_timer(session, lane, self._clock()), None, None
                )
                self._failed(lane, todo, error)
                return True
        if todo is None:
            return False
        try:
            self._carry_out(lane, todo)
        except (StaleReadingError, ConflictError):
            return True  # somebody was faster: look again
        except Exception as error:  # noqa: BLE001 -- whatever breaks a step must not stop other chats
            self._failed(lane, todo, error)
        self._sender_wakeup.set()
        return True

    def _next(self, session: Session, lane: str) -> _Todo | None:
        """Updates before timers: a message that has arrived belongs to the burst that is about to end."""
        now, knowledge = self._clock(), self._services.knowledge
        row = inbox.head(session, lane)
        if row is not None:
            if row.not_before is not None and row.not_before > now:
                return None
            inbound = inbounds.read(row.body)
            return _Todo(row, None, inbound, router.prepare(session, knowledge, inbound))
        timer = inbox.due_timer(session, lane, now)
        if timer is None:
            return None
        return _Todo(None, timer, None, router.prepare_timer(session, knowledge, timer.kind, timer.payload))

    def _carry_out(self, lane: str, todo: _Todo) -> None:
        now = self._clock()
        with self._database.write() as session:
            inbox.lock_lane(session, lane)
            if todo.update is not None and todo.inbound is not None:
                if inbox.mark(session, todo.update.id, "done", now):
                    step = Step(session, now, f"u{todo.update.update_id}", self._services)
                    router.handle(step, todo.inbound, todo.reading)
            elif todo.timer is not None and inbox.take_timer(session, todo.timer.key, todo.timer.due_at):
                source = f"t:{todo.timer.key}:{todo.timer.due_at.timestamp()}"
                step = Step(session, now, source, self._services)
                router.handle_timer(step, todo.timer.kind, todo.timer.payload, todo.reading)

    def _quarantine(self, session: Session, lane: str, reason: str) -> None:
        row = inbox.head(session, lane)
        if row is None:
            return
        with self._database.write() as writing:
            inbox.mark(writing, row.id, "quarantined", self._clock(), reason)
        _log.warning("update set aside", action="update_quarantined", update_id=row.update_id, reason=reason)

    def _failed(self, lane: str, todo: _Todo, error: Exception) -> None:
        """A step broke: try again a little later, and after a few times give the customer a human."""
        row, timer, now = todo.update, todo.timer, self._clock()
        attempts = (row.attempts if row else timer.attempts if timer else 0) + 1
        _log.error(
            "step failed",
            action="step_failed",
            lane_kind=lane.split(":", maxsplit=1)[0],
            update_id=row.update_id if row else None,
            timer=timer.kind if timer else None,
            attempts=attempts,
            error=type(error).__name__,  # the text of an error may hold what a customer wrote
            where=_where(error),
        )
        with self._database.write() as session:
            if attempts < _MOST_ATTEMPTS:
                later = now + _BACKOFF * 2**attempts
                if row is not None:
                    session.execute(
                        update(Inbox).where(Inbox.id == row.id).values(attempts=attempts, not_before=later)
                    )
                elif timer is not None:
                    session.execute(
                        update(Timer).where(Timer.key == timer.key).values(attempts=attempts, due_at=later)
                    )
                return
            if row is not None:
                inbox.mark(session, row.id, "quarantined", now, f"{type(error).__name__} at {_where(error)}")
            elif timer is not None:
                inbox.clear_timer(session, timer.key)
        self._give_up(lane, todo)

    def _give_up(self, lane: str, todo: _Todo) -> None:
        """The last resort of a chat: a person gets it, with what could be kept."""
        kind, _, chat_id = lane.partition(":")
        if kind != "chat":
            return
        with self._database.write() as session:
            inbox.lock_lane(session, lane)
            customer = session.scalar(select(Customer).where(Customer.external_id == int(chat_id)))
            number = todo.update.update_id if todo.update else "timer"
            if customer is not None:
                step = Step(session, self._clock(), f"failed:{number}:{chat_id}", self._services)
                router.give_up(step, customer)
        self._sender_wakeup.set()


def _where(error: Exception) -> str:
    """File and line where an error arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
