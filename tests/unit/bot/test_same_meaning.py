"""Which edits of an answered question ask it anew."""

from __future__ import annotations

import pytest

from bot.customer.messages import same_meaning


@pytest.mark.parametrize(
    "after",
    [
        "Как сменить пароль",
        "как сменить пароль?",
        "как  сменить, пароль!!",
        "«как сменить» (пароль)",
        "как сменить пароль)",
    ],
)
def test_stops_capitals_and_spaces_change_nothing(after: str) -> None:
    assert same_meaning("как сменить пароль", after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("тариф 5", "тариф 50"),
        ("скидка 5", "скидка 5%"),
        ("тариф А", "тариф А+"),
        ("на счету 100", "на счету -100"),
        ("заработало 👍", "заработало 👎"),
        ("заработало", "заработало 👎"),
        ("получилось)", "получилось ("),
        ("стоит 5 $", "стоит 5 €"),
        ("не работает", "работает"),
    ],
)
def test_signs_that_carry_meaning_count(before: str, after: str) -> None:
    assert not same_meaning(before, after)
    assert not same_meaning(after, before)
