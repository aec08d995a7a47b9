"""Somebody answers to a message that he sees, before the sender has written down where it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.sending import claims
from bot.sending.settle import Hooks, Settling, Tried, settle
from bot.telegram.calls import Attempt
from bot.telegram.outcomes import Ambiguous, Delivered
from store.database import Database
from store.schema import Inbox, Message, Outbox
from tests.e2e.interleavings import DESK
from tests.integration.work.line import IRINA
from tests.integration.work.staffed import Staffed

SHOWN = 88_001
"""Telegram's id of a message that we do not know yet."""


@pytest.fixture
def line(database: Database) -> Staffed:
    return Staffed(database)


def take(line: Staffed, *conditions: Any) -> claims.OutboxRow:
    """The newest of these rows is being sent from now on; all before it in its lane has gone."""
    with line.database.write() as session:
        wanted = session.scalars(select(Outbox).where(*conditions).order_by(Outbox.id.desc())).first()
        for row in session.scalars(select(Outbox).where(Outbox.lane == wanted.lane, Outbox.id < wanted.id)):
            row.state = "sent"
        session.flush()
        (taken,) = claims.claim(session, [wanted.id], line.now, "one")
    return taken


def end(line: Staffed, row: claims.OutboxRow, attempt: Attempt) -> None:
    with line.database.write() as session:
        settle(session, [Tried(row, row.chat_id or DESK, attempt)], line.now, Settling((DESK,), Hooks()))


def shown(chat: dict[str, Any], text: str = "строка") -> dict[str, Any]:
    """A message of the bot's, as Telegram quotes it."""
    bot = {"id": 1, "is_bot": True, "first_name": "Line Zero"}
    return {"message_id": SHOWN, "date": 1, "chat": chat, "from": bot, "text": text}


def test_an_agent_answers_in_private_to_a_line_whose_delivery_is_not_written_down(line: Staffed) -> None:
    line.at_work_here()
    first = line.case().id
    line.at_work_here(customer=2)  # another customer's case is the one in hand
    line.says(1, "не работает wi-fi")
    line.work()
    row = take(line, Outbox.chat_id == IRINA, Outbox.action == "copy")
    line.says(IRINA, "Смотрю", reply_to_message=shown({"id": IRINA, "type": "private"}))
    line.says(IRINA, "И ещё")
    line.work()
    assert not {"Смотрю", "И ещё"} & {*line.sent_to(1), *line.sent_to(2)}, "sent before it is known for whom"
    end(line, row, Attempt(Delivered((SHOWN,)), (SHOWN,)))
    line.work(1)
    assert line.sent_to(1)[-1] == "Смотрю"
    assert line.sent_to(2)[-1] == "И ещё", "the order is kept, and only the answer is for the first customer"
    assert line.case().id != first


def test_a_customer_answers_to_a_line_whose_delivery_is_not_written_down(line: Staffed) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "Какая модель роутера?")
    line.work()
    row = take(line, Outbox.chat_id == 1, Outbox.action == "copy")
    line.says(1, "TP-Link", reply_to_message=shown({"id": 1, "type": "private"}))
    line.work()
    assert line.pending() == [], "its chat is left alone meanwhile"
    end(line, row, Attempt(Delivered((SHOWN,)), (SHOWN,)))
    line.work(1)
    assert quoted_by(line, "TP-Link") == row.message_id


def test_an_answer_in_a_topic_waits_for_what_is_on_its_way_into_that_topic(line: Staffed) -> None:
    topic = line.owned()
    line.says(1, "и телевизор тоже")
    line.work()
    row = take(line, Outbox.lane == f"topic:{line.case().id}", Outbox.action == "copy")
    place = {"message_thread_id": topic, "is_topic_message": True}
    line.agent_says(IRINA, topic, "Да", reply_to_message=shown({"id": DESK, "type": "supergroup"}) | place)
    line.work()
    end(line, row, Attempt(Delivered((SHOWN,)), (SHOWN,)))
    line.work(1)
    assert quoted_by(line, "Да") == row.message_id


def test_when_nobody_learns_where_the_message_stands_the_answer_is_taken_all_the_same(line: Staffed) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "Какая модель роутера?")
    line.work()
    row = take(line, Outbox.chat_id == 1, Outbox.action == "copy")
    line.says(1, "TP-Link", reply_to_message=shown({"id": 1, "type": "private"}))
    line.work()
    end(line, row, Attempt(Ambiguous("the line broke")))
    line.work(1)
    assert "TP-Link" in line.sent_to(None)
    assert quoted_by(line, "TP-Link") is None


def test_the_wait_ends_with_the_time_an_attempt_may_take(line: Staffed) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "Какая модель роутера?")
    line.work()
    take(line, Outbox.chat_id == 1, Outbox.action == "copy")
    line.says(1, "TP-Link", reply_to_message=shown({"id": 1, "type": "private"}))
    line.work()
    line.work((claims.LEASE - timedelta(seconds=1)).total_seconds())
    assert "TP-Link" not in line.sent_to(None)
    line.work(1)
    assert "TP-Link" in line.sent_to(None)


def test_no_other_answer_waits(line: Staffed) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "Какая модель роутера?")
    line.work()
    take(line, Outbox.chat_id == 1, Outbox.action == "copy")
    mine = shown({"id": 1, "type": "private"})
    mine["from"] = {"id": 1, "is_bot": False, "first_name": "Клиент 1"}
    line.says(1, "TP-Link", reply_to_message=mine)
    line.work()
    assert line.read(lambda s: s.scalars(select(Inbox.state).order_by(Inbox.id.desc())).first()) == "done"


def test_a_press_on_such_a_message_takes_its_buttons_away(line: Staffed) -> None:
    line.says(1, "как сменить пароль на wi-fi роутера")
    line.work(3)
    take(line, Outbox.chat_id == 1)
    data = next(data for data in line.buttons_of(1) if data.startswith("up:"))
    line.presses(1, data)
    line.work()
    drops = line.read(
        lambda s: s.scalars(select(Outbox.payload).where(Outbox.action == "edit_keyboard")).all()
    )
    assert drops == [{"external_id": drops[0]["external_id"], "keyboard": []}]


def quoted_by(line: Staffed, text: str) -> int | None:
    """Which of our messages the one with this text answers."""
    return line.read(lambda s: s.scalars(select(Message.reply_to_id).where(Message.text == text)).one())
