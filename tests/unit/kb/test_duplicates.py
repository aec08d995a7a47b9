"""Near-duplicates and contradictions are named while an entry is being written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.training import train
from kb import demo_company, duplicates
from kb.duplicates import Kind
from kb.entry import Entry, Phrasing
from kb.facts import contradictions, facts
from kb.likeness import Space
from kb.shared_words import shared


def entry(entry_id: str, title: str, answer: str, *phrasings: str) -> Entry:
    return Entry(entry_id, {"ru": title}, {"ru": answer}, phrasings=tuple(map(Phrasing, phrasings)))


DELIVERY = entry("delivery", "Сколько стоит доставка?", "Доставка стоит 300 ₽.", "цена доставки")
OFFICE = entry("office", "Где ваш офис?", "На Лесной, 5, с 9:00 до 18:00.", "адрес офиса")
OTHERS = {one.id: one for one in (DELIVERY, OFFICE)}


def test_other_facts_for_the_same_question_are_a_contradiction() -> None:
    new = entry("new", "Почём привезёте?", "Привезём за 450 рублей.", "цена доставки")
    (found,) = duplicates.find(new, OTHERS, Space())
    assert (found.entry_id, found.kind) == ("delivery", Kind.CONTRADICTION)
    assert found.facts == (("₽", "450", "300"),)
    assert (found.mine, found.theirs) == ("цена доставки", "цена доставки")


def test_the_same_wording_without_a_contradiction_is_a_duplicate() -> None:
    new = entry("new", "Доставка почём", "Смотря куда везти.", "Цена  доставки?")
    assert [(one.entry_id, one.kind) for one in duplicates.find(new, OTHERS, Space())] == [
        ("delivery", Kind.SAME_WORDING)
    ]


def test_the_same_answer_to_another_question_is_named() -> None:
    new = entry("new", "Как вас найти на карте?", "На Лесной, 5, с 9:00 до 18:00!")
    assert [(one.entry_id, one.kind) for one in duplicates.find(new, OTHERS, Space())] == [
        ("office", Kind.SAME_ANSWER)
    ]


def test_an_entry_is_no_duplicate_of_its_older_version() -> None:
    changed = replace(DELIVERY, answers={"ru": "Доставка стоит 400 ₽."})
    assert duplicates.find(changed, OTHERS, Space()) == ()


def test_an_entry_that_says_other_things_in_other_languages_is_named() -> None:
    new = Entry("new", {"ru": "Тариф"}, {"ru": "Стоит 500 ₽ в месяц.", "en": "It costs 600 rubles a month."})
    (found,) = duplicates.find(new, OTHERS, Space())
    assert (found.entry_id, found.kind) == ("new", Kind.LANGUAGES_DIFFER)
    assert found.facts == (("₽", "500", "600"),)


def test_the_model_tells_what_customers_already_get() -> None:
    demo = {one.id: one for one in demo_company.entries()}
    model = train([one.to_document() for one in demo.values()], encoder="lexical")
    known = next(iter(demo.values()))
    new = entry("mine", known.phrasings[0].text.upper(), "Совсем другой ответ.")
    found = duplicates.find(new, demo, Space(), model=model)
    assert known.id in {one.entry_id for one in found}


def test_a_contradiction_with_what_customers_get_already_is_named() -> None:
    demo = {one.id: one for one in demo_company.entries()}
    model = train([one.to_document() for one in demo.values()], encoder="lexical")
    new = entry("mine", demo["router-price"].titles["ru"].upper(), "Роутер стоит 7777 ₽.")
    found = {one.entry_id: one for one in duplicates.find(new, demo, Space(), model=model)}
    assert found["router-price"].kind is Kind.CONTRADICTION
    assert ("₽", "7777") in {(unit, mine) for unit, mine, _ in found["router-price"].facts}


def test_what_the_model_finds_probable_is_named_though_the_words_differ() -> None:
    demo = {one.id: one for one in demo_company.entries()}
    model = train([one.to_document() for one in demo.values()], encoder="lexical")
    new = entry("mine", "Как подать жалобу", "")
    assert duplicates.find(new, demo, Space()) == ()
    assert [one.entry_id for one in duplicates.find(new, demo, Space(), model=model)] == ["complaint"]


def test_the_word_that_differs_counts_more_than_the_phrase_around_it() -> None:
    asked = ["сколько стоит роутер", "цена роутера", "сколько стоит тв", "сколько стоит доставка"]
    alike = shared(["Сколько стоит роутер?"], asked)[0]
    assert alike[0] == 1.0
    assert alike[1] > alike[2] == alike[3] > 0


def test_wordings_without_a_word_of_their_own_share_nothing() -> None:
    assert shared(["Как?", ""], ["где", "как"]).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_every_demo_entry_stands_alone() -> None:
    entries = demo_company.entries()
    for place, one in enumerate(entries):
        later = {other.id: other for other in entries[place + 1 :]}  # each pair once
        assert [
            (one.id, found.entry_id, found.kind, found.facts)
            for found in duplicates.find(one, later, Space())
            if found.kind in (Kind.CONTRADICTION, Kind.SAME_WORDING, Kind.LANGUAGES_DIFFER)
        ] == []


@pytest.mark.parametrize(
    ("mine", "theirs", "units"),
    [
        ("Стоит 1 500 ₽", "Цена — 1500 рублей", ()),
        ("Стоит 1 500 ₽", "It costs 1,500 rubles", ()),
        ("Стоит 1 500,50 руб.", "Цена $20 или 1500.5 ₽", ()),
        ("Займёт 3 рабочих дня", "It takes 5 business days", ("d",)),
        ("Бесплатно", "Стоит 100 ₽", ("₽",)),
        ("Бесплатно", "free of charge", ()),
        ("До 100 Мбит/с", "up to 200 Mbps", ("Mbit/s",)),
        ("С 9:00 до 18:00", "С 10:00 до 20:00", ("clock",)),
        ("С 9:00 до 18:00", "с 09:00 до 21:00", ()),
        ("Нет, вернуть нельзя.", "Да, вернём.", ("says",)),
        ("Позвоните нам", "Стоит 100 ₽", ()),
    ],
)
def test_facts(mine: str, theirs: str, units: tuple[str, ...]) -> None:
    assert tuple(unit for unit, _, _ in contradictions(facts(mine), facts(theirs))) == units
