"""A first message that says nothing of what it is about: the customer is asked, once, then people come."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from handoff.case import State
from store.schema import Case, CaseEvent, Message
from tests.integration.work.line import QUESTION, STICKER, UNKNOWN, Line, photo

ASKS = "Напишите в двух словах, что случилось или что хотите узнать"
ASKS_IN_ENGLISH = "Tell me in a few words what happened"
RUSSIAN = (
    "👍", "?", "...", "1", "Вы тут?", "Алло", "ау", "есть кто", "можно вопрос?", "помогите", "у меня вопрос",
    "здравствуйте, подскажите пожалуйста", "😀", "??!", "🆘", "Алло, вы здесь?",
    "Добрый день! Можно задать вопрос?",
    "кто-нибудь есть?", "Нужна ваша помощь", "ответьте пожалуйста", "тест", "Есть пара вопросов", "0", "5️⃣",
    "алллоо",
)  # fmt: skip
ENGLISH = ("hello?", "anyone here", "help", "Hi, can you help me?", "I have a question", "are you there?")


def asked(line: Line, how: str = ASKS) -> int:
    return sum(how in said for said in line.sent_to(1))


def writes(line: Line, what: str) -> None:
    more: dict[str, Any] = dict(STICKER) if what == "sticker" else {"text": what}
    line.says(1, **more)
    line.work(seconds=5)


def cases(line: Line) -> int:
    return int(line.read(lambda session: session.scalar(select(func.count()).select_from(Case))))


@pytest.mark.parametrize("text", RUSSIAN)
def test_they_are_asked_what_it_is_about_and_nobody_is_called(line: Line, text: str) -> None:
    line.says(1, text)
    line.work(seconds=5)
    assert (asked(line), len(line.sent_to(1)), cases(line)) == (1, 1, 0)
    assert line.buttons_of(1) == ["human:0"]


@pytest.mark.parametrize("text", ENGLISH)
def test_in_english_too(line: Line, text: str) -> None:
    line.says(1, text)
    line.work(seconds=5)
    assert (asked(line, ASKS_IN_ENGLISH), len(line.sent_to(1)), cases(line)) == (1, 1, 0)


def test_a_sticker_alone_is_asked_about(line: Line) -> None:
    writes(line, "sticker")
    assert (asked(line), cases(line)) == (1, 0)


@pytest.mark.parametrize("again", ["Алло", "?", "👍", "Здравствуйте", "вы тут", "sticker"])
@pytest.mark.parametrize("first", ["Вы тут?", "👍", "sticker"])
def test_who_says_nothing_again_gets_a_person_who_sees_both_lines(line: Line, first: str, again: str) -> None:
    for text in (first, again):
        writes(line, text)
    assert (asked(line), line.case().state, cases(line)) == (1, State.QUEUED, 1)
    theirs = select(Message.case_id).where(Message.author_kind == "customer")
    assert line.read(lambda session: session.scalars(theirs).all()) == [1, 1]
    assert line.read(lambda s: s.scalars(select(CaseEvent.type)).all()).count("customer_wrote") == 2


def test_three_calls_in_a_breath_are_asked_about_once(line: Line) -> None:
    for text in ("Алло", "вы тут?", "??"):
        line.says(1, text)
    line.work(seconds=15)
    assert (asked(line), len(line.sent_to(1)), cases(line)) == (1, 1, 0)


def test_who_then_says_it_is_answered(line: Line) -> None:
    for text in ("можно вопрос?", QUESTION):
        line.says(1, text)
        line.work(seconds=5)
    assert any(data.startswith("up:1:") for data in line.buttons_of(1))


def test_who_then_says_what_nobody_answers_gets_a_person(line: Line) -> None:
    for text in ("Алло", UNKNOWN):
        line.says(1, text)
        line.work(seconds=5)
    assert line.case().state == State.QUEUED


def test_who_thanks_for_the_question_is_not_sent_to_a_person(line: Line) -> None:
    for text in ("Алло", "спасибо, уже не надо"):
        line.says(1, text)
        line.work(seconds=5)
    assert cases(line) == 0


def test_who_calls_again_another_day_is_asked_again(line: Line) -> None:
    line.says(1, "Алло")
    line.work(seconds=25 * 3600)
    line.says(1, "Алло")
    line.work(seconds=5)
    assert (asked(line), cases(line)) == (2, 0)


@pytest.mark.parametrize("text", ["можно ещё вопрос?", "вы тут?"])
def test_after_an_answer_too(line: Line, text: str) -> None:
    for said in (QUESTION, text):
        line.says(1, said)
        line.work(seconds=5)
    assert (asked(line), line.case().state) == (1, State.ANSWERING)


def test_a_question_mark_after_an_answer_is_about_that_answer(line: Line) -> None:
    for said in (QUESTION, "?"):
        line.says(1, said)
        line.work(seconds=5)
    assert asked(line) == 0


def test_a_call_with_a_picture_is_about_the_picture(line: Line) -> None:
    line.says(1, photo=photo()["photo"], caption="помогите")
    line.work(seconds=5)
    assert (asked(line), line.case().state) == (0, State.QUEUED)


@pytest.mark.parametrize("text", ["вопрос по оплате", "помогите с роутером", "есть кто живой? человека!"])
def test_who_says_what_it_is_about_is_not_asked(line: Line, text: str) -> None:
    line.says(1, text)
    line.work(seconds=5)
    assert asked(line) == 0
    assert cases(line) == 1
