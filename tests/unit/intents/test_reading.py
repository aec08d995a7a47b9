"""Texts are mended as a person would read them, and nothing that is right is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents import layout, normalise
from intents.signals import read_signals
from intents.types import SignalKind


@pytest.mark.parametrize(
    "text",
    [
        "card payment fee charged",
        "set size of the sofa",
        "invalid pin",
        "warranty",
        "0% emi",
        "как настроить iphone",
    ],
)
def test_right_words_stay(text: str) -> None:
    assert normalise.read(text).text == text


@pytest.mark.parametrize(
    "text", ["как вернуть товар", "где посмотреть номер договора", "не приходит код из смс"]
)
def test_layout_comes_back(text: str) -> None:
    assert normalise.read(layout.to_latin_keys(text)).text == text


def test_question_is_taken_out_of_its_courtesies() -> None:
    text = normalise.read("Здравствуйте! Подскажите, пожалуйста, как вернуть товар? Заранее спасибо!").text
    assert normalise.core(text) == "как вернуть товар"


def test_courtesy_alone_stays() -> None:
    assert normalise.core("здравствуйте") == "здравствуйте"


@pytest.mark.parametrize("text", ["а за границей?", "and abroad?", "а если потерял?"])
def test_follow_ups_lean(text: str) -> None:
    assert normalise.leans(text)


@pytest.mark.parametrize("text", ["как вернуть товар", "абонемент", "андрей не отвечает"])
def test_other_questions_stand_alone(text: str) -> None:
    assert not normalise.leans(text)


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    reading = normalise.read(text)
    assert reading.language in {"ru", "en"}
    assert normalise.core(reading.text) is not None
    read_signals(text)


@given(st.text(alphabet="абвгдежзик ", max_size=60))
def test_reading_twice_is_reading_once(text: str) -> None:
    once = normalise.clean(text)
    assert normalise.clean(once) == once


def test_long_texts_are_read_quickly_and_whole_signals_stay() -> None:
    text = "у меня вопрос про заказ. " * 160 + "позовите оператора"
    assert any(signal.kind is SignalKind.HUMAN for signal in read_signals(text[-4096:]))


def test_words_are_kept_as_they_were_written() -> None:
    (signal,) = (one for one in read_signals("ПОЗОВИТЕ оператора!!!") if one.kind is SignalKind.HUMAN)
    assert signal.words == ("ПОЗОВИТЕ оператора",)


def test_words_of_another_layout_are_kept_as_they_were_typed() -> None:
    signal, _ = read_signals("cgfcb,j")
    assert (signal.kind, signal.words) == (SignalKind.THANKS, ("cgfcb,j",))


@pytest.mark.parametrize(
    "text",
    [
        "нужен человек",
        "интернет не работает, нужен человек",
        "оператор мне нужен",
        "нужна помощь человека",
        "где оператор?",
        "есть кто живой",
        "не робот нужен",
        "human please",
    ],
)
def test_a_person_can_be_called_in_any_wording(text: str) -> None:
    assert SignalKind.HUMAN in {signal.kind for signal in read_signals(text)}


@pytest.mark.parametrize(
    "text",
    [
        "нужен человек чтобы подключить интернет",
        "какой оператор мне нужен для роуминга",
        "сколько человек может подключиться",
        "где оператор связи мтс",
        "human error on my bill",
    ],
)
def test_a_person_who_is_only_spoken_of_is_not_called(text: str) -> None:
    assert SignalKind.HUMAN not in {signal.kind for signal in read_signals(text)}
