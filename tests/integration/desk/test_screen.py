"""The agent's screen: replies at hand, details asked by a button, who else looks; and never asked twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.services import Services
from handoff import ledger
from handoff.case import EventType, State
from handoff.metrics import Kind, facts
from store.database import Database
from store.schema import CaseEvent, Outbox
from store.screen import ReplyTemplate
from tests.integration.work.line import IRINA, PAVEL, Line


@pytest.fixture
def line(sqlite_database: Database, plain: Services) -> Line:
    return Line(sqlite_database, plain)


def press(line: Line, agent: int, topic: int, start: str, end: str = "") -> str:
    """Press the newest button whose data begin and end so; gives what appeared over it."""
    shown = reversed(line.buttons_of(None))
    data = next(one for one in shown if one.startswith(start) and one.endswith(end))
    line.agent_presses(agent, topic, data)
    line.work()
    words = select(Outbox.payload).where(Outbox.action == "answer_press").order_by(Outbox.id.desc())
    return str(line.read(lambda session: session.scalar(words.limit(1))).get("text", ""))


def events(line: Line, kind: EventType) -> list[dict[str, Any]]:
    wanted = select(CaseEvent.payload).where(CaseEvent.type == kind).order_by(CaseEvent.id)
    return list(line.read(lambda session: session.scalars(wanted).all()))


def card(line: Line) -> str:
    wanted = select(Outbox.payload).where(Outbox.lane == "card:1", Outbox.action == "edit_text")
    return str(line.read(lambda session: session.scalars(wanted.order_by(Outbox.id.desc())).first())["html"])


# -- ask for details by a button


def test_an_agent_has_line_zero_ask_and_the_answer_comes_onto_the_card(line: Line) -> None:
    topic = line.owned()
    press(line, IRINA, topic, "needs:1:")
    press(line, IRINA, topic, "need:1:", ":contract_number")
    assert line.case().state == State.WAITING_CUSTOMER
    assert line.sent_to(1)[-1].startswith("Ирина просит уточнить:")
    assert "номер договора" in line.sent_to(1)[-1]
    line.says(1, "12345678")
    line.work()
    assert line.case().state == State.OWNED
    assert [one["value"] for one in events(line, EventType.DETAIL_GIVEN)] == ["12345678"]
    assert "номер договора: 12345678" in card(line)
    assert "12345678" in line.sent_to(None)
    press(line, IRINA, topic, "needs:1:")
    assert [one for one in line.buttons_of(None)[-12:] if one.startswith("need:1:")]
    assert not [one for one in line.buttons_of(None)[-12:] if one.endswith("contract_number")]


def test_the_customer_may_leave_it_out_and_the_case_goes_on(line: Line) -> None:
    topic = line.owned()
    press(line, IRINA, topic, "needs:1:")
    press(line, IRINA, topic, "need:1:", ":contract_number")
    line.presses(1, "leave:1:contract_number")
    line.work()
    assert line.case().state == State.OWNED
    assert [one["detail"] for one in events(line, EventType.DETAIL_SKIPPED)] == ["contract_number"]
    assert "Клиент предпочёл не отвечать: номер договора" in line.sent_to(None)


def test_a_question_of_the_customer_is_no_detail(line: Line) -> None:
    topic = line.owned()
    press(line, IRINA, topic, "needs:1:")
    press(line, IRINA, topic, "need:1:", ":contract_number")
    line.says(1, "а где его найти?")
    line.work()
    assert events(line, EventType.DETAIL_GIVEN) == []


def test_nobody_but_the_owner_asks(line: Line) -> None:
    topic = line.owned()
    assert press(line, PAVEL, topic, "needs:1:") == "Обращение ведёт Ирина"


# -- never asked twice


def knows_contract(line: Line) -> int:
    topic = line.owned()
    line.says(1, "мой договор 12345678, не работает интернет")
    line.work()
    return topic


def test_a_question_for_what_is_known_waits_for_a_press(line: Line) -> None:
    topic = knows_contract(line)
    said = line.agent_says(IRINA, topic, "Подскажите номер договора")
    line.work()
    assert "Подскажите номер договора" not in line.sent_to(1)
    assert "✋ Это уже есть: номер договора — <b>12345678</b>" in line.sent_to(None)[-1]
    assert press(line, PAVEL, topic, "heldsend:1:") == "Эту строку написал другой оператор"
    press(line, IRINA, topic, "heldsend:1:")
    assert line.sent_to(1)[-1] == "Подскажите номер договора"
    assert [one["prevented"] for one in events(line, EventType.ASKED_AGAIN)] == [False]
    copied = line.read(
        lambda session: session.scalars(
            select(Outbox.payload).where(Outbox.action == "copy", Outbox.chat_id == 1)
        ).all()
    )
    assert copied[-1]["external_ids"] == [said]
    assert press(line, IRINA, topic, "heldsend:1:") == "Эта кнопка уже не действует"
    assert line.sent_to(1).count("Подскажите номер договора") == 1


def test_a_question_that_was_not_sent_does_not_count(line: Line) -> None:
    topic = knows_contract(line)
    line.agent_says(IRINA, topic, "Номер договора?")
    line.work()
    press(line, IRINA, topic, "helddrop:1:")
    assert [one["prevented"] for one in events(line, EventType.ASKED_AGAIN)] == [True]
    log = line.read(lambda session: ledger.events(session, 1))
    counted = facts(log, line.now + timedelta(days=1))
    assert [fact for fact in counted if fact.kind is Kind.ASKED_AGAIN] == []
    assert "Номер договора?" not in line.sent_to(1)


def test_a_held_line_that_is_changed_goes_out_as_it_is_now(line: Line) -> None:
    topic = knows_contract(line)
    said = line.agent_says(IRINA, topic, "Номер договора?")
    line.work()
    message = {"message_id": said, "message_thread_id": topic, "is_topic_message": True}
    edited = line._message(
        said, IRINA, {"id": -1001000000001, "type": "supergroup"}, "Смотрю ваш договор", {}
    )
    line.arrives(edited_message=edited | message | {"edit_date": int(line.now.timestamp())})
    line.work()
    assert line.sent_to(1)[-1] == "Смотрю ваш договор"


def test_other_lines_go_out_at_once(line: Line) -> None:
    topic = knows_contract(line)
    line.agent_says(IRINA, topic, "Вижу договор 12345678, проверяю")
    line.work()
    assert line.sent_to(1)[-1] == "Вижу договор 12345678, проверяю"


# -- replies at hand


def test_a_template_is_looked_at_and_sent_by_one_press(line: Line) -> None:
    with line.database.write() as session:
        texts = {"ru": "Здравствуйте, {customer}! Обращение № {case} у меня. {agent}"}
        session.add(ReplyTemplate(name="Приветствие", texts=texts, changed_at=line.now))
    topic = line.owned()
    press(line, IRINA, topic, "replies:1:")
    press(line, IRINA, topic, "draft:1:", ":t1")
    assert "Здравствуйте, Клиент! Обращение № 1 у меня. Ирина" in line.sent_to(None)[-1]
    assert "Здравствуйте, Клиент" not in "".join(line.sent_to(1))
    press(line, IRINA, topic, "draftsend:1:1")
    assert line.sent_to(1)[-1] == "Здравствуйте, Клиент! Обращение № 1 у меня. Ирина"
    (wrote,) = events(line, EventType.AGENT_WROTE)
    assert (wrote["template"], wrote["edited"]) == (1, False)
    assert press(line, IRINA, topic, "draftsend:1:1") == "Эта кнопка уже не действует"
    assert len(events(line, EventType.AGENT_WROTE)) == 1


def test_an_entry_sent_as_a_reply_is_known_to_the_log(line: Line) -> None:
    line.says(1, "позовите оператора, не подходит парол")
    line.work()
    topic = line.topic()
    line.agent_presses(IRINA, topic, f"take:1:{line.case().epoch}")
    line.work()
    press(line, IRINA, topic, "replies:1:")
    press(line, IRINA, topic, "draft:1:", ":e0")
    press(line, IRINA, topic, "draftsend:1:1")
    (wrote,) = events(line, EventType.AGENT_WROTE)
    assert wrote["entry"]
    assert wrote["version"] >= 1


def test_an_edited_reply_is_known_too(line: Line) -> None:
    with line.database.write() as session:
        texts = {"ru": "Проверили линию, обрыва нет. Перезапустим порт в течение часа."}
        session.add(ReplyTemplate(name="Порт", texts=texts, changed_at=line.now))
    topic = line.owned()
    press(line, IRINA, topic, "replies:1:")
    press(line, IRINA, topic, "draft:1:", ":t1")
    line.agent_says(IRINA, topic, "Добрый день! Проверили линию, обрыва нет. Перезапустим порт за час.")
    line.agent_says(IRINA, topic, "Спасибо, что подождали")
    line.work()
    edited, own = events(line, EventType.AGENT_WROTE)
    assert (edited["template"], edited["edited"]) == (1, True)
    assert "template" not in own


# -- who else looks


def test_a_colleague_who_presses_more_is_seen_looking(line: Line) -> None:
    topic = line.owned()
    words = press(line, PAVEL, topic, f"more:1:{line.case().epoch}")
    assert words == "Обращение ведёт Ирина. Отметил, что вы смотрите"
    assert "👀 Смотрят: Павел" in card(line)


def test_the_card_says_for_ten_minutes_who_looks(line: Line) -> None:
    topic = line.owned()
    line.agent_presses(PAVEL, topic, "look:1")
    line.work()
    assert "👀 Смотрят: Павел" in card(line)
    line.work(seconds=601)
    assert "Смотрят" not in card(line)
    line.agent_presses(PAVEL, topic, "look:1")
    line.agent_presses(PAVEL, topic, "look:1")
    line.work()
    assert "Смотрят" not in card(line)
