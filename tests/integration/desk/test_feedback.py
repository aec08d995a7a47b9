"""Practice 10: who is unhappy is heard: rating, comment, a supervisor with a link. Now and then it is asked
whether the customer would recommend us."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from handoff.case import EventType, State
from store.database import Database
from store.schema import Message
from tests.e2e.interleavings import services
from tests.integration.desk.scenes import configured, events, line_with_people, press, supervisor
from tests.integration.work.line import Line

BOSS = 990
MINUTE = 60.0


def solved(database: Database, **changes: object) -> Line:
    """A case that the customer has just called solved."""
    line = line_with_people(database, about=configured(services(), **changes))
    supervisor(line, BOSS)
    solve(line)
    return line


def solve(line: Line) -> None:
    line.owned()
    press(line, "done")
    answers(line, "yes", line.case().epoch)


def answers(line: Line, verb: str, *more: object) -> None:
    """The customer presses a button of the newest case."""
    line.presses(1, ":".join(str(part) for part in (verb, line.case().id, *more)))
    line.work()


@pytest.mark.parametrize(("stars", "told"), [(1, 1), (2, 1), (3, 0), (5, 0)])
def test_a_bad_rating_reaches_the_supervisor_with_a_link(database: Database, stars: int, told: int) -> None:
    line = solved(database)
    answers(line, "rate", stars)
    alerts = line.sent_to(BOSS)
    assert len(alerts) == told
    if told:
        assert f"оценка {stars} из 5" in alerts[0]
        assert "https://t.me/c/" in alerts[0]
        assert "Ирина" in alerts[0]


def test_the_next_message_is_the_comment_and_the_supervisor_reads_it(database: Database) -> None:
    line = solved(database)
    answers(line, "rate", 2)
    answers(line, "review")
    line.says(1, "Ждал два часа")
    line.work(5)
    assert line.sent_to(1)[-1] == "Спасибо, передал."
    assert "✍️ Отзыв клиента: Ждал два часа" in line.sent_to(None)
    assert "Ждал два часа" in line.sent_to(BOSS)[-1]
    assert line.case().state == State.CLOSED
    assert events(line)[-1] is EventType.RATING_COMMENTED


def test_a_question_is_not_swallowed_as_a_comment(database: Database) -> None:
    line = solved(database)
    answers(line, "rate", 4)
    answers(line, "review")
    message = line.says(1, "как сменить пароль на wi-fi роутера")
    line.work(5)
    assert line.sent_to(1)[-1] == "Спасибо, передал."
    answers(line, "wasask", message_of(line, message))
    line.work(5)
    assert "пароль" in line.sent_to(1)[-1].lower()


@pytest.mark.parametrize("how", ["skipped", "late", "a person"])
def test_what_comes_after_skipping_or_late_is_a_message_like_any_other(database: Database, how: str) -> None:
    line = solved(database)
    answers(line, "rate", 3)
    answers(line, "review")
    if how == "skipped":
        answers(line, "noreview")
    if how == "late":
        line.work(11 * MINUTE)
    line.says(1, "позовите оператора" if how == "a person" else "не работает интернет")
    line.work(5)
    assert EventType.RATING_COMMENTED not in events(line, 1)
    assert line.sent_to(1)[-1] != "Спасибо, передал."


def test_recommending_is_asked_after_a_good_rating_and_not_again_for_a_while(database: Database) -> None:
    line = solved(database)
    answers(line, "rate", 5)
    assert "насколько вероятно" in line.sent_to(1)[-1]
    answers(line, "nps", 9)
    answers(line, "nps", 3)  # a second press says nothing new
    assert line.sent_to(1)[-1] == "Записал, спасибо!"
    assert events(line).count(EventType.RECOMMENDED) == 1
    line.now += timedelta(days=60)
    solve(line)
    answers(line, "rate", 5)
    assert line.sent_to(1)[-1] == "Спасибо за пятёрку!"
    line.now += timedelta(days=31)
    solve(line)
    answers(line, "rate", 5)
    assert "насколько вероятно" in line.sent_to(1)[-1]


def test_recommending_is_never_asked_after_a_bad_rating_or_when_it_is_off(database: Database) -> None:
    line = solved(database)
    answers(line, "rate", 3)
    assert "насколько вероятно" not in "".join(line.sent_to(1))
    line.worker._services = configured(services(), nps_days=0)
    line.now += timedelta(days=4)
    solve(line)
    answers(line, "rate", 5)
    assert "насколько вероятно" not in "".join(line.sent_to(1))


def message_of(line: Line, external_id: int) -> int:
    """Our number of a message of the customer."""
    wanted = select(Message.id).where(Message.chat_id == 1, Message.external_id == external_id)
    found: int = line.read(lambda session: session.scalars(wanted).one())
    return found
