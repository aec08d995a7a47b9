"""Personal data never leaves a text unmasked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents import privacy


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("карта 4111 1111 1111 1111", "карта •••• 1111"),
        ("мой номер 89123456789", "мой номер •••89"),
        ("пишите на anna@mail.example", "пишите на a•••@mail.example"),
        ("паспорт 4510 123456", "паспорт ••••••"),
    ],
)
def test_masks_what_is_personal(text: str, masked: str) -> None:
    assert privacy.mask(text) == masked


@pytest.mark.parametrize(
    "text", ["заказ 40718823", "4111 1111 1111 1112", "роутер 192.168.0.1", "в 2019 году"]
)
def test_leaves_other_numbers(text: str) -> None:
    assert privacy.mask(text) == text


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = privacy.mask(text)
    assert privacy.mask(once) == once


@given(st.integers(10**14, 10**15 - 1), st.sampled_from(["", " ", "-"]))
def test_no_card_number_stays(start: int, gap: str) -> None:
    digits = str(start)
    check = next(digit for digit in "0123456789" if privacy.luhn(digits + digit))
    number = digits + check
    text = gap.join(number[n : n + 4] for n in range(0, 16, 4))
    assert number[:12] not in privacy.mask(f"card {text} please").replace(gap or "\0", "")
