"""The board in General, and what agents ask the bot: nobody has to scroll to know who waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.desk.screen import board
from store.database import Database
from store.outbox import customer_lane
from store.schema import Outbox
from tests.e2e.interleavings import DESK
from tests.integration.work.line import IRINA, PAVEL, Line

GENERAL = {"message_thread_id": None}


@pytest.fixture
def line(sqlite_database: Database) -> Line:
    line = Line(sqlite_database)
    with sqlite_database.write() as session:
        board.plan(session, line.now)
    line.work()
    return line


def rows(line: Line, action: str, lane: str = f"board:{DESK}") -> list[Any]:
    wanted = select(Outbox).where(Outbox.action == action, Outbox.lane == lane).order_by(Outbox.id)
    return list(line.read(lambda session: session.scalars(wanted).all()))


def settle(line: Line, state: str = "sent", error: str | None = None) -> None:
    """What the sender would write down."""
    with line.database.write() as session:
        values = {"state": state, "error": error, "result": {"chat_id": DESK, "ids": [7]}}
        session.execute(update(Outbox).where(Outbox.state == "pending").values(values))


def pass_(line: Line) -> None:
    line.now += timedelta(seconds=21)
    line.work()


def test_the_board_is_posted_once_pinned_and_edited_only_when_it_says_something_new(line: Line) -> None:
    assert [row.payload["html"] for row in rows(line, "send_text")] == ["<b>Очередь</b> · никто не ждёт"]
    assert [row.payload["sent_as"] for row in rows(line, "pin")] == [f"board:{DESK}:1"]
    settle(line)
    for _ in range(5):
        pass_(line)
    assert rows(line, "edit_text") == []
    line.says(1, "позовите оператора")
    line.work()
    line.topic()
    pass_(line)
    (edit,) = rows(line, "edit_text")
    assert "ждёт 1 обращение" in edit.payload["html"]
    assert "№ 1</a> · Клиент 1 · " in edit.payload["html"]
    pass_(line)
    assert len(rows(line, "edit_text")) == 1
    assert {row.priority for row in rows(line, "edit_text") + rows(line, "send_text")} == {4}


def test_a_board_that_still_waits_is_replaced_by_the_newer_one(line: Line) -> None:
    settle(line)
    line.says(1, "позовите оператора")
    line.work()
    pass_(line)
    line.says(2, "позовите оператора")
    line.work()
    pass_(line)
    assert [row.state for row in rows(line, "edit_text")] == ["dropped", "pending"]
    assert "ждут 2 обращения" in rows(line, "edit_text")[-1].payload["html"]


def test_a_deleted_board_is_made_again(line: Line) -> None:
    settle(line)
    line.says(1, "позовите оператора")
    line.work()
    pass_(line)
    settle(line, "failed", "Bad Request: message to edit not found")
    pass_(line)
    assert [row.key for row in rows(line, "send_text")] == [f"board:{DESK}:1", f"board:{DESK}:2"]
    settle(line)
    pass_(line)
    assert len(rows(line, "send_text")) == 2


def test_the_board_says_who_is_busy_and_whose_promise_ends_next(line: Line) -> None:
    settle(line)
    line.owned(1)
    line.says(2, "позовите оператора")
    line.work()
    pass_(line)
    html = rows(line, "edit_text")[-1].payload["html"]
    assert "В работе:</b> Ирина — 1" in html
    assert "Дольше всех ждёт № 2" in html
    line.now += timedelta(hours=1)
    pass_(line)
    assert "‼️ обещали" in rows(line, "edit_text")[-1].payload["html"]


def asked(line: Line, agent: int, text: str) -> str:
    """What a command in General is answered with."""
    line.arrives(message=line._message(900, agent, {"id": DESK, "type": "supergroup"}, text, {}))
    line.work()
    return str(rows(line, "send_text", f"general:{DESK}")[-1].payload["html"])


def test_commands_in_general(line: Line) -> None:
    line.owned(1)
    line.says(2, "позовите оператора")
    line.work()
    assert "№ 2 · Клиент 2" in asked(line, PAVEL, "/queue")
    assert "У вас сейчас нет обращений" in asked(line, PAVEL, "/my")
    assert '<a href="https://t.me/c/' in asked(line, IRINA, "/my@line_zero_bot")
    assert "<b>№ 1</b> · Клиент 1" in asked(line, PAVEL, "/case 1")
    assert "Добавьте номер" in asked(line, PAVEL, "/case")
    assert "Обращения № 77 нет" in asked(line, PAVEL, "/case № 77")
    assert "/queue — Кто ждёт" in asked(line, PAVEL, "/help")


def test_a_case_at_a_glance_in_the_private_chat(line: Line) -> None:
    line.says(1, "забыл пароль от кабинета")
    line.work(3)
    line.presses(1, [data for data in line.buttons_of(1) if data.startswith("down:")][-1])
    line.says(1, "позовите оператора")
    line.work()
    line.topic()
    line.says(PAVEL, "/case 1")
    line.work()
    (card,) = line.sent_to(PAVEL)
    for words in ("№ 1", "ждёт с", "забыл пароль", "Уже ответили", "Обещали ответить"):
        assert words in card
    assert "Ответьте здесь" not in card, "what is written below it goes nowhere"
    (row,) = rows(line, "send_text", customer_lane(PAVEL))
    assert row.payload["keyboard"][0][0]["url"].startswith("https://t.me/c/")
    line.says(2, "/case 1")
    line.work(3)
    assert not any("забыл пароль" in said for said in line.sent_to(2)), "for those who work on cases"


def test_cases_are_found_by_number_name_and_words(line: Line) -> None:
    line.says(1, "позовите оператора, не работает роутер Кинетик")
    line.says(2, "позовите оператора, договор 87654321")
    line.work()
    assert "№ 1 · Клиент 1" in asked(line, PAVEL, "/find роутера кинетик")
    assert "№ 2" not in asked(line, PAVEL, "/find роутера")
    assert "№ 2 · Клиент 2" in asked(line, PAVEL, "/find 87654321")
    assert "№ 2 · Клиент 2" in asked(line, PAVEL, "/find № 2")
    assert "№ 1" in asked(line, PAVEL, "/find клиен")
    assert "ничего не нашлось" in asked(line, PAVEL, "/find холодильник роутер")
    assert "Что искать?" in asked(line, PAVEL, "/find")
    line.says(1, "и ещё приставка моргает")
    line.work()
    assert "№ 1 · Клиент 1" in asked(line, PAVEL, "/find приставки")


def test_today_in_figures(line: Line) -> None:
    line.owned(1)
    assert "Передано людям: 1" in asked(line, IRINA, "/stats")
    assert "Открыто 1, закрыто 0" in asked(line, IRINA, "/stats")


def test_an_agent_asks_in_his_own_chat_and_a_customer_cannot(line: Line) -> None:
    line.owned(1)
    line.says(IRINA, "/my")
    line.says(2, "/queue")
    line.work()
    assert "Ваши обращения" in line.sent_to(IRINA)[-1]
    assert "Очередь" not in line.sent_to(2)[-1]
