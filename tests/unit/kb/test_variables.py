"""Variables: said once, shown in every answer, never shown raw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.entry import Entry, problems_of, texts_with_variables
from kb.markup import problems_of as markup_problems
from kb.variables import UnknownVariableError, filled, is_name, names_in, unknown, without


def codes(answer: str, **more: object) -> list[str]:
    fields: dict[str, object] = {"id": "a", "titles": {"ru": "?"}, "answers": {"ru": answer}}
    return [problem.code for problem in problems_of(Entry(**(fields | more)))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Звоните: {{ support_phone }}", "Звоните: 8 800"),
        ("{{support_phone}} и {{  телефон_2  }}", "8 800 и 112"),
        ("Здравствуйте, {{ customer_name : друг }}!", "Здравствуйте, друг!"),
        ("{{ support_phone : 911 }}", "8 800"),
        ("{{ missing : R&amp;D }}", "R&amp;D"),
        ("скобки { одни } не трогаем", "скобки { одни } не трогаем"),
    ],
)
def test_values_are_put_in(text: str, expected: str) -> None:
    assert filled(text, {"support_phone": "8 800", "телефон_2": "112"}) == expected


def test_a_value_cannot_become_markup() -> None:
    shown = filled('<a href="https://x.ru/{{ a }}">{{ a }}</a>', {"a": '"><script>&'})
    assert "<script>" not in shown
    assert markup_problems(shown) == ()


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ customer_name }}", "{{", "нет }} такого", "{{ a: }}"])
def test_nothing_is_shown_raw(text: str) -> None:
    with pytest.raises(UnknownVariableError):
        filled(text, {})


@given(st.text("{}: aя_1", max_size=20))
def test_whatever_is_written_no_braces_come_through(text: str) -> None:
    try:
        shown = filled(text, {"a": "x"})
    except UnknownVariableError:
        return
    assert "{{" not in shown
    assert "}}" not in shown


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("{{ Имя }}", "variable_form"),
        ("{{ два слова }}", "variable_form"),
        ("{{ }}", "variable_form"),
        ("открыто {{ и не закрыто", "variable_form"),
        ("закрыто }}", "variable_form"),
        ("{{ customer_name }}", "variable_fallback"),
        ("{{ case_number : }}", "variable_fallback"),
    ],
)
def test_a_fault_is_named_while_writing(answer: str, code: str) -> None:
    assert codes(answer) == [code]


def test_variables_stand_in_answers_and_guides_only() -> None:
    assert codes("!", titles={"ru": "Телефон {{ phone }}?"}) == ["variable_place"]
    assert codes("!", guides={"ru": "1. {{ phone | да → решено"}) == ["variable_form"]


def test_unknown_ones_are_named_with_those_there_are() -> None:
    entry = Entry("a", {"ru": "?"}, {"ru": "{{ phone }} {{ mail }} {{ case_number : — }}"},
                  guides={"ru": "1. {{ site }}"})  # fmt: skip
    found = list(unknown(texts_with_variables(entry), {"phone"}))
    assert [(problem.where, problem.values["value"]) for problem in found] == [
        ("answer_ru", "mail"),
        ("guide_ru", "site"),
    ]
    assert "case_number, customer_name, phone" in found[0].text("ru")


def test_names() -> None:
    assert names_in("{{ a }} {{ b : c }} {{ a }} {{ customer_name : x }}") == ("a", "b")
    assert without("до {{ a }} после") == "до  после"
    assert is_name("цена_выезда")
    assert not is_name("a" * 41)
