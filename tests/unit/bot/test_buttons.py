"""What stands on a button."""

from __future__ import annotations

from bot.step import BUTTON_LIMIT, button, fitting


def test_a_long_title_ends_at_a_word() -> None:
    title = "Можно ли вернуть деньги за неиспользованный абонемент, если я заболел?"
    assert fitting(title) == "Можно ли вернуть деньги за неиспользованный абонемент, если…"
    assert button(title, "pick", 1) == {"text": fitting(title), "data": "pick:1"}


def test_what_fits_stays_as_it_is() -> None:
    whole = "с" * BUTTON_LIMIT
    assert fitting(whole) == whole
    assert fitting("Как вернуть товар?") == "Как вернуть товар?"


def test_no_mark_and_no_blank_stands_before_the_dots() -> None:
    assert fitting("Возврат товара — деньги", 16) == "Возврат товара…"
    assert fitting("Возврат, товара деньги", 9) == "Возврат…"


def test_a_word_longer_than_a_button_is_cut() -> None:
    assert fitting("э" * 100, 20) == "э" * 19 + "…"
    assert len(fitting("Как " + "э" * 100)) == BUTTON_LIMIT
