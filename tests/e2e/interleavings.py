"""A customer, two agents, line zero and time in any order one likes: the real steps, the real statement that
claims outgoing rows, a real database in memory, and a clock that stands still until it is moved."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.app import build_index, build_services
from bot.customer.answering import StaleReadingError
from bot.customer.reading import Reading
from bot.desk.writing.aftermath import Aftermath
from bot.inbound import Inbound, Pressed, Sender, Written
from bot.sending import claims
from bot.sending.settle import Hooks, Settling, Tried, settle
from bot.services import Services
from bot.settings import Settings
from bot.step import Step
from bot.team import roles
from bot.team.roles import Role
from bot.telegram.calls import Attempt
from bot.telegram.outcomes import Ambiguous, Delivered
from bot.work import router
from handoff import ledger
from handoff.case import HELD, HUMAN_STATES, TRANSITIONS, EventType, State, fold
from kb import demo_company
from store import inbox
from store.database import Database
from store.outbox import Action
from store.schema import Base, Case, CaseEvent, Copy, Outbox, Thread, Timer
from tests.e2e.conftest import trained_once

DESK = -1_001_000_000_001
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXTS = (
    "как сменить пароль на wi-fi роутера",
    "продаёте абонемент в бассейн с сауной",
    "позовите оператора",
    "спасибо",
    "привет",
    "не работает интернет",
)
PAUSES = (
    timedelta(seconds=1),
    timedelta(seconds=3),
    timedelta(seconds=61),
    timedelta(minutes=31),
    timedelta(hours=25),
)
AGENTS = (Sender(901, "Ирина", None, "ru"), Sender(902, "Павел", None, "ru"))


class _Remembering:
    """The real model; equal questions are read once."""

    def __init__(self, model: Any) -> None:
        self.version = model.version
        self.understand = functools.cache(model.understand)
        self.understand_many = model.understand_many


@functools.cache
def services() -> Services:
    """The real settings, knowledge and model, built once a run."""
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr("1:x"),
        desk_chat_id=DESK,
        support_hours="24/7",
        encoder="lexical",
    )
    database = empty_database()
    with database.write() as session:
        demo_company.load(session, NOON)
    index = build_index(
        settings, database, lambda entries, examples: _Remembering(trained_once(entries, examples))
    )
    index.rebuild()
    return build_services(settings, index, demo_company.company())


def empty_database(path: Path | None = None) -> Database:
    """A database in memory."""
    database = Database(f"sqlite:///{path}" if path else "sqlite://")
    Base.metadata.create_all(database.engine)
    return database


@dataclass
class Play:
    """One customer's story. Methods that move it on are what may happen; each checks what must never be."""

    database: Database
    customer: Sender
    now: datetime = NOON
    numbers: Any = field(default_factory=count)
    waiting: dict[str, deque[Inbound]] = field(default_factory=dict)
    begun: dict[str, tuple[Any, Reading | None]] = field(default_factory=dict)
    in_flight: list[claims.OutboxRow] = field(default_factory=list)
    claims_seen: int = 0

    def __post_init__(self) -> None:
        with self.database.write() as session:
            for agent in AGENTS:
                person = roles.add(session, agent.id, self.now, agent.name)
                roles.set_role(session, person, Role.AGENT, self.now, granted=True)

    # -- people

    def write(self, text: int) -> None:
        """The customer writes."""
        self._arrive("chat", self._written(self.customer.id, self.customer, TEXTS[text % len(TEXTS)]))

    def press(self, which: int) -> None:
        """The customer presses a button that was shown to him at some time."""
        self._press("chat", self.customer, self._offered(self.customer.id), which)

    def agent_presses(self, agent: int, which: int) -> None:
        """An agent presses a button of a card, of an old version of it perhaps."""
        self._press("desk", AGENTS[agent % 2], self._offered(None), which)

    def agents_reach(self) -> None:
        """Both agents press «Взять» on the newest card."""
        takes = [data for data in self._offered(None) if data.startswith("take:")]
        for agent in AGENTS:
            self._press("desk", agent, takes[-1:], 0)

    def agent_writes(self, agent: int) -> None:
        """An agent writes in the topic."""
        topic = self._topic()
        if topic is not None:
            self._arrive("desk", self._written(DESK, AGENTS[agent % 2], "Сейчас посмотрю", topic))

    def pass_time(self, which: int) -> None:
        """Nothing happens for a while."""
        self.now += PAUSES[which % len(PAUSES)]

    # -- line zero: reading first, the transaction later, anything may come in between

    def read(self, lane: str) -> None:
        """Begin the next step of a lane: what has to be understood before its transaction."""
        if lane in self.begun:
            return
        key = self._lane(lane)
        with self.database.read() as session:
            if self.waiting.get(lane):
                inbound = self.waiting[lane][0]
                self.begun[lane] = (inbound, router.prepare(session, services(), inbound))
                return
            timer = inbox.due_timer(session, key, self.now)
            if timer is not None:
                read = router.prepare_timer(session, services(), timer.kind, timer.payload)
                self.begun[lane] = (timer, read)

    def carry_out(self, lane: str) -> None:
        """The transaction of the step that was begun."""
        if lane not in self.begun:
            return
        what, read = self.begun.pop(lane)
        epochs = self._epochs()
        try:
            with self.database.write() as session:
                step = Step(session, self.now, f"s{next(self.numbers)}:{self.customer.id}", services())
                if isinstance(what, inbox.Due):
                    if inbox.take_timer(session, what.key, what.due_at):
                        router.handle_timer(step, what.kind, what.payload, read)
                else:
                    router.handle(step, what, read)
        except (StaleReadingError, ledger.ConflictError):
            return
        if not isinstance(what, inbox.Due):
            self.waiting[lane].popleft()
        self._check_step(what, epochs)

    def step(self, lane: str) -> None:
        """A whole step of a lane."""
        self.read(lane)
        self.carry_out(lane)

    def ask(self, text: int) -> None:
        """The customer writes, and line zero reacts when the burst is over."""
        self.write(text)
        self.step("chat")
        self.pass_time(1)
        self.step("chat")

    # -- the sender

    def take_rows(self, most: int) -> None:
        """Claim outgoing rows with the sender's own statement."""
        with self.database.write() as session:
            heads = [one.id for one in claims.candidates(session, self.now)][: 1 + most % 4]
            rows = claims.claim(session, heads, self.now, "one")
            for row in rows:
                if row.state == "sending":
                    self._check_sending(session.get(Case, row.case_id) if row.case_id else None, row)
        self.in_flight += [row for row in rows if row.state == "sending"]

    def settle_row(self, which: int, *, known: bool) -> None:
        """One call ends: delivered, or nobody knows."""
        if not self.in_flight:
            return
        row = self.in_flight.pop(which % len(self.in_flight))
        chat_id = row.chat_id or DESK
        new = row.action in (Action.SEND_TEXT, Action.SEND_PICTURE, Action.COPY, Action.CREATE_TOPIC)
        ids = (
            tuple(10_000_000 + next(self.numbers) for _ in row.payload.get("external_ids", (0,)))
            if new
            else ()
        )
        ids = tuple(self.customer.id * 100_000 + number for number in ids)
        attempt = Attempt(Delivered(ids), ids) if known else Attempt(Ambiguous("the line broke"))
        aftermath = Aftermath(services(), lambda: self.now)
        hooks = Hooks(aftermath.on_settled, aftermath.on_topic_gone, aftermath.concerns)
        with self.database.write() as session:
            settle(session, [Tried(row, chat_id, attempt)], self.now, Settling((DESK,), hooks))

    # -- what must never be

    def _check_sending(self, case: Case | None, row: claims.OutboxRow) -> None:
        """Invariant 5, where rows leave."""
        if row.author == "bot" and case is not None:
            assert row.epoch == case.epoch, f"a line of epoch {row.epoch} leaves in epoch {case.epoch}"
            assert case.state not in HUMAN_STATES, f"line zero speaks in a case that is {case.state}"

    def _check_step(self, what: Any, epochs: dict[int, int]) -> None:
        """Invariant 5 where rows are written, 6 for every claim, 9 for the case as a whole."""
        with self.database.read() as session:
            for case in session.scalars(select(Case)):
                log = ledger.events(session, case.id)
                assert fold(log) == ledger.state_of(case), "the case is no fold of its events"
                if case.state in HUMAN_STATES:
                    spoken = session.scalars(
                        select(Outbox.key).where(
                            Outbox.case_id == case.id, Outbox.author == "bot", Outbox.epoch == case.epoch
                        )
                    ).all()
                    assert not spoken, f"line zero wrote {spoken} in a case that is {case.state}"
                self._check_claims(session, case, epochs.get(case.id, 0))
            if isinstance(what, Pressed) and what.data.startswith("take:"):
                self._check_answer(session, what)

    def _check_claims(self, session: Any, case: Case, before: int) -> None:
        """One winner for each time a case was free, and no owner beyond his lease once time was looked at."""
        held = False
        for kind in session.scalars(
            select(CaseEvent.type).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)
        ):
            if kind == "claimed":
                assert not held, "a case was claimed that had an owner"
                self.claims_seen += 1
            held = _is_held(EventType(kind), held)
        assert held == (case.state in HELD), f"{case.state}, and its events say otherwise"
        assert case.epoch >= before
        if case.state == State.OWNED:
            watched = session.get(Timer, f"lease:{case.id}")
            assert watched is not None, "nobody watches the lease"
            assert watched.due_at == case.lease_until

    def _check_answer(self, session: Any, press: Pressed) -> None:
        """Who pressed «Взять» is told: done, or the winner's name."""
        row = session.scalar(select(Outbox).where(Outbox.lane == f"press:{press.callback_id}"))
        assert row is not None, "a press stayed without an answer"
        case = session.get(Case, int(press.data.split(":")[1]))
        said = row.payload.get("text", "")
        if case.state == State.OWNED:
            owner = next(agent.name for agent in AGENTS if agent.name == self._owner(session, case))
            won = press.sender.name == owner
            assert said == services().desk_texts.plain("press-done" if won else "press-lost", agent=owner)

    @staticmethod
    def _owner(session: Any, case: Case) -> str:
        from store.schema import Person  # noqa: PLC0415

        return session.get(Person, case.owner_id).name

    # -- small things

    def _lane(self, lane: str) -> str:
        return f"chat:{self.customer.id}" if lane == "chat" else f"desk:{DESK}:{self._topic()}"

    def _arrive(self, lane: str, inbound: Inbound) -> None:
        self.waiting.setdefault(lane, deque()).append(inbound)

    def _written(self, chat_id: int, sender: Sender, text: str, topic: int | None = None) -> Written:
        number = self.customer.id * 1000 + next(self.numbers)
        return Written(chat_id, number, sender, self.now, chat_id < 0, topic, text, text)

    def _press(self, lane: str, sender: Sender, offered: Sequence[str], which: int) -> None:
        topic = self._topic()
        if not offered or (lane == "desk" and topic is None):
            return
        number = f"{self.customer.id}-{next(self.numbers)}"
        chat_id = self.customer.id if lane == "chat" else DESK
        data = offered[which % len(offered)]
        self._arrive(lane, Pressed(number, sender, data, chat_id, 1, lane == "desk", topic))

    def _offered(self, chat_id: int | None) -> list[str]:
        """What all buttons of a chat have ever said."""
        with self.database.read() as session:
            payloads = session.scalars(
                select(Outbox.payload)
                .where(Outbox.chat_id == chat_id if chat_id else Outbox.chat_id.is_(None))
                .order_by(Outbox.id)
            ).all()
        rows = [row for payload in payloads for row in payload.get("keyboard") or ()]
        return [
            one["data"]
            for row in rows
            for one in row
            if "data" in one and not one["data"].startswith("language")
        ]

    def _topic(self) -> int | None:
        with self.database.read() as session:
            return session.scalar(select(Thread.external_id).order_by(Thread.id.desc()).limit(1))

    def _epochs(self) -> dict[int, int]:
        with self.database.read() as session:
            return {row.id: row.epoch for row in session.execute(select(Case.id, Case.epoch))}


def _is_held(event: EventType, before: bool) -> bool:
    """Whether somebody of the team has a case after an event."""
    _, state = TRANSITIONS.get(event, (None, None))
    return before if state is None else state in HELD


def wipe(database: Database) -> None:
    """Empty all tables."""
    with database.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())


__all__ = ["AGENTS", "Copy", "Play", "empty_database", "services", "wipe"]
