"""A customer's line after «номер договора?»: what it gives, and what it does not."""

from __future__ import annotations

import pytest

from handoff.given import value_of
from handoff.repeats import Wanted, asked_for


@pytest.mark.parametrize(
    ("key", "said", "value"),
    [
        ("contract_number", "4417290", "4417290"),
        ("contract_number", "вот: 44-172-90", "44-172-90"),
        ("contract_number", "Договор МТ-4417290 от мая", "МТ-4417290"),
        ("contract_number", "сейчас посмотрю", ""),
        ("contract_number", "у меня 2 роутера", ""),
        ("contract_number", "+79123456789", ""),
        ("order_number", "A-7741", "A-7741"),
        ("phone", "8 (912) 345-67-89", "8 (912) 345-67-89"),
        ("phone", "5 минут", ""),
        ("email", "пишите на a.b@example.org, спасибо", "a.b@example.org"),
        ("address", "Казань, Баумана 1, кв. 5", "Казань, Баумана 1, кв. 5"),
        ("address", "4417290", ""),
        ("address", "а зачем вам адрес, дом 5?", ""),
        ("device", "Keenetic Viva", "Keenetic Viva"),
        ("device", "не помню", ""),
        ("device", "щас гляну, секунду", ""),
        ("payment_date", "12 мая, 500 рублей", "12 мая, 500 рублей"),
        ("payment_date", "вчера вроде", ""),
    ],
)
def test_a_line_gives_what_it_can_be(key: str, said: str, value: str) -> None:
    assert value_of(key, said) == value


def test_a_picture_is_a_screenshot_and_nothing_else() -> None:
    assert value_of("screenshot", "", "photo") == "[photo]"
    assert value_of("screenshot", "вот он") == ""
    assert value_of("address", "", "photo") == ""


WANTED = (Wanted("contract_number", ()), Wanted("phone", ()), Wanted("tariff", ("название тарифа",)))


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("Здравствуйте! Подскажите номер договора?", ("contract_number",)),
        ("Номер договора и телефон для связи, пожалуйста", ("contract_number",)),
        ("Напишите номер договора. И номер телефона напишите", ("contract_number", "phone")),
        ("Уточните название тарифа", ("tariff",)),
        ("Номер договора верный?", ()),
        ("Сейчас проверю оплату", ()),
    ],
)
def test_what_a_line_asks_for_whether_it_is_known_or_not(line: str, keys: tuple[str, ...]) -> None:
    assert asked_for(line, WANTED) == keys
