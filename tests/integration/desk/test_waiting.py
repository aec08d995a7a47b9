"""Waiting for the customer: he is reminded once, then told that his case is closed; a real answer brings his
agent back, a «спасибо» does not. Waiting for a vendor: nobody loses the case, and nobody forgets it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handoff.case import EventType, State
from store.database import Database
from store.schema import Timer
from tests.integration.desk.scenes import assert_folds, events, line_with_people, press
from tests.integration.work.line import IRINA, PAVEL, Line

HOUR = 3600.0
DAY = 24 * HOUR


def waiting(database: Database) -> Line:
    """Ирина has asked something and waits for the customer."""
    line = line_with_people(database)
    line.agent_says(IRINA, line.owned(), "Какая модель роутера?")
    line.work()
    press(line, "await")
    assert line.case().state == State.WAITING_CUSTOMER
    return line


def test_the_answer_brings_the_case_back_to_its_owner_who_is_told(database: Database) -> None:
    line = waiting(database)
    line.says(1, "Keenetic Viva")
    line.work()
    case = line.case()
    assert (case.state, case.lease_until is not None) == (State.OWNED, True)
    assert line.sent_to(None)[-1].startswith("Keenetic") or "клиент ответил" in line.sent_to(None)[-2]
    assert f"tg://user?id={IRINA}" in "".join(line.sent_to(None))
    assert_folds(line)


def test_thanks_are_no_answer(database: Database) -> None:
    line = waiting(database)
    line.says(1, "спасибо!")
    line.work()
    assert line.case().state == State.WAITING_CUSTOMER
    assert line.sent_to(None)[-1] == "спасибо!"  # seen in the topic all the same


@pytest.mark.parametrize("text", ["всё заработало", "Да, всё получилось, до свидания"])
def test_that_it_works_is_an_answer(database: Database, text: str) -> None:
    line = waiting(database)
    line.says(1, text)
    line.work()
    assert line.case().state == State.OWNED


def test_the_owner_keeps_the_case_while_he_waits(database: Database) -> None:
    line = waiting(database)
    line.work(20 * HOUR)
    assert line.case().state == State.WAITING_CUSTOMER
    assert EventType.LEASE_EXPIRED not in events(line)


def test_one_reminder_then_closed_and_never_in_silence(database: Database) -> None:
    line = waiting(database)
    before = len(line.sent_to(1))
    line.work(DAY + HOUR)
    line.work(DAY)
    reminders = line.sent_to(1)[before:]
    assert len(reminders) == 1
    assert "Ждём вашего ответа" in reminders[0]
    line.work(2 * DAY)
    case = line.case()
    assert (case.state, case.confirmed) == (State.CLOSED, False)
    assert "ответа мы не дождались" in line.sent_to(1)[-1]
    line.work(3 * DAY)
    assert len(line.sent_to(1)) == before + 2


def test_a_program_that_was_down_for_a_week_reminds_before_it_closes(database: Database) -> None:
    line = waiting(database)
    line.work(7 * DAY)
    assert line.case().state == State.WAITING_CUSTOMER
    assert "Ждём вашего ответа" in line.sent_to(1)[-1]
    line.work(2 * DAY + HOUR)
    assert line.case().state == State.CLOSED


def test_the_reminder_can_be_answered_with_one_press(database: Database) -> None:
    line = waiting(database)
    line.work(DAY + HOUR)
    case = line.case()
    line.presses(1, f"yes:{case.id}:{case.epoch}")
    line.work()
    assert (line.case().state, line.case().confirmed) == (State.CLOSED, True)
    assert not line.read(lambda session: session.scalars(select(Timer.key)).all())


def test_each_word_of_the_owner_gives_the_customer_the_whole_time(database: Database) -> None:
    line = waiting(database)
    line.work(20 * HOUR)
    line.agent_says(IRINA, line.case().id * 10, "Она указана на наклейке снизу")
    line.work()
    line.work(20 * HOUR)
    assert "Ждём вашего ответа" not in line.sent_to(1)[-1]
    assert line.case().state == State.WAITING_CUSTOMER


def test_the_owner_goes_on_by_himself(database: Database) -> None:
    line = waiting(database)
    press(line, "resume", agent=PAVEL)
    assert line.case().state == State.WAITING_CUSTOMER  # it is not his
    press(line, "resume")
    assert line.case().state == State.OWNED


def test_who_waits_without_having_asked_makes_the_bot_ask(database: Database) -> None:
    line = line_with_people(database)
    line.owned()
    press(line, "await")
    assert "ждём вашего ответа" in line.sent_to(1)[-1]
    press(line, "await")
    assert sum("ждём вашего ответа" in said for said in line.sent_to(1)) == 1
