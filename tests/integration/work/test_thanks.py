"""Thanks are thanks wherever a conversation stands: they open no case, call nobody twice, answer nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from handoff.case import State
from store.schema import Case
from tests.integration.work.line import QUESTION, Line
from tests.integration.work.test_details import details, in_details

THANKS = (
    "спасибо большое, всё работает", "ок, понял", "👍", "❤️", "супер 🔥", "дякую", "рахмет",
    "Да, всё получилось, до свидания",
)  # fmt: skip
MORE = ("спасибо, но не работает", "ок а как теперь")
LONGEST = 120  # characters of a kind word


def cases(line: Line) -> int:
    return int(line.read(lambda session: session.scalar(select(func.count()).select_from(Case))))


def hears(line: Line, text: str) -> list[str]:
    """What the customer is told after this line."""
    before = len(line.sent_to(1))
    line.says(1, text)
    line.work(seconds=5)
    return line.sent_to(1)[before:]


def closed(line: Line) -> None:
    line.solved()
    line.presses(1, f"yes:1:{line.case().epoch}")
    line.work()
    assert line.case().state == State.CLOSED


@pytest.mark.parametrize("text", THANKS)
def test_after_closing_they_leave_the_case_closed(line: Line, text: str) -> None:
    closed(line)
    said = hears(line, text)
    assert (line.case().state, cases(line)) == (State.CLOSED, 1)
    assert len(said) <= 1
    assert all(len(one) <= LONGEST for one in said)


@pytest.mark.parametrize("text", MORE)
def test_after_closing_a_question_behind_thanks_is_heard(line: Line, text: str) -> None:
    closed(line)
    hears(line, text)
    assert line.case().state != State.CLOSED


@pytest.mark.parametrize("text", THANKS)
def test_after_an_answer_nobody_is_called(line: Line, text: str) -> None:
    hears(line, QUESTION)
    said = hears(line, text)
    assert line.case().state in (State.ANSWERING, State.CLOSED)
    assert (cases(line), len(said)) == (1, 1)
    assert len(said[0]) <= LONGEST


@pytest.mark.parametrize("text", THANKS)
def test_after_solved_they_are_a_yes(line: Line, text: str) -> None:
    line.solved()
    hears(line, text)
    assert (line.case().state, line.case().confirmed, cases(line)) == (State.CLOSED, True, 1)


@pytest.mark.parametrize("text", THANKS)
def test_while_they_wait_nothing_is_promised_again(line: Line, text: str) -> None:
    line.says(1, "позовите оператора")
    line.work()
    said = hears(line, text)
    assert (line.case().state, cases(line)) == (State.QUEUED, 1)
    assert said == []


@pytest.mark.parametrize("text", THANKS)
def test_with_an_agent_they_are_shown_to_them(line: Line, text: str) -> None:
    line.owned()
    assert hears(line, text) == []
    assert (line.case().state, cases(line)) == (State.OWNED, 1)
    assert text in line.sent_to(None)


@pytest.mark.parametrize("text", THANKS)
def test_a_detail_that_is_asked_stays_asked(line: Line, text: str) -> None:
    in_details(line)
    said = hears(line, text)
    assert (line.case().state, details(line), cases(line)) == (State.DETAILS, {}, 1)
    assert len(said) <= 1
