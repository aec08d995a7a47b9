"""The invariants as the worker keeps them, on both databases."""

from __future__ import annotations

import functools
import inspect
import json
import logging
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import logs
from handoff import ledger
from handoff.case import EventType, State, fold
from intents.types import Understanding
from kb import library
from store.database import Database
from store.outbox import Action, Outgoing
from store.schema import Base, Case, Customer, Inbox, KbVersion, Message, Note, Outbox, Timer
from tests.e2e.interleavings import services
from tests.integration.work.line import IRINA, PAVEL, QUESTION, Line, services_with

ROOT = Path(__file__).parents[3]
DEADLINE = 60.0


# -- 2 ---------------------------------------------------------------------------------------------


class Slow:
    """The real model, which takes its time over one question."""

    def __init__(self) -> None:
        self._model = services().knowledge.index.snapshot.model
        self.version = self._model.version
        self.reached, self.go_on = threading.Event(), threading.Event()

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        if "медленно" in text:
            self.reached.set()
            assert self.go_on.wait(DEADLINE)
        return self._model.understand(text, previous=previous, language=language)

    def understand_many(self, texts: Any) -> list[Understanding]:
        return self._model.understand_many(texts)


def test_invariant_2_one_chat_in_order_and_no_other_waits_for_it(database: Database) -> None:
    slow = Slow()
    line = Line(database, services_with(slow))
    first = line.says(1, "медленно, позовите оператора")
    after = [line.says(1, f"дальше {number}") for number in range(5)]
    line.says(2, "позовите оператора")
    held = threading.Thread(target=line.drain, args=("chat:1",))
    held.start()
    try:
        assert slow.reached.wait(DEADLINE)
        line.drain("chat:2")
        assert [case.customer_id for case in line.read(lambda s: s.scalars(select(Case)).all())] == [1]
        assert "chat:1" in line.pending()
    finally:
        slow.go_on.set()
        held.join(DEADLINE)
    line.work()
    assert _external_ids(database, 1) == [first, *after]


def _external_ids(database: Database, chat_id: int) -> list[int]:
    with database.read() as session:
        wanted = select(Message.external_id).where(Message.chat_id == chat_id).order_by(Message.id)
        return list(session.scalars(wanted))


# -- 3 ---------------------------------------------------------------------------------------------


@contextmanager
def serving(database: Database) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own; killed at the end at the latest."""
    url = database.url.render_as_string(hide_password=False)
    process = subprocess.Popen(  # noqa: S603 -- our own module
        [sys.executable, "-m", "tests.integration.work.serving", url],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        assert "serving\n" in iter(process.stdout.readline, "")
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _done(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Inbox).where(Inbox.state != "pending")) or 0


def _until_done(database: Database, least: int) -> None:
    """Wait until so many updates are handled."""
    deadline, never = time.monotonic() + DEADLINE, threading.Event()
    while _done(database) < least:
        assert time.monotonic() < deadline, f"{_done(database)} of {least} handled"
        never.wait(0.005)


def _write(line: Line, chats: int, rounds: int) -> None:
    texts = ("здравствуйте", QUESTION, "позовите оператора", "договор 77123456", "спасибо", "/status")
    for number in range(rounds):
        for chat in range(1, chats + 1):
            line.says(chat, texts[(number + chat) % len(texts)])


def _nothing_half_done(database: Database) -> None:
    with database.read() as session:
        kept = {
            (row.chat_id, row.external_id)
            for row in session.execute(select(Message.chat_id, Message.external_id))
        }
        for row in session.scalars(select(Inbox)):
            message = json.loads(row.body)["message"]
            if message["text"].startswith("/"):
                continue
            stored = (message["chat"]["id"], message["message_id"]) in kept
            assert stored == (row.state == "done"), f"update {row.update_id} is {row.state}, kept: {stored}"
        for case in session.scalars(select(Case)):
            assert fold(ledger.events(session, case.id)) == ledger.state_of(case)
            if case.state == State.QUEUED:
                keys = [
                    f"case:{case.id}:topic:1",
                    f"case:{case.id}:card:1",
                    f"case:{case.id}:handoff:{case.epoch}:customer",
                ]
                there = session.scalar(select(func.count()).select_from(Outbox).where(Outbox.key.in_(keys)))
                assert there == 3, "a handoff without its notices"


def _all_in_order(database: Database, chats: int) -> None:
    for chat in range(1, chats + 1):
        ids = _external_ids(database, chat)
        assert ids == sorted(ids)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == chats


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_invariant_3_a_worker_killed_at_any_moment_leaves_no_half_step(database: Database) -> None:
    line, dice = Line(database), random.Random(7)
    line.now = datetime.now(UTC)
    _write(line, chats=12, rounds=20)
    for _ in range(3):
        with serving(database) as process:
            _until_done(database, _done(database) + dice.randrange(3, 25))
            process.send_signal(signal.SIGKILL)
            process.wait()
        _nothing_half_done(database)
    line.work(seconds=3600)
    assert _done(database) == 240
    _nothing_half_done(database)
    _all_in_order(database, 12)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_processes_share_the_work_and_one_may_die(postgres_database: Database) -> None:
    line = Line(postgres_database)
    line.now = datetime.now(UTC)
    _write(line, chats=12, rounds=20)
    with serving(postgres_database) as one, serving(postgres_database):
        _until_done(postgres_database, 60)
        one.send_signal(signal.SIGKILL)
        _until_done(postgres_database, 240)
    line.work(seconds=3600)
    _nothing_half_done(postgres_database)
    _all_in_order(postgres_database, 12)


def test_many_threads_on_one_lane_handle_each_update_once(database: Database) -> None:
    line = Line(database)
    _write(line, chats=2, rounds=12)
    together = threading.Barrier(6)

    def drain(lane: str) -> None:
        together.wait()
        line.drain(lane)

    threads = [threading.Thread(target=drain, args=(f"chat:{1 + number % 2}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
    line.work()
    _nothing_half_done(database)
    _all_in_order(database, 2)
    states = line.read(lambda s: set(s.scalars(select(Inbox.state))))
    assert states == {"done"}


# -- 6, 7 ------------------------------------------------------------------------------------------


def test_invariant_6_two_agents_press_at_once_and_the_loser_reads_the_winner_s_name(
    database: Database,
) -> None:
    line = Line(database)
    line.says(1, "позовите оператора")
    line.work()
    topic, case = line.topic(), line.case()
    for agent in (IRINA, PAVEL):
        line.agent_presses(agent, topic, f"take:{case.id}:{case.epoch}")
    line.work()
    answers = select(Outbox.payload).where(Outbox.action == Action.ANSWER_PRESS).order_by(Outbox.id)
    assert [payload["text"] for payload in line.read(lambda s: s.scalars(answers).all())] == [
        "Готово",
        "Уже взято: Ирина",
    ]
    notices = [said for said in line.sent_to(1) if "на связи" in said]
    assert len(notices) == 1
    line.work(seconds=31 * 60)
    assert line.case().owner_id is None, "an absent owner loses the case by time"


def test_invariant_7_a_handoff_sends_one_notice_to_each_side(database: Database) -> None:
    line = Line(database)
    for _ in range(3):
        line.says(1, "позовите оператора")
        line.presses(1, "human:0")
    together = threading.Barrier(4)

    def drain() -> None:
        together.wait()
        line.drain("chat:1")

    threads = [threading.Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
    line.work()
    assert len([said for said in line.sent_to(1) if "Зову специалиста" in said]) == 1
    actions = line.read(lambda s: list(s.scalars(select(Outbox.action).where(Outbox.lane == "topic:1"))))
    assert actions.count(Action.CREATE_TOPIC) == 1
    assert len([said for said in line.sent_to(None) if "Почему к людям" in said]) == 1


# -- 8 ---------------------------------------------------------------------------------------------


def test_invariant_8_nothing_of_a_note_can_stand_in_the_outbox(database: Database) -> None:
    """By type: no call names a note, and no function that writes calls takes one. By trial: none shows up."""
    assert not [
        one for one in Base.metadata.tables["outbox"].foreign_keys if one.column.table.name == "notes"
    ]
    assert not [one.name for one in fields(Outgoing) if "note" in one.name]
    from bot.step import Step  # noqa: PLC0415

    for name, function in inspect.getmembers(Step, inspect.isfunction):
        assert "Note" not in str(inspect.signature(function)), name
    line = Line(database)
    topic = line.owned()
    for text in ("// тайна 1", " // тайна 2", "//тайна 3", "//\nтайна 4"):
        line.agent_says(IRINA, topic, text)
        line.agent_says(IRINA, topic, "видно всем")
    line.says(1, "вы тут?")
    line.agent_presses(IRINA, topic, f"done:1:{line.case().epoch}")
    line.work(seconds=5)
    line.says(1, "не решено")
    line.work(seconds=5)
    assert line.read(lambda s: s.scalar(select(func.count()).select_from(Note))) == 4
    texts = line.read(lambda s: list(s.scalars(select(Message.text))))
    assert not [text for text in (*texts, *line.sent_to(1)) if "тайна" in text]


# -- 10 --------------------------------------------------------------------------------------------


def test_invariant_10_versions_never_change_and_every_answer_names_what_gave_it(database: Database) -> None:
    entry = next(iter(services().knowledge.index.snapshot.entries.values()))
    with database.write() as session:
        library.save_all(session, [entry], author="one", now=datetime.now(UTC))
    versions = select(KbVersion.version, KbVersion.content, KbVersion.created_at).order_by(KbVersion.version)
    with database.read() as session:
        before = [tuple(row) for row in session.execute(versions)]
    changed = type(entry)(
        **{**{one.name: getattr(entry, one.name) for one in fields(entry)}, "answers": {"ru": "Иначе."}}
    )
    with database.write() as session:
        library.save_all(session, [changed], author="two", now=datetime.now(UTC))
    with database.read() as session:
        after = [tuple(row) for row in session.execute(versions)]
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1

    line = Line(database)
    line.says(1, QUESTION)
    line.work(seconds=5)
    line.says(2, "/start")
    line.work()
    line.presses(2, next(data for data in line.buttons_of(2) if data.startswith("entry:")))
    line.work()
    answers = [
        event.payload
        for case_id in (1, 2)
        for event in line.read(functools.partial(ledger.events, case_id=case_id))
        if event.type is EventType.ANSWERED
    ]
    assert len(answers) == 2
    for payload in answers:
        assert payload["entry"] in services().knowledge.index.snapshot.entries
        assert payload["version"] >= 1
        assert payload["model"] == services().knowledge.model_version
        assert 0 <= payload["confidence"] <= 1


# -- 11 --------------------------------------------------------------------------------------------


def test_invariant_11_no_log_holds_a_text_a_name_or_a_number(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    """A whole conversation, with steps that fail and rows that cannot be read."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.set_up("DEBUG", as_json=False, secrets=("1:x",))
    try:
        line = Line(database)
        topic = line.owned(79161234567)
        line.says(79161234567, "тайное слово +7 916 123-45-67 карта 4276 3800 1234 5678")
        line.agent_says(IRINA, topic, "// тайное слово")
        line.agent_says(IRINA, topic, "тайное слово")
        line.arrives(message={"chat": {"id": 5, "type": "private"}, "message_id": "тайное слово", "date": []})
        with database.write() as session:
            session.add(
                Timer(
                    key="lease:тайное слово", lane="chat:5", kind="lease", due_at=line.now,
                    payload={"case_id": 999, "text": "тайное слово"},
                )
            )  # fmt: skip
        for _ in range(6):
            line.work(seconds=10)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    said = "".join(capfd.readouterr())
    assert "step failed" in said
    assert "update set aside" in said
    for secret in ("тайное", "79161234567", "916", "4276", "Ирина", "Клиент", "1:x"):
        assert secret not in said
