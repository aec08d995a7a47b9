"""The worker: takes lanes with something to do, those first that wait longest, and handles each one update at
a time, in order.

Other lanes do not wait for a slow one. Each step is one transaction; killing the process between any two
instructions leaves either the whole step or none of it, and the update still in the inbox.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import ending
from bot.customer.answering import StaleReadingError
from bot.inbound import UnreadableUpdateError
from bot.intake.wakeup import Wakeup
from bot.services import Services
from bot.step import Step
from bot.work import jobs, set_back
from bot.work.jobs import Job
from bot.work.overtaking import AGAIN, TooEarlyError
from bot.work.waiting_lanes import WaitingLanes
from handoff.ledger import ConflictError
from store import faults, inbox, trouble
from store.database import Database

_log = structlog.get_logger(__name__)
_MOST_ATTEMPTS = 3
_BACKOFF = timedelta(seconds=1)
_AFTER_DATABASE_TROUBLE = 0.5  # s
_SLOW = 60.0
"""Seconds after which a step is said to stand still: none takes a tenth of that."""
_STUCK = 120.0
"""Seconds after which this process is not well: nothing but a new start frees a thread that hangs."""


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
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        """`poll` is how often to look without being woken, in seconds, by `tick`, a steady clock."""
        self._database = database
        self._services = services
        self._wakeup = wakeup
        self._sender_wakeup = sender_wakeup
        self._most = threads
        self._poll = poll
        self._clock = clock
        self._lanes = WaitingLanes(tick)
        self._looked: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; then finish the steps under way and return."""
        loop, hands = asyncio.get_running_loop(), set[asyncio.Future[None]]()
        with ThreadPoolExecutor(self._most + 1, thread_name_prefix="worker") as threads:
            while not stop.is_set():
                try:
                    waiting, next_timer = await loop.run_in_executor(threads, self._look)
                except SQLAlchemyError as error:
                    trouble.tell(self._database, error)
                    await asyncio.sleep(_AFTER_DATABASE_TROUBLE)
                    continue
                trouble.works(self._database)
                for _ in range(min(waiting, self._most - len(hands))):
                    hand = loop.run_in_executor(threads, self._work)
                    hands.add(hand)
                    hand.add_done_callback(hands.discard)
                await self._wakeup.wait(self._pause(next_timer))
            self._lanes.close()
            await asyncio.gather(*hands)
        _log.info("worker stopped", action="worker_stopped")

    async def watch(self, stop: asyncio.Event) -> None:
        """Say once a minute, until `stop`, which steps stand still."""
        while not await ending.sleep(stop, _SLOW):
            self.tell_slow_steps()

    def tell_slow_steps(self) -> None:
        """Say which steps stand still, and where in the program."""
        for hand in self._lanes.slow(_SLOW):
            frame = sys._current_frames().get(hand.thread)
            _log.error(
                "a step stands still",
                action="step_stands_still",
                lane_kind=hand.lane.split(":", maxsplit=1)[0],
                where=f"{frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.f_lineno}" if frame else "",
            )

    def is_well(self) -> bool:
        """Whether no step has stood still for minutes."""
        return not self._lanes.slow(_STUCK)

    def _look(self) -> tuple[int, datetime | None]:
        """Find the lanes with something to do: how many, and when the next timer comes due."""
        now = self._clock()
        if self._looked is None or now < self._looked - set_back.TOLERATED:
            self._set_back(now)
        self._looked = now
        with self._database.read() as session:
            return self._lanes.refill(inbox.pending_lanes(session, now)), inbox.next_due_at(session, now)

    def _set_back(self, now: datetime) -> None:
        """The clock was set back, or may have been before we began."""
        with self._database.write() as session:
            set_back.bring_forward(session, self._services.settings, now)
        if self._looked is not None:
            seconds = (self._looked - now).total_seconds()
            _log.warning("the clock was set back", action="clock_set_back", seconds=round(seconds))

    def _pause(self, next_due: datetime | None) -> float:
        if next_due is None:
            return self._poll
        return min(self._poll, max(0.01, (next_due - self._clock()).total_seconds()))

    def _work(self) -> None:
        """What a thread does until nothing waits: a step in the lane that waits longest, and so on."""
        while (lane := self._lanes.take()) is not None:
            try:
                try:
                    self.step(lane)
                finally:
                    none_waits = self._lanes.give_back(lane)
                if none_waits:
                    _, next_timer = self._look()
                    if self._pause(next_timer) < self._poll:  # set by a step, and the loop may sleep longer
                        self._wakeup.set()
            except SQLAlchemyError as error:
                if faults.is_deadlock(error):
                    continue  # this step gave way to another one
                trouble.tell(self._database, error)
                time.sleep(_AFTER_DATABASE_TROUBLE)

    def step(self, lane: str) -> bool:
        """Handle the next update or due timer of a lane. False when there is nothing to do now.

        Raises SQLAlchemyError when the database is away: everything stays as it was, to be done later.
        """
        job: Job | None = None
        try:
            with self._database.read() as session:
                now = self._clock()
                job = jobs.next_of(session, lane, now)
                if job is None:
                    return False
                act = job.prepare(session, self._services, now)
            with self._database.write() as session:
                inbox.lock_lane(session, lane)
                now = self._clock()
                if job.take(session, now):
                    act(Step(session, now, job.source, self._services))
        except (StaleReadingError, ConflictError):
            return True  # somebody was faster: look again
        except TooEarlyError:
            self._put_off(job, AGAIN)
            return False
        except Exception as error:
            if job is None or faults.is_away(error):
                raise  # the database is away, or had this step give way to another: no fault of ours
            if isinstance(error, UnreadableUpdateError):
                self._set_aside(job, str(error))
            else:
                self._failed(lane, job, error)
        self._sender_wakeup.set()
        return True

    def _set_aside(self, job: Job, reason: str) -> None:
        """An update that we cannot read: kept for those who will look, and the next one is handled."""
        with self._database.write() as session:
            job.set_aside(session, self._clock(), reason)
        _log.warning("update set aside", action="update_quarantined", reason=reason, **job.about)

    def _failed(self, lane: str, job: Job, error: Exception) -> None:
        """A step broke: try again a little later, and after a few times give the case to a person."""
        attempts = job.attempts + 1
        _log.error(
            "step failed",
            action="step_failed",
            lane_kind=lane.split(":", maxsplit=1)[0],
            attempts=attempts,
            error=type(error).__name__,  # the text of an error may hold what a customer wrote
            where=_where(error),
            **job.about,
        )
        if attempts >= _MOST_ATTEMPTS:
            self._give_up(lane, job, f"{type(error).__name__} at {_where(error)}")
            return
        self._put_off(job, _BACKOFF * 2**attempts, attempts)

    def _put_off(self, job: Job | None, pause: timedelta, attempts: int = 0) -> None:
        if job is not None:
            with self._database.write() as session:
                job.put_off(session, attempts or job.attempts, self._clock() + pause)

    def _give_up(self, lane: str, job: Job, reason: str) -> None:
        """The last resort of a step that cannot be done: a person gets the case, with the message that
        broke it, in the same transaction that sets the step aside."""
        try:
            self._end(lane, job, reason, give_up=True)
        except Exception as error:
            if faults.is_away(error):
                raise
            _log.critical(
                "nobody got the case",
                action="give_up_failed",
                error=type(error).__name__,
                where=_where(error),
                **job.about,
            )
            self._end(lane, job, reason, give_up=False)

    def _end(self, lane: str, job: Job, reason: str, *, give_up: bool) -> None:
        with self._database.write() as session:
            inbox.lock_lane(session, lane)
            now = self._clock()
            if job.set_aside(session, now, reason) and give_up:
                job.give_up(Step(session, now, f"failed:{job.source}", self._services))


def _where(error: Exception) -> str:
    """File and line where an error arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
