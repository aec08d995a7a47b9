"""Editors by hand: an entry is written, shown, checked and published on the page, a gap becomes a draft."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import CHROMIUM, SCREENSHOTS
from tests.browser.test_page import MARIA, button, say

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM} (set CHROMIUM)"),
]

IRINA = '[data-testid="phone"]:has([data-testid="phone-name"]:has-text("Ирина Лебедева"))'


async def shot(place: Locator, name: str) -> None:
    """Keep a picture of a phone, when pictures are wanted."""
    if SCREENSHOTS:
        await place.page.mouse.move(0, 0)
        await place.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


async def editor_of(page: Page) -> Locator:
    """Irina's phone: her private chat with the bot, with the menu of the knowledge base open."""
    await page.get_by_test_id("agent").filter(has_text="Ирина").click()
    await page.get_by_test_id("agent-private").click()
    irina = page.locator(IRINA)
    await irina.get_by_test_id("phone-start").click()
    await expect(button(irina, "Позвать человека")).to_be_visible()
    await say(irina, "phone", "/kb")
    await expect(button(irina, "Новая статья")).to_be_visible()
    return irina


async def test_an_entry_is_written_and_published(
    page: Page, picture: Callable[[str], Awaitable[None]]
) -> None:
    irina = await editor_of(page)
    await picture("editors-private-chat")
    await shot(irina, "editors-menu")
    await button(irina, "Новая статья").click()
    await expect(irina.get_by_text("Какой вопрос закрывает статья?")).to_be_visible()
    await say(irina, "phone", "Есть ли у вас подарочные карты?")
    await expect(irina.get_by_text("Что ответить клиенту?")).to_be_visible()
    await shot(irina, "editors-answer")
    await say(irina, "phone", "Да! Карты на 500 и 1000 ₽ продаются в салонах «Свиристель».")
    for words in ("Картинка, файл или ссылка", "Как ещё об этом спрашивают?"):
        await expect(irina.get_by_text(words).last).to_be_visible()
        if words.startswith("Как"):
            await say(irina, "phone", "подарочный сертификат\nхочу подарить интернет другу")
        else:
            await button(irina, "Пропустить").click()
    await expect(button(irina, "Счёт и оплата")).to_be_visible()
    await button(irina, "Счёт и оплата").click()
    for words in ("и на английском?", "перед передачей человеку?", "Когда статья действует?"):
        await expect(irina.get_by_text(words).last).to_be_visible()
        await button(irina, "Пропустить").click()
    await expect(button(irina, "Проверить и опубликовать")).to_be_visible()
    await shot(irina, "editors-card")
    await button(irina, "Как увидит клиент").click()
    await expect(button(irina, "Помогло")).to_be_visible()
    await shot(irina, "editors-preview")
    await button(irina, "Проверить и опубликовать").click()
    await expect(button(irina, "📣 Опубликовать")).to_be_visible()
    await shot(irina, "editors-check")
    await button(irina, "📣 Опубликовать").click()
    await expect(irina.get_by_text("Бот уже отвечает по-новому")).to_be_visible()


async def test_a_gap_becomes_a_draft(page: Page) -> None:
    maria, desk = page.locator(MARIA), page.get_by_test_id("group")
    await maria.get_by_test_id("phone-start").click()
    await say(maria, "phone", "продаёте абонемент в бассейн с сауной")
    await expect(maria.get_by_text("Обращение № 1")).to_be_visible()
    await desk.get_by_test_id("topic").filter(has_text="№ 1").click()
    await button(desk, "Взять").click()
    await say(desk, "group", "Абонемент в бассейн стоит 500 ₽ в месяц, сауна входит в цену.")
    await expect(maria.get_by_text("сауна входит в цену")).to_be_visible()
    await button(desk, "Решено").click()
    await button(maria, "Да").click()
    irina = await editor_of(page)
    await button(irina, "Пробелы").click()
    await expect(irina.get_by_text("Первыми те, что стоят")).to_be_visible()
    await shot(irina, "editors-gaps")
    await irina.get_by_test_id("inline-button").filter(has_text="абонемент").last.click()
    await expect(button(irina, "Сделать черновик")).to_be_visible()
    await shot(irina, "editors-gap")
    await button(irina, "Сделать черновик").click()
    await expect(button(irina, "Проверить и опубликовать")).to_be_visible()


async def test_a_supervisor_gives_a_role(page: Page) -> None:
    irina = await editor_of(page)
    await say(irina, "phone", "/team")
    await expect(button(irina, "Добавить человека")).to_be_visible()
    await button(irina, "Добавить человека").click()
    await expect(irina.get_by_text("Кого добавить?")).to_be_visible()
    await say(irina, "phone", "600000002")
    await expect(button(irina, "Сделать редактором")).to_be_visible()
    await shot(irina, "editors-team")


async def test_a_guide_is_walked_on_the_phone(page: Page) -> None:
    maria = page.locator(MARIA)
    await maria.get_by_test_id("phone-start").click()
    await say(maria, "phone", "не работает домашний интернет")
    await button(maria, "Всё в порядке").click()
    await expect(maria.get_by_text("Перезагрузили роутер?")).to_be_visible()
    await button(maria, "Да, не помогло").click()
    await expect(maria.get_by_text("Кабель плотно сидит")).to_be_visible()
    await shot(maria, "guide")


async def test_a_table_is_looked_at_and_written(page: Page, tmp_path: Path) -> None:
    irina = await editor_of(page)
    await button(irina, "📥 Таблица").click()
    await expect(irina.get_by_text("Правьте в Excel")).to_be_visible(timeout=30_000)
    table = tmp_path / "скидки.csv"
    table.write_text("вопрос;ответ\nЕсть ли скидка студентам?;Да, 20 % по студенческому билету.\n")
    await irina.get_by_test_id("phone-file").set_input_files(table)
    await expect(button(irina, "Записать всё")).to_be_visible(timeout=30_000)
    await shot(irina, "editors-table")
    await button(irina, "Записать всё").click()
    await expect(irina.get_by_text("бот уже отвечает по-новому")).to_be_visible(timeout=30_000)
