"""Lists of customers and their segments, as companies have them."""

from __future__ import annotations

import pytest

from bot.cli.customers import UnusableLineError, read_list
from bot.customer.segments import Membership, phone_key


def found(text: str) -> list[tuple[str, str]]:
    return [(one.key, one.segment) for one in read_list(text.encode())]


def test_a_list_with_a_header() -> None:
    text = (
        "Телефон;telegram_id;Сегмент\n8 (900) 123-45-67;;VIP\n;600000007;business\n+44 20 7946 0000;5;vip\n"
    )
    assert found(text) == [
        ("phone:79001234567", "vip"),
        ("telegram:600000007", "business"),
        ("phone:442079460000", "vip"),
        ("telegram:5", "vip"),
    ]


def test_two_columns_without_a_header() -> None:
    assert found("@Maria,vip\n600000007,vip\n+7 900 123 45 67,\n") == [
        ("@maria", "vip"),
        ("telegram:600000007", "vip"),
        ("phone:79001234567", ""),
    ]


@pytest.mark.parametrize(
    "text", ["telegram_id;segment\nМария;vip", "5,в и п", "один столбец", "phone;segment\n12;a"]
)
def test_a_line_that_cannot_be_used_is_named(text: str) -> None:
    with pytest.raises(UnusableLineError, match=r"line \d"):
        found(text)


def test_one_phone_has_one_key() -> None:
    assert phone_key("8 900 123-45-67") == phone_key("+79001234567") == "phone:79001234567"
    assert Membership("a", "") == Membership("a", "")


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("79001234567", "phone:79001234567"),
        ("89001234567", "phone:79001234567"),
        ("79001234569.0", "phone:79001234569"),
        ("79001234569,00", "phone:79001234569"),
        ("998901234567", "phone:998901234567"),
        ("'+79001234567", "phone:79001234567"),
        ("600000007", "telegram:600000007"),
        ("600000007.0", "telegram:600000007"),
    ],
)
def test_a_number_without_a_header_is_what_it_looks_like(who: str, key: str) -> None:
    assert found(f"{who};vip\n") == [(key, "vip")]


@pytest.mark.parametrize("column", ["phone", "telegram"])
def test_digits_behind_a_point_are_no_digits_of_the_number(column: str) -> None:
    assert found(f"{column};segment\n79001234569.0;vip\n")[0][0].endswith(":79001234569")


@pytest.mark.parametrize("number", ["7,90012E+10", "7.90012E+10", "7,90012e+10", "1E+11"])
@pytest.mark.parametrize("header", ["", "phone;segment\n", "telegram;segment\n"])
def test_a_number_that_excel_shortened_is_refused_by_line(header: str, number: str) -> None:
    with pytest.raises(UnusableLineError, match=rf"line {2 if header else 1}: .* format the column as text"):
        found(f"{header}{number};vip\n")


def test_a_number_that_may_be_either_is_asked_about() -> None:
    with pytest.raises(UnusableLineError, match=r"\+79001234567.*phone;segment"):
        found("9001234567;vip\n")
