"""The main job by hand: a person plays the customer and the agent on the page, and clicks through it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM} (set CHROMIUM)"),
]

MARIA = '[data-testid="phone"]:has-text("Мария Соколова")'
JOHN = '[data-testid="phone"]:has-text("John Miller")'


async def say(place: Locator, kind: str, words: str) -> None:
    """Type a message and send it, as a person would."""
    await place.get_by_test_id(f"{kind}-input").fill(words)
    await place.get_by_test_id(f"{kind}-send").click()


def button(place: Locator, words: str) -> Locator:
    """The newest button with these words."""
    return place.get_by_test_id("inline-button").filter(has_text=words).last


async def test_a_question_is_answered(page: Page, picture: Callable[[str], Awaitable[None]]) -> None:
    maria = page.locator(MARIA)
    await maria.get_by_test_id("phone-start").click()
    await expect(button(maria, "Все темы")).to_be_visible()
    await picture("greeting")
    await say(maria, "phone", "как сменить пароль wifi")
    await expect(button(maria, "Помогло")).to_be_visible()
    await picture("answer")
    await button(maria, "Помогло").click()
    await expect(maria.get_by_text("Рад, что помогло")).to_be_visible()


async def test_a_case_goes_to_a_human_and_comes_back_solved(
    page: Page, picture: Callable[[str], Awaitable[None]]
) -> None:
    maria, john, desk = page.locator(MARIA), page.locator(JOHN), page.get_by_test_id("group")
    await john.get_by_test_id("phone-start").click()
    await expect(button(john, "All topics")).to_be_visible()
    await say(john, "phone", "how do I restart the router")
    await expect(button(john, "That helped")).to_be_visible()
    await maria.get_by_test_id("phone-start").click()
    await expect(button(maria, "Все темы")).to_be_visible()
    await say(maria, "phone", "почему списали деньги и не работает телевизор")
    await expect(button(maria, "Ничего из этого")).to_be_visible()
    await picture("clarification")

    await button(maria, "Ничего из этого").click()
    topic = desk.get_by_test_id("topic").filter(has_text="Мария")
    await topic.click()
    await expect(button(desk, "Взять")).to_be_visible()
    await expect(desk.get_by_text("почему списали деньги и не работает телевизор").first).to_be_visible()
    await picture("handoff")

    await button(desk, "Взять").click()
    await expect(maria.get_by_text("Ирина Лебедева на связи")).to_be_visible()
    await say(desk, "group", "Добрый день, Мария! Вижу: платёж зачислен, пакет каналов включаю.")
    await expect(maria.get_by_text("пакет каналов включаю")).to_be_visible()
    await say(desk, "group", "// если повторится, завести заявку второй линии")
    await say(maria, "phone", "Заработало, спасибо!")
    await expect(desk.get_by_text("Заработало, спасибо!").first).to_be_visible()
    await expect(maria.get_by_text("завести заявку")).to_have_count(0)
    await picture("conversation")

    await button(desk, "Решено").click()
    await button(maria, "Да, всё решено").click()
    await button(maria, "⭐⭐⭐⭐⭐").click()
    await expect(maria.get_by_text("Спасибо за пятёрку!")).to_be_visible()
    await expect(desk.get_by_text("Оценка клиента: 5 из 5").last).to_be_visible()
    await picture("solved")
