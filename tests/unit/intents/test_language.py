"""Which language a text is in, and who is called for in it."""

from __future__ import annotations

import pytest

from intents import language, normalise
from intents.signals import read_signals
from intents.types import SignalKind


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "як змінити тариф на телефоні"),
        ("uk", "чому в мене немає інтернету вдома"),
        ("uk", "скільки коштує підключення"),
        ("be", "як змяніць тарыф на тэлефоне"),
        ("be", "калі прыйдзе майстар да мяне"),
        ("kk", "тарифті қалай өзгертуге болады екен"),
        ("kk", "ақшаны қалай қайтарып алуға болады"),
        ("tt", "тарифны ничек үзгәртергә була икән"),
        ("tt", "акчаны ничек кире кайтарып була"),
        ("uz", "tarifni qanday qilib almashtirish mumkin"),
        ("uz", "тарифни қандай қилиб алмаштириш мумкин"),
        ("uz", "nega menda internet ishlamayapti"),
    ],
)
def test_a_neighbours_language_is_recognised(code: str, text: str) -> None:
    assert language.neighbour(text) == code
    assert normalise.read(text).language == code
    assert not normalise.read(text).translit


@pytest.mark.parametrize(
    "text",
    [
        "как сменить тариф на телефоне",
        "поможешь мне?",
        "верните деньги за март пожалуйста",
        "вай фай не пашет чо делать",
        "gde moj zakaz uzhe nedelya",
        "how do i change my tariff",
        "why is my internet down",
        "ghbdtn rfr ltkf e dfc",
        "",
    ],
)
def test_russian_and_english_are_no_neighbours(text: str) -> None:
    assert language.neighbour(text) == ""
    assert normalise.read(text).language in language.OWN


@pytest.mark.parametrize(
    "text",
    [
        "оператор керек",
        "маған оператор керек",
        "потрібен оператор",
        "покличте людину",
        "патрэбен аператар",
        "оператор кирәк",
        "operator kerak",
        "menga odam kerak",
        "оператор керак",
    ],
)
def test_a_person_is_called_in_neighbours_languages(text: str) -> None:
    assert any(signal.kind is SignalKind.HUMAN for signal in read_signals(text))
