"""What may be kept as an entry, and what a customer gets of it."""

from __future__ import annotations

from datetime import date

import pytest

from kb import markup
from kb.entry import ANSWER_LIMIT, Entry, Phrasing, answer_in, checked, problems_of
from kb.problems import InvalidEntryError, Problem


def entry(**changes: object) -> Entry:
    fields: dict[str, object] = {
        "id": "pay-card",
        "titles": {"ru": "Как оплатить картой?"},
        "answers": {"ru": "Откройте <b>Счёт</b>."},
    }
    return Entry(**(fields | changes))  # type: ignore[arg-type]


def codes(**changes: object) -> list[str]:
    return [problem.code for problem in problems_of(entry(**changes))]


def test_a_good_entry_has_no_problems() -> None:
    good = entry(
        topic="billing",
        phrasings=(Phrasing("как платить", "ru"),),
        tags=("карта", "оплата"),
        link="https://example.org/pay",
        picture="pay.png",
        details=("contract_number",),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 1, 1),
    )
    assert checked(good) is good


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": ""}, "id_missing"),
        ({"id": "Оплата"}, "id_form"),
        ({"id": "x" * 49}, "id_form"),
        ({"titles": {}}, "title_missing"),
        ({"titles": {"ru": " "}}, "title_missing"),
        ({"answers": {}}, "answer_missing"),
        ({"answers": {"ru": "x" * (ANSWER_LIMIT + 1)}}, "too_long"),
        ({"answers": {"rus": "x"}}, "language_form"),
        ({"answers": {"ru": "a\x00b"}}, "control_character"),
        ({"phrasings": (Phrasing(" "),)}, "phrasing_empty"),
        ({"link": "javascript:alert(1)"}, "link_form"),
        ({"picture": "../secret.png"}, "picture_form"),
        ({"topic": "Счёт\nи оплата"}, "topic_form"),
        ({"details": ("Номер договора",)}, "detail_form"),
        ({"tags": ("a,b",)}, "tag_form"),
        ({"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)}, "dates_order"),
    ],
)
def test_a_fault_is_named(changes: dict[str, object], code: str) -> None:
    assert code in codes(**changes)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(InvalidEntryError) as caught:
        checked(entry(id="Плохо", answers={}, link="ftp://x"))
    assert {problem.code for problem in caught.value.problems} == {"id_form", "answer_missing", "link_form"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>alert(1)</script>", "markup_forbidden"),
        ("<img src=x onerror=alert(1)>", "markup_forbidden"),
        ("строка<br>ещё", "markup_forbidden"),
        ("<!-- спрятано -->", "markup_forbidden"),
        ("<b>жирно", "markup_unclosed"),
        ("<b><i>вперемешку</b></i>", "markup_crossed"),
        ("<b onclick='x()'>жирно</b>", "markup_attribute"),
        ("<a href='javascript:x()'>сюда</a>", "markup_link"),
        ("<a>сюда</a>", "markup_link"),
        ("если скорость < 10", "markup_angle"),
        ("обрыв <b", "markup_angle"),
        ("пробел&nbsp;тут", "markup_entity"),
    ],
)
def test_markup_that_telegram_refuses_is_named(text: str, code: str) -> None:
    problems = markup.problems_of(text, "answer_ru")
    assert code in [problem.code for problem in problems]
    assert {problem.where for problem in problems} == {"answer_ru"}


@pytest.mark.parametrize(
    "text",
    [
        "просто текст, R&D и 5 > 3",
        "<b>1.</b> <i>два</i> <u>три</u> <s>четыре</s> <code>*100#</code> <pre>a\nb</pre>",
        '<a href="https://example.org/?a=1&amp;b=2">сюда</a>, <a href="tel:+78005550000">звонок</a>',
        "<blockquote expandable>цитата</blockquote> <tg-spoiler>тайна</tg-spoiler>",
        "&lt;не тег&gt; &#8470; &#x2116;",
    ],
)
def test_markup_that_telegram_shows_is_fine(text: str) -> None:
    assert markup.problems_of(text) == ()


def test_understanding_reads_plain_text() -> None:
    document = entry(
        answers={"ru": '<b>Наберите</b> <code>*100#</code>\nили <a href="https://x.ru">сюда</a> &amp; всё'},
        phrasings=(Phrasing("баланс"), Phrasing("balance", "en")),
    ).to_document()
    assert document.answers == {"ru": "Наберите *100#\nили сюда & всё"}
    assert document.phrasings == ("баланс", "balance")


@pytest.mark.parametrize(
    ("answers", "language", "expected"),
    [
        ({"ru": "да", "en": "yes"}, "en", "yes"),
        ({"ru": "да", "en": "yes"}, "de", "yes"),
        ({"ru": "да", "en": "yes"}, "kk", "да"),
        ({"ru": "да", "en": "yes"}, "", "да"),
        ({"ru": "да"}, "en", "да"),
        ({"en": "yes"}, "ru", "yes"),
        ({"de": "ja"}, "ru", "ja"),
        ({}, "ru", ""),
    ],
)
def test_an_answer_falls_back_to_a_language_the_customer_may_read(
    answers: dict[str, str], language: str, expected: str
) -> None:
    assert answer_in(entry(answers=answers), language) == expected


@pytest.mark.parametrize(
    ("since", "until", "day", "valid"),
    [
        (None, None, date(2026, 7, 1), True),
        (date(2026, 6, 1), date(2026, 8, 31), date(2026, 6, 1), True),
        (date(2026, 6, 1), date(2026, 8, 31), date(2026, 8, 31), True),
        (date(2026, 6, 1), date(2026, 8, 31), date(2026, 9, 1), False),
        (date(2026, 6, 1), None, date(2026, 5, 31), False),
    ],
)
def test_a_seasonal_entry_holds_on_its_days_both_included(
    since: date | None, until: date | None, day: date, valid: bool
) -> None:
    assert entry(valid_from=since, valid_until=until).valid_on(day) is valid


def test_every_problem_can_be_said_in_both_languages() -> None:
    problem = Problem("too_long", "answer_ru", {"length": 4000, "limit": 3500})
    assert problem.text("ru").startswith("answer_ru: слишком длинно: 4000")
    assert problem.text("en").startswith("answer_ru: too long: 4000")
