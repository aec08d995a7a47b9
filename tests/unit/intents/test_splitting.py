"""Two questions in one message."""

from __future__ import annotations

import pytest

from intents.splitting import questions


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("почему списали деньги и как сменить тариф?", ("почему списали деньги", "как сменить тариф?")),
        ("Где мой заказ? Как его вернуть?", ("Где мой заказ?", "Как его вернуть?")),
        ("как оплатить, а также где взять чек", ("как оплатить", "где взять чек")),
        ("how do i pay and where is my receipt?", ("how do i pay", "where is my receipt?")),
        ("сколько стоит доставка\nкогда привезут?", ("сколько стоит доставка", "когда привезут?")),
    ],
)
def test_two_questions_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert questions(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "почему списали деньги",
        "не работает интернет. что делать?",
        "вчера купил телефон. как вернуть деньги?",
        "не работает телевизор и интернет",
        "как включить и как выключить и где посмотреть",
        "добрый день! как сменить тариф?",
        "",
    ],
)
def test_one_question_and_a_story_stay_whole(text: str) -> None:
    assert questions(text) == ()
