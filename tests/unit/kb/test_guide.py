"""Guides: a few lines of text that become a diagnosis with buttons."""

from __future__ import annotations

import pytest

from kb.entry import Entry, problems_of, tidied
from kb.guide import HUMAN, SOLVED, GuideError, Option, parse, plain, write
from kb.guide import tidied as tidied_guide

ROUTER = """
1. Перезагрузили роутер? Выключите его на <b>30 секунд</b>.
| Да, не помогло → 2 | Заработало → решено
2) Горит ли красным огонёк LOS?
   Он рядом с огоньком Power.
| Да -> человек
| Нет -&gt; шаг 3
3. Подойдите к роутеру ближе.
"""


def codes(text: str) -> list[str]:
    with pytest.raises(GuideError) as caught:
        parse(text)
    return [problem.code for problem in caught.value.problems]


def test_a_guide_is_read() -> None:
    guide = parse(ROUTER)
    assert [step.key for step in guide.steps] == ["1", "2", "3"]
    assert guide.first.options == (Option("Да, не помогло", "2"), Option("Заработало", SOLVED))
    second = guide.step("2")
    assert second is not None
    assert second.text == "Горит ли красным огонёк LOS?\n   Он рядом с огоньком Power."
    assert second.options == (Option("Да", HUMAN), Option("Нет", "3"))
    assert guide.steps[2].options == ()
    assert guide.step("4") is None


def test_a_step_is_named_by_its_first_sentence() -> None:
    headlines = [step.headline for step in parse(ROUTER).steps]
    assert headlines == [
        "Перезагрузили роутер?",
        "Горит ли красным огонёк LOS?",
        "Подойдите к роутеру ближе.",
    ]


def test_all_on_one_line_is_read_as_well() -> None:
    guide = parse("1. Вопрос? | да → 2 | нет → решено\n2. Ответ")
    assert guide.first.options == (Option("да", "2"), Option("нет", SOLVED))


def test_words_of_either_language_end_a_guide() -> None:
    guide = parse("1. Working? | yes → solved | no → human | maybe → Оператор | fine => готово")
    assert [option.to for option in guide.first.options] == [SOLVED, HUMAN, HUMAN, SOLVED]


def test_the_canonical_text_is_read_back_and_stays() -> None:
    text = tidied_guide(ROUTER, "ru")
    assert parse(text) == parse(ROUTER)
    assert tidied_guide(text, "ru") == text
    assert "| Нет → 3" in text
    assert "→ человек" in text
    assert "→ human" in write(parse(ROUTER), "en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("просто слова", "guide_start"),
        ("", "guide_start"),
        ("1. Вопрос? | да", "guide_option"),
        ("1. Вопрос? | → решено", "guide_option"),
        ("1. Вопрос? | да → куда-то", "guide_aim"),
        ("1. Вопрос? | да → 7", "guide_unknown"),
        ("1. Вопрос? | да → решено\n2. Забытый шаг", "guide_unreachable"),
        ("1. Вопрос? | да → 2\n2. Ещё? | да → 1", "guide_endless"),
        ("1. Вопрос? | да → 1 | нет → 2\n2. Ещё? | да → 2 | нет → 2", "guide_endless"),
        ("1. Вопрос? | да → 2 | нет → решено\n2. Раз\n2. Два", "guide_twice"),
        ("1. | да → решено", "guide_empty"),
        ("1. Вопрос? | да → решено | Да → человек", "guide_label_twice"),
        (f"1. Вопрос? | {'да' * 30} → решено", "guide_label_long"),
        (f"1. {'я' * 1501} | да → решено", "guide_step_long"),
        ("1. Вопрос?" + "".join(f" | {n} → решено" for n in range(7)), "guide_options"),
        ("1. <b>Вопрос? | да</b> → решено", "guide_markup"),
        ("\n".join(f"{n}. Шаг | дальше → {n + 1}" for n in range(1, 42)) + "\n42. Всё", "guide_long"),
    ],
)
def test_a_fault_is_named(text: str, code: str) -> None:
    assert code in codes(text)


def test_faults_can_be_said_and_name_the_step() -> None:
    with pytest.raises(GuideError) as caught:
        parse("1. <b>Вопрос? | да → 9", "guide_ru")
    said = [problem.text("ru") for problem in caught.value.problems]
    assert said[0].startswith("guide_ru: шаг 1: тег <b> открыт и не закрыт")
    assert "ведёт на шаг 9" in said[1]


def test_a_circle_with_a_way_out_is_fine() -> None:
    guide = parse("1. Ещё раз? | да → 1 | хватит → человек")
    assert guide.first.options[0].to == "1"


def test_guides_of_two_languages_have_to_match() -> None:
    entry = Entry(
        "a", {"ru": "?"}, {"ru": "!"}, guides={"ru": "1. А? | да → решено", "en": "1. A? | yes → human"}
    )
    assert [problem.code for problem in problems_of(entry)] == ["guide_languages"]


def test_the_answer_before_a_guide_is_short() -> None:
    entry = Entry("a", {"ru": "?"}, {"ru": "!" * 1501}, guides={"ru": "1. А? | да → решено"})
    assert [problem.code for problem in problems_of(entry)] == ["guide_introduction"]


def test_the_steps_are_searched_with_the_answer() -> None:
    entry = tidied(Entry("a", {"ru": "?"}, {"ru": "Проверим {{ phone }}."}, guides={"ru": ROUTER}))
    searched = entry.to_document().answers["ru"]
    assert searched.startswith("Проверим .\nПерезагрузили роутер?")
    assert "→" not in searched
    assert plain("слова") == ""
