"""When line zero itself breaks: a person gets the case, with the message that broke it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.team.roles import Role
from handoff.case import Reason, State
from intents.types import Understanding
from store.database import Database
from store.schema import Case, Inbox, Message, Outbox
from tests.integration.work.line import IRINA, Line, employ, services_with


class Broken:
    """A model that cannot understand anything."""

    version = "broken"

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        raise RuntimeError(f"cannot read «{text}»")

    def understand_many(self, texts: Any) -> list[Understanding]:
        return [self.understand(text) for text in texts]


@pytest.fixture(scope="module")
def broken() -> Any:
    return services_with(Broken())


@pytest.mark.parametrize("text", ["не работает интернет", "позовите оператора"])
def test_invariant_4_what_broke_line_zero_reaches_a_person(
    database: Database, broken: Any, text: str
) -> None:
    """The first breaks at the end of the burst, the second, which is urgent, in the step of its update."""
    line = Line(database, broken)
    line.says(1, text)
    for _ in range(10):
        line.work(seconds=5)
    case = line.case()
    assert (case.state, case.reason) == (State.QUEUED, Reason.FAILED)
    kept = line.read(
        lambda session: session.scalars(select(Message.text).where(Message.case_id == case.id)).all()
    )
    assert kept[0] == text
    assert len([said for said in line.sent_to(1) if f"№ {case.id}" in said]) == 1
    topics = select(func.count()).select_from(Outbox).where(Outbox.action == "create_topic")
    assert line.read(lambda session: session.scalar(topics)) == 1
    assert not line.pending()


def test_what_breaks_while_an_editor_writes_is_no_case(database: Database, broken: Any) -> None:
    line = Line(database, broken)
    employ(database, IRINA, role=Role.EDITOR)
    line.says(IRINA, "/kb")
    line.presses(IRINA, "kb:new")
    line.work()
    line.says(IRINA, "позовите оператора")  # what is urgent is read before its step, and that breaks
    for _ in range(10):
        line.work(seconds=60)
    assert line.read(lambda session: session.scalars(select(Case)).all()) == []
    assert [said for said in line.sent_to(IRINA) if "ничего не пропало" in said]
    assert not line.pending()


def test_an_editor_who_asks_as_a_customer_gets_a_person_all_the_same(database: Database, broken: Any) -> None:
    line = Line(database, broken)
    employ(database, IRINA, role=Role.EDITOR)
    line.says(IRINA, "позовите оператора")
    for _ in range(10):
        line.work(seconds=60)
    assert line.case().reason == Reason.FAILED


def test_what_follows_a_broken_update_is_handled_in_order(database: Database, broken: Any) -> None:
    line = Line(database, broken)
    line.says(1, "позовите оператора")
    line.says(1, "и побыстрее")
    line.work()
    assert line.read(lambda session: session.scalar(select(func.count()).select_from(Message))) == 0
    assert not line.pending(), "a lane that waits must not keep the processor busy"
    line.work(seconds=30)
    line.work(seconds=30)
    texts = line.read(
        lambda session: session.scalars(
            select(Message.text).where(Message.author_kind == "customer").order_by(Message.id)
        ).all()
    )
    assert texts == ["позовите оператора", "и побыстрее"]
    assert "и побыстрее" in line.sent_to(None)


def test_invariant_12_an_unreadable_update_is_set_aside_and_the_next_is_handled(database: Database) -> None:
    line = Line(database)
    line.arrives(message={"chat": {"id": 1, "type": "private"}, "message_id": "ночь", "date": {}})
    line.says(1, "позовите оператора")
    line.work()
    states = line.read(lambda session: session.scalars(select(Inbox.state).order_by(Inbox.id)).all())
    assert states == ["quarantined", "done"]
    assert line.case().state == State.QUEUED


def test_what_no_database_can_store_is_kept_all_the_same(database: Database) -> None:
    line = Line(database)
    line.says(1, "позовите оператора \x00 \ud83d", entities=[{"type": "bold", "offset": 0, "length": 9}])
    line.work()
    assert line.case().state == State.QUEUED
    text = line.read(lambda session: session.scalar(select(Message.html).order_by(Message.id)))
    assert text == "<b>позовите</b> оператора \ufffd \ufffd" or text.startswith("<b>позовите")
