"""Complaint 5 and «never asked twice»: who asks for what is known is reminded, nobody else is bothered."""

from __future__ import annotations

import pytest

from handoff.repeats import Repeat, Wanted, find

KNOWN = {
    "contract_number": "12345678",
    "phone": "+7 912 345-67-89",
    "address": "Казань, Баумана 1, кв. 5",
    "order_number": "A-7741",
    "screenshot": "[photo]",
    "tariff": "Домашний 300",
    "country": "Турция",
}
WANTED = (Wanted("tariff", ("название тарифа", "tariff name")),)
TRIED = (
    "Перезагрузите роутер: выньте вилку на минуту. Проверьте кабель.",
    "я уже переустанавливал приложение, не помогло",
    "Clear the cache of the browser and try again.",
)


def key(line: str) -> str:
    found = find(line, KNOWN, WANTED, TRIED)
    return found.key if found else ""


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Подскажите, пожалуйста, номер договора.", "contract_number"),
        ("Здравствуйте! Напишите номер вашего договора", "contract_number"),
        ("Какой у вас номер договора?", "contract_number"),
        ("номер договора?", "contract_number"),
        ("Номер договора, пожалуйста", "contract_number"),
        ("Номер договора подскажите", "contract_number"),
        ("Можете ещё раз прислать номер договора и адрес?", "contract_number"),
        ("Уточните лицевой счёт", "contract_number"),
        ("Добрый день. Мне нужен номер договора, чтобы проверить.", "contract_number"),
        ("Ваш л/с?", "contract_number"),
        ("Could you please send me your contract number?", "contract_number"),
        ("What is your account number?", "contract_number"),
        ("Please provide the contract number so I can check.", "contract_number"),
        ("Подскажите номер телефона", "phone"),
        ("Напишите ваш контактный телефон для связи", "phone"),
        ("По какому номеру вопрос?", "phone"),
        ("На какой номер вам перезвонить?", "phone"),
        ("Оставьте, пожалуйста, номер телефона, по которому с вами связаться", "phone"),
        ("What's your phone number?", "phone"),
        ("May I have your phone number please", "phone"),
        ("Назовите точный адрес", "address"),
        ("По какому адресу вы подключены?", "address"),
        ("Подскажите ваш адрес, пожалуйста", "address"),
        ("Где вы живёте?", "address"),
        ("Адрес подскажите, пожалуйста", "address"),
        ("What is your full address?", "address"),
        ("Пришлите номер заказа", "order_number"),
        ("Please share your order number.", "order_number"),
        ("Пришлите, пожалуйста, скриншот", "screenshot"),
        ("Send me a screenshot, please", "screenshot"),
        ("Уточните название тарифа", "tariff"),
        ("Какое у вас название тарифа?", "tariff"),
        ("В какой вы сейчас стране?", "country"),
        ("Перезагрузите роутер, пожалуйста", "restart router"),
        ("Попробуйте перезагрузить роутер.", "restart router"),
        ("Роутер перезагружали?", "restart router"),
        ("А вы пробовали перезапустить маршрутизатор?", "restart router"),
        ("Переустановите, пожалуйста, приложение", "reinstall app"),
        ("Вы приложение переустанавливали?", "reinstall app"),
        ("Проверьте, пожалуйста, кабель", "check cable"),
        ("Please restart your router", "restart router"),
        ("Have you tried restarting the router?", "restart router"),
        ("Could you clear the browser cache?", "clear cache"),
    ],
)
def test_a_line_that_asks_again_is_seen(line: str, wanted: str) -> None:
    assert key(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Здравствуйте! Смотрю ваше обращение.",
        "Вижу ваш договор, проверяю оплату.",
        "Номер договора 12345678, верно?",
        "Адрес правильный?",
        "Подскажите, адрес верный?",
        "Номер телефона не менялся?",
        "Номер договора присылать не нужно, он у меня есть.",
        "Не пишите никому номер договора.",
        "Подскажите, телефон включается?",
        "Какой у вас тариф был раньше?",
        "Подскажите, когда вам удобно подъехать по адресу Баумана 1?",
        "Мастер приедет по вашему адресу завтра.",
        "Пришлите договор на почту support@example.ru",
        "Пришлите фото роутера сзади, где наклейка",
        "Напишите нам по адресу help@example.ru",
        "Ваш номер заказа A-7741 уже собран.",
        "Адрес нашего офиса: Ленина, 2.",
        "Позвоните по телефону 8 800 555 00 00.",
        "Я перезагрузил ваш роутер удалённо.",
        "Мы обновим приложение ночью.",
        "Перезагрузите роутер ещё раз, я обновил настройки.",
        "После перезагрузки роутера всё заработает?",
        "Не перезагружайте роутер, идёт обновление.",
        "Перезагрузите приставку.",
        "Выключите Bluetooth и подойдите ближе.",
        "Как называется сеть, к которой вы подключаетесь?",
        "Напишите, пожалуйста, новый адрес для переезда",
        "Your contract number is 12345678, I can see it.",
        "Is your phone number still the same?",
        "I have your address, thank you.",
        "You do not need to send your phone number.",
        "The order number is in your email.",
        "We restarted the router from our side.",
        "Please check your balance tomorrow.",
        "What happened after that?",
        "Когда началась проблема?",
        "Какая скорость по кабелю?",
        "Сколько устройств подключено?",
        "Спасибо за номер договора и телефон!",
        "Договор оформлен на вас?",
        "Я отправил вам СМС на номер телефона.",
        "Could you tell me when the phone stopped charging?",
        "Можно я вам перезвоню?",
    ],
)
def test_a_line_that_does_not_is_left_alone(line: str) -> None:
    assert key(line) == ""


def test_what_is_not_known_may_be_asked_for() -> None:
    assert find("Подскажите номер договора", {"phone": "+79123456789"}, (), ()) is None
    assert find("Перезагрузите роутер", {}, (), ("роутер не перезагружал",)) is None


def test_the_reminder_says_what_is_known() -> None:
    found = find("Подскажите номер договора", KNOWN, (), ())
    assert found == Repeat("detail", "contract_number", "12345678")
