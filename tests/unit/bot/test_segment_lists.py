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
