"""What customers really asked, read from the log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kb.questions import askings, real_questions
from store.database import Database
from tests.integration.kb.asked import NOON, Asked, agent


def test_the_same_words_are_one_question_and_personal_data_is_masked(database: Database) -> None:
    with database.write() as session:
        Asked(session, "Как сменить тариф?")
        Asked(session, "как  сменить тариф", at=NOON + timedelta(hours=1)).answered("tariff").helped("tariff")
        Asked(session, "Мой номер +7 912 345-67-89, где договор?")
    with database.read() as session:
        first, second = real_questions(session)
    assert (first.text, first.times) == ("как  сменить тариф", 2)
    assert first.last_at == NOON + timedelta(hours=1)
    assert [asking.helped for asking in first.askings] == ["", "tariff"]
    assert "345" not in second.text


def test_what_happened_to_a_question(database: Database) -> None:
    with database.write() as session:
        irina = agent(session)
        asked = Asked(session, "не грузит видео").answered("slow").rejected("slow").later(1)
        asked.question("всё равно не грузит").handed_off("rejected").later(5)
        asked.solved_by(irina, "Поменяли порт", 12, rating=5)
        hour = timedelta(hours=1)
        Asked(session, "где документы", at=NOON + hour).question("спасибо", about=False)
        Asked(session, "у меня украли деньги", at=NOON + 2 * hour).handed_off("danger")
    with database.read() as session:
        rejected, again, unanswered, danger = askings(session)
    assert rejected.rejected == {"slow"}
    assert (rejected.handed_off, again.handed_off) == ("rejected", "rejected")
    assert rejected.minutes == again.minutes == pytest.approx(6)
    assert again.solved
    assert again.rating == 5
    assert rejected.missed
    assert again.missed
    assert unanswered.missed
    assert danger.is_danger


def test_an_agent_who_goes_away_is_not_counted_as_working(database: Database) -> None:
    with database.write() as session:
        Asked(session, "не работает").handed_off().solved_by(agent(session), "Готово", 600)
    with database.read() as session:
        (asking,) = askings(session)
    assert asking.minutes == pytest.approx(15)


def test_only_what_was_asked_since(database: Database) -> None:
    with database.write() as session:
        Asked(session, "старый вопрос", at=NOON - timedelta(days=30))
        Asked(session, "новый вопрос")
    with database.read() as session:
        assert [one.text for one in real_questions(session, NOON - timedelta(days=1))] == ["новый вопрос"]
        assert [one.text for one in real_questions(session, limit=1)] == ["новый вопрос"]
