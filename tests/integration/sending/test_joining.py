"""Lines of a customer that wait while the group's budget is short become one message, in order, none lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.sending import claims, joining
from bot.sending.budgets import Budgets, Limits
from store.database import Database
from store.outbox import Priority
from store.schema import Copy, Outbox
from tests.integration.work.line import Line, Plain, services_with

PARK = -1001


@pytest.fixture(scope="module")
def about() -> Any:
    return services_with(Plain())


@pytest.fixture
def line(database: Database, about: Any) -> Line:
    line = Line(database, about)
    line.owned()
    with database.write() as session:
        session.execute(update(Outbox).where(Outbox.state == "pending").values(state="sent"))
    return line


def send(line: Line) -> list[claims.OutboxRow]:
    """What the sender would take from the topic now, joined."""
    taken = []
    with line.database.write() as session:
        heads = [one.id for one in claims.candidates(session, line.now) if one.chat_id < 0]
        for row in claims.claim(session, heads, line.now, "one"):
            taken.append(joining.join(session, row, line.now))
        settle = update(Outbox).where(Outbox.id.in_([row.id for row in taken])).values(state="sent")
        session.execute(settle)
    return [row for row in taken if row.lane == "topic:1"]


def states(line: Line) -> list[tuple[str, str]]:
    wanted = (
        select(Outbox).where(Outbox.lane == "topic:1", Outbox.message_id.is_not(None)).order_by(Outbox.id)
    )
    return [(row.action, row.state) for row in line.read(lambda session: session.scalars(wanted).all())]


def test_lines_that_wait_become_one_message_in_order(line: Line) -> None:
    for text in ("раз", "два <b>", "три"):
        line.says(1, text)
    line.work()
    (row,) = send(line)
    assert (row.action, row.payload["html"]) == (
        "send_text",
        "🗣 <b>Клиент 1</b>: раз\n🗣 два &lt;b&gt;\n🗣 три",
    )
    assert states(line)[-3:] == [("send_text", "sent"), ("copy", "sent"), ("copy", "sent")]
    assert send(line) == []


def test_one_line_and_lines_with_pictures_or_replies_stay_as_they_are(line: Line) -> None:
    first = line.says(1, "раз")
    line.work()
    assert [row.action for row in send(line)] == ["copy"]
    line.says(1, "два")
    line.says(1, "", photo=[{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}])
    line.says(1, "три")
    quoted = {"message_id": first, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "раз"}
    line.says(1, "четыре", reply_to_message=quoted)
    line.work()
    sent = [send(line)[0] for _ in range(4)]
    assert [row.action for row in sent] == ["copy"] * 4


def test_an_edit_of_a_joined_line_is_told_as_a_line(line: Line) -> None:
    line.says(1, "код 11")
    second = line.says(1, "код 22")
    line.work()
    send(line)
    line.edits(1, second, "код 23")
    line.work()
    assert "Стало: код 23" in line.sent_to(None)[-1]


def test_a_line_with_a_waiting_edit_is_not_joined(line: Line) -> None:
    line.says(1, "код 11")
    second = line.says(1, "код 22")
    line.work()
    line.edits(1, second, "код 23")
    line.work()
    assert [row.action for row in send(line)] == ["copy"]


def test_an_agent_can_answer_to_a_joined_message(line: Line) -> None:
    line.says(1, "раз")
    line.says(1, "два")
    line.work()
    (row,) = send(line)
    assert row.message_id == row.payload["message_ids"][-1]
    assert line.read(lambda session: session.get(Copy, (1, 0))) is None


def test_a_budget_is_short_when_half_of_it_is_spent() -> None:
    budgets = Budgets(Limits(group_calls=20, group_window=60))
    for _ in range(10):
        budgets.take(0.0, PARK, 1)
    assert not budgets.is_short(1.0, PARK)
    budgets.take(1.0, PARK, 1)
    assert budgets.is_short(2.0, PARK)
    assert not budgets.is_short(61.5, PARK)
    assert not budgets.is_short(2.0, 77)
    assert budgets.wait(2.0, PARK, Priority.LINE, 1) == 0
