"""The agents' screen as an agent sees it: the card, replies at hand, the reminder, the board."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import CHROMIUM
from tests.browser.test_page import JOHN, MARIA, button, say

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM} (set CHROMIUM)"),
]


async def test_an_agent_works_on_a_case(page: Page, picture: Callable[[str], Awaitable[None]]) -> None:
    maria, john, desk = page.locator(MARIA), page.locator(JOHN), page.get_by_test_id("group")
    await john.get_by_test_id("phone-start").click()
    await say(john, "phone", "a person please")
    await maria.get_by_test_id("phone-start").click()
    await say(maria, "phone", "позовите оператора, мой договор 12345678, не работает телевизор")
    topic = desk.get_by_test_id("topic").filter(has_text="Мария")
    await topic.click()
    await button(desk, "Взять").click()
    await expect(button(desk, "Ответы")).to_be_visible()
    await picture("agents-card")

    await button(desk, "Ещё").click()
    await expect(button(desk, "Назад")).to_be_visible()
    await button(desk, "Назад").click()

    await say(desk, "group", "Подскажите, пожалуйста, номер договора")
    await expect(desk.get_by_text("Это уже есть").first).to_be_visible()
    await expect(maria.get_by_text("номер договора")).to_have_count(0)
    await picture("agents-held")
    await button(desk, "Не отправлять").click()
    await expect(desk.get_by_text("клиента не переспросили").last).to_be_visible(timeout=70_000)

    await desk.get_by_test_id("topic").filter(has_text="General").click()
    await expect(desk.get_by_text("В работе").last).to_be_visible(timeout=90_000)  # an edit waits its turn
    await picture("agents-board")
