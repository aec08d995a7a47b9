"""Texts about one topic come together, however few there are."""

from __future__ import annotations

import numpy as np
import pytest

from bench.gaps import measures
from kb import clustering
from kb.gaps.replies import anonymous
from kb.likeness import Space

TEXTS = ["сменить тариф", "хочу сменить тариф", "где офис", "адрес: где офис", "сменить тариф онлайн"]


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_few_texts_are_no_trouble(count: int) -> None:
    alike = Space().vectors(TEXTS[:count]).alike(slice(None), slice(None))
    assert clustering.cluster(alike, clustering.TOGETHER_BY_WORDS) == [0, 0, 1, 1, 0][:count]


def test_the_most_typical_comes_first() -> None:
    alike = np.array([[1, 0.1, 0.5], [0.1, 1, 0.6], [0.5, 0.6, 1]])
    assert clustering.central(alike)[0] == 2


def test_texts_without_words_are_compared_too() -> None:
    alike = Space().vectors(["???", "сменить тариф", ""]).alike(slice(None), slice(None))
    assert alike.shape == (3, 3)
    assert alike[0, 1] == 0


def test_a_topic_is_back_when_most_of_it_is_one_gap() -> None:
    topics = ["a", "a", "a", "b", "b", "c"]
    assert measures.one_gap_share(topics, [0, 0, 0, 1, 1, 2]) == 1
    assert measures.one_gap_share(topics, [0, 0, 1, 2, 3, 3]) == 0.5
    assert measures.one_gap_share(topics, [0] * 6) == 0
    assert measures.measure(topics, [0, 0, 0, 1, 1, 2]).v_measure == pytest.approx(1)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Добрый день, Мария! Всё готово.", "Всё готово."),
        ("Мария, всё готово, ваш Павел", "Всё готово, ваш"),
        ("Договор 12345678 закрыт, пишите @helper_bot", "Договор ••• закрыт, пишите @•••"),
        ("Hello Maria! It is free of charge.", "It is free of charge."),
        ("Доставка стоит 300 ₽ и длится 14 дней", "Доставка стоит 300 ₽ и длится 14 дней"),
    ],
)
def test_a_reply_to_one_is_made_into_one_for_all(said: str, kept: str) -> None:
    assert anonymous(said, ("Мария", "Павел")) == kept
