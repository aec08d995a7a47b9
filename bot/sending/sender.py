"""The sender: takes rows of the outbox, makes the calls, writes down what became of them.

One loop does all database work, one short transaction a turn, in a thread of its own: it settles whatever
has finished and takes what may go next. The calls run beside it, outside any transaction.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot import ending
from bot.intake.wakeup import Wakeup
from bot.sending import claims, joining, recent, resolve, topics
from bot.sending.budgets import Budgets, Limits, cost
from bot.sending.claims import Candidate, OutboxRow
from bot.sending.leading import Leadership
from bot.sending.policy import State
from bot.sending.settle import Hooks, Settling, Tried, postpone, settle, topic_gone
from bot.telegram.calls import Attempt, Call
from bot.telegram.client import TelegramClient
from bot.telegram.outcomes import Ambiguous, Delivered, Rejected, RetryAt
from store import faults, trouble
from store.database import Database
from store.outbox import Action, Priority
from store.schema import Outbox

_log = structlog.get_logger(__name__)

ATTEMPT_SECONDS = 45.0
"""An attempt that takes longer is given up as ambiguous; well below the lease of a claimed row."""
_LOOK_FOR_STRANDED = 15.0  # s
_AFTER_DATABASE_TROUBLE = 0.5  # s
_APART = 0.02
"""Seconds from turn to turn, at least: what ends and what is to go meanwhile shares one transaction."""


@dataclass(slots=True)
class _Turn:
    """What a turn brought: calls to make, and when to look again though nobody wakes us."""

    calls: list[tuple[OutboxRow, Call]] = field(default_factory=list)
    look_again: float = 0.5
    more: bool = False


class Sender:
    """Empties the outbox until it is told to stop. Where several processes share a database, the one that
    leads does."""

    def __init__(
        self,
        database: Database,
        client: TelegramClient,
        wakeup: Wakeup,
        *,
        desk_chats: Sequence[int] = (),
        hooks: Hooks | None = None,
        limits: Limits | None = None,
        name: str = "linezero",
        leadership: Leadership | None = None,
        in_flight: int = 24,
        poll: float = 0.5,
        reconcile: float = 20.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        """With a `leadership` nothing is sent but while it holds. Without, `name` tells this process from
        others: rows that an earlier process of this name was sending are taken up at once. `poll` and
        `reconcile` are seconds, and so is what `tick`, a steady clock for budgets and waits, says."""
        self._database = database
        self._client = client
        self._wakeup = wakeup
        self._how = Settling(tuple(desk_chats), hooks or Hooks(), reconcile)
        self._limits = limits or Limits()
        self._budgets = Budgets(self._limits)
        self._remembers = False
        self._leadership = leadership
        self._name = leadership.name if leadership else name
        self._most = in_flight
        self._poll = poll
        self._clock = clock
        self._tick = tick
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._patience: dict[int, asyncio.Timeout] = {}  # of those in flight
        self._last_moment = float("inf")
        self._finished: list[Tried] = []
        self._stranded_looked = float("-inf")
        self._began = self._tick()

    async def run(self, stop: asyncio.Event, end: asyncio.Event | None = None) -> None:
        """Send until `stop`; then finish what is in flight, write it down and return.

        Once `end` is set, `stop` itself unless said, calls are cut short as ambiguous after a few seconds,
        and what cannot be written down is left to the next start.
        """
        stopping = asyncio.create_task(self._wake_at(stop))
        hurrying = asyncio.create_task(self._hurry_at(end or stop))
        self._began, self._stranded_looked = self._tick(), float("-inf")
        self._last_moment = float("inf")
        self._remembers = False  # others may have sent since
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, thread_name_prefix="sender") as thread:
            try:
                while not (stop.is_set() and self._is_over(loop.time())):
                    apart = loop.time() + _APART
                    turn = await self._next_turn(thread, stop)
                    for row, call in turn.calls:
                        self._in_flight[row.id] = asyncio.create_task(self._make(row, call))
                    if not turn.more and not self._finished:
                        await self._wakeup.wait(turn.look_again)
                    await asyncio.sleep(max(apart - loop.time(), 0))
            finally:
                stopping.cancel()
                hurrying.cancel()
                for task in self._in_flight.values():  # only when we are cancelled ourselves
                    task.cancel()
        if left := len(self._in_flight) + len(self._finished):
            _log.error("what became of calls is not written down", action="outbox_left_sending", calls=left)
        _log.info("sending stopped", action="sending_stopped")

    async def send_due(self) -> float:
        """Make every call that may go now; the seconds until more may go. For who turns the clock himself."""
        turn = _Turn(more=True)
        while turn.calls or turn.more or self._finished:
            finished, self._finished = self._finished, []
            turn = await asyncio.to_thread(self._turn, finished, frozenset(), self._most)
            calls = {row.id: asyncio.create_task(self._make(row, call)) for row, call in turn.calls}
            self._in_flight |= calls
            await asyncio.gather(*calls.values())
        return turn.look_again

    async def _next_turn(self, thread: ThreadPoolExecutor, stop: asyncio.Event) -> _Turn:
        finished, self._finished = self._finished, []
        busy = frozenset(self._in_flight)
        room = 0 if stop.is_set() else self._most - len(busy)
        try:
            return await asyncio.get_running_loop().run_in_executor(thread, self._turn, finished, busy, room)
        except SQLAlchemyError as error:
            self._finished = finished + self._finished
            if not faults.is_deadlock(error):
                trouble.tell(self._database, error)
            await asyncio.sleep(_AFTER_DATABASE_TROUBLE)
            return _Turn(more=True)

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._wakeup.set()

    async def _hurry_at(self, end: asyncio.Event) -> None:
        """Once the program is to end, nothing that is under way may take long."""
        await end.wait()
        now = asyncio.get_running_loop().time()
        self._last_moment = now + ending.RESULTS
        for patience in self._patience.values():
            if not patience.expired():
                patience.reschedule(min(patience.when() or now, now + ending.CALLS))
        self._wakeup.set()

    def _is_over(self, now: float) -> bool:
        return now > self._last_moment or not (self._in_flight or self._finished)

    async def _make(self, row: OutboxRow, call: Call) -> None:
        """One attempt at one call; what became of it is settled by the next turn."""
        seconds = ATTEMPT_SECONDS if self._last_moment == float("inf") else ending.CALLS
        try:
            async with asyncio.timeout(seconds) as self._patience[row.id]:
                attempt = await self._client.execute(call)
        except TimeoutError:
            attempt = Attempt(Ambiguous("no answer in time"), call.done)
        del self._in_flight[row.id], self._patience[row.id]
        self._finished.append(Tried(row, call.chat_id, attempt))
        self._wakeup.set()

    # -- the database's side, in the thread --------------------------------------------------------

    def _turn(self, finished: list[Tried], busy: frozenset[int], room: int) -> _Turn:
        """Settle what has finished and take what may go, in one transaction."""
        tick = self._tick()
        for tried in finished:
            if isinstance(tried.attempt.outcome, RetryAt):
                self._budgets.pause(tick, tried.chat_id, tried.attempt.outcome.seconds)
        look_for_stranded = tick - self._stranded_looked > _LOOK_FOR_STRANDED
        if not finished and not look_for_stranded and not self._anything_to_take(room):
            return _Turn(look_again=self._poll)
        try:
            turn = self._settle_and_take(finished, busy if look_for_stranded else None, room)
        except (IntegrityError, DataError):
            self._settle_each(finished)
            turn = _Turn(more=True)
        else:
            self._stranded_looked = tick if look_for_stranded else self._stranded_looked
        return turn

    def _settle_and_take(self, finished: list[Tried], busy: frozenset[int] | None, room: int) -> _Turn:
        turn = _Turn(look_again=self._poll)
        with self._database.write() as session:
            now = self._clock()
            settle(session, finished, now, self._how)
            if self._leadership is not None and not self._leadership.holds(session):
                return turn
            if busy is not None:
                self._take_up_stranded(session, now, busy)
            if room:
                if not self._remembers:
                    desk = next(iter(topics.desks(session, self._how.desks)), None)
                    self._budgets = recent.budgets(session, self._limits, now, self._tick(), desk)
                    self._remembers = True
                self._take(session, now, room, turn)
        return turn

    def _settle_each(self, finished: list[Tried]) -> None:
        """Something of a group cannot be written: find out which, and write at least that it was tried, so
        that it is not sent for ever."""
        for tried in finished:
            try:
                with self._database.write() as session:
                    settle(session, [tried], self._clock(), self._how)
            except (IntegrityError, DataError) as error:
                _log.error(
                    "what follows from a call was not written",
                    action="outbox_settle_failed",
                    outbox_id=tried.row.id,
                    error=type(error).__name__,
                )
                with self._database.write() as session:
                    settle(session, [tried], self._clock(), replace(self._how, bare=True))

    def _anything_to_take(self, room: int) -> bool:
        if not room:
            return False
        with self._database.read() as session:
            return bool(claims.candidates(session, self._clock(), most=1))

    def _take(self, session: Session, now: datetime, room: int, turn: _Turn) -> None:
        """Claim as many rows as there is room and budget for, and look up what they speak of."""
        desks = topics.desks(session, self._how.desks)
        first = desks[0] if desks else None
        tick = self._tick()
        chosen: dict[int, tuple[int, int]] = {}  # row -> chat and size
        waits = {desk: self._budgets.wait(tick, desk, Priority.LINE, 1) for desk in desks}
        closed = [desk for desk, wait in waits.items() if wait]
        turn.look_again = min(turn.look_again, *(waits[desk] for desk in closed), turn.look_again)
        for candidate in claims.candidates(session, now, desk=first, closed=closed):
            if len(chosen) == room:
                break
            chat_id = candidate.chat_id
            size = self._size(session, candidate)
            wait = self._budgets.wait(tick, chat_id, candidate.urgency, size)
            if wait > 0:
                turn.look_again = min(turn.look_again, wait)
                continue
            self._budgets.take(tick, chat_id, size)
            chosen[candidate.id] = (chat_id, size)
        for row in claims.claim(session, chosen.keys(), now, self._name):
            chat_id = chosen[row.id][0]
            if row.state != State.DROPPED and self._budgets.is_short(tick, chat_id):
                row = joining.join(session, row, now)  # noqa: PLW2901 -- from here on it is the joined one
            if self._prepare(session, row, first, now, turn):
                del chosen[row.id]
        for chat_id, size in chosen.values():  # not sent after all
            self._budgets.give_back(chat_id, size)

    @staticmethod
    def _size(session: Session, candidate: Candidate) -> int:
        if candidate.action is not Action.COPY:
            return cost(candidate.action, {})
        payload = session.scalar(select(Outbox.payload).where(Outbox.id == candidate.id))
        return cost(candidate.action, payload or {})

    def _prepare(
        self, session: Session, row: OutboxRow, desk: int | None, now: datetime, turn: _Turn
    ) -> bool:
        """Look up what a claimed row speaks of. False when there is nothing to send now: such a row is
        settled or put back at once."""
        if row.state == State.DROPPED:
            _log.info("superseded", action="outbox_dropped", outbox_id=row.id, case_id=row.case_id)
            turn.more = True  # its lane goes on
            return False
        try:
            found = self._held_back(row) or resolve.resolve(session, row, desk)
        except (KeyError, TypeError, ValueError) as error:
            found = resolve.Impossible(f"its payload cannot be read ({type(error).__name__})")
        match found:
            case Call() as call:
                turn.calls.append((row, call))
                return True
            case resolve.Waiting(reason=reason, seconds=seconds):
                postpone(session, row, now, seconds, reason)
                return False
            case resolve.TopicMissing(case_id=case_id):
                topic_gone(session, case_id, row.lane, now, self._how)
                postpone(session, row, now, 0.0, "the topic was deleted")
            case resolve.AlreadyThere(thread_id=thread_id, chat_id=chat_id):
                there = Attempt(Delivered((thread_id,)), (thread_id,))
                settle(session, [Tried(row, chat_id, there)], now, self._how)
            case resolve.Impossible(reason=reason):
                refused = Attempt(Rejected(reason), tuple(row.result.get("ids", ())))
                settle(session, [Tried(row, row.chat_id or 0, refused)], now, self._how)
        turn.more = True
        return False

    def _held_back(self, row: OutboxRow) -> resolve.Waiting | None:
        """After a start, the own message of a topic that perhaps exists has yet to come out of the inbox."""
        left = self._began + self._how.reconcile - self._tick()
        if row.action is Action.CREATE_TOPIC and row.ambiguous and left > 0:
            return resolve.Waiting("the topic may exist already", left)
        return None

    def _take_up_stranded(self, session: Session, now: datetime, busy: frozenset[int]) -> None:
        """Rows whose sender died in the middle: nobody knows whether Telegram has them."""
        lost = Ambiguous("the process ended in the middle")
        has_ended = self._leadership.has_ended if self._leadership else lambda _name: False
        found = claims.stranded(session, now, self._name, busy, has_ended=has_ended)
        tried = [
            Tried(row, row.chat_id or 0, Attempt(lost, tuple(row.result.get("ids", ())))) for row in found
        ]
        settle(session, tried, now, self._how)
