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
        ("серия 45 10 номер 123456", "серия ••••••"),
        ("4111.1111.1111.1111", "•••• 1111"),
        ("4111\u20091111\u20091111\u20091111", "•••• 1111"),
        ("карта 4111\n1111\n1111\n1111 вот", "карта •••• 1111 вот"),
        ("4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "•••• 1111"),
        ("заказ 4111111111111111", "заказ •••• 1111"),
        ("СНИЛС 112-233-445 95", "СНИЛС •••95"),
        ("112.233.445.95", "•••95"),
        ("ИНН 500100732259", "ИНН •••59"),
        ("8.912.345.67.89", "•••89"),
        ("+375 29 123-45-67", "•••67"),
        ("912.345.67.89", "•••89"),
        ("счёт 40817810099910004312", "счёт •••12"),
        ("DE89 3704 0044 0532 0130 00", "DE•••00"),
    ],
)
def test_masks_what_is_personal(text: str, masked: str) -> None:
    assert privacy.mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "заказ 40718823",
        "4111 1111 1111 1112",
        "роутер 192.168.0.1",
        "в 2019 году",
        "договор № 89123456789",
        "договор 12345678",
        "100.200.10.20",
        "трек 80123456789012",
        "с 01.12.2026 по 15.12.2026 10:30",
        "4111 1111 1111 1112 и ещё",
    ],
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


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("живу на ул. Ленина, д. 5, кв. 12, второй подъезд", "живу на •••, второй подъезд"),
        ("Невский проспект, 25", "•••"),
        ("улица Мира 7", "•••"),
        ("дом 5, квартира 12", "•••"),
        ("I live at 221 Baker Street", "I live at •••"),
        ("пишите @ivan_petrov", "пишите @•••"),
    ],
)
def test_addresses_and_names_do_not_leave_the_house(text: str, masked: str) -> None:
    assert privacy.mask_outside(text) == masked
    assert privacy.mask(text) == text


@given(st.text("0123456789 .-+()\n@•a", max_size=120))
def test_masking_numbers_twice_changes_nothing_more(text: str) -> None:
    once = privacy.mask(text)
    assert privacy.mask(once) == once
