"""The page in a real browser: a customer and an agent talk, the bot between them is python-telegram-bot."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from sim import demo
from sim.server import LocalTelegram

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here"),
]


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(demo=True) as running:
        yield running


@pytest.fixture
async def page(telegram: LocalTelegram) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        opened = await browser.new_page(viewport={"width": 1280, "height": 800})
        opened.set_default_timeout(5000)
        broken: list[str] = []
        opened.on("pageerror", lambda error: broken.append(str(error)))
        await opened.goto(telegram.base_url)
        await expect(opened.get_by_test_id("live")).to_have_class("live on")
        yield opened
        await browser.close()
        assert broken == []


async def test_a_customer_and_an_agent_play_on_the_page(
    page: Page, bot: Bot, telegram: LocalTelegram
) -> None:
    phone = page.locator(f'[data-testid="phone"][data-chat-id="{demo.MARIA_ID}"]')
    await phone.get_by_test_id("phone-start").click()
    await phone.get_by_test_id("phone-input").fill("Нет интернета")
    await phone.get_by_test_id("phone-input").press("Enter")
    await expect(phone.locator('[data-author="self"]')).to_have_count(2)
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Позвать человека", callback_data="human")]])
    await bot.send_message(demo.MARIA_ID, "<b>Перезагрузите</b> роутер", "HTML", reply_markup=buttons)
    await phone.get_by_test_id("inline-button").click()
    await expect(phone.locator("b", has_text="Перезагрузите")).to_be_visible()
    press = (await bot.get_updates(timeout=5))[-1]
    assert press.callback_query is not None
    assert press.callback_query.data == "human"
    await press.callback_query.answer("Зову")
    await expect(phone.get_by_test_id("phone-toast")).to_have_text("Зову")

    topic = await bot.create_forum_topic(demo.GROUP_ID, "№ 1 · Мария")
    thread = topic.message_thread_id
    await bot.send_message(demo.GROUP_ID, "Карточка", message_thread_id=thread)
    row = page.locator(f'[data-testid="topic"][data-topic-id="{thread}"]')
    await expect(row.get_by_test_id("topic-unread")).to_have_text("1")
    await row.click()
    await page.locator(f'[data-testid="agent"][data-user-id="{demo.PAVEL_ID}"]').click()
    await page.get_by_test_id("group-input").fill("Здравствуйте, это Павел")
    await page.get_by_test_id("group-send").click()
    said = (await bot.get_updates(offset=-1, timeout=5))[0].message
    while said is None or said.text != "Здравствуйте, это Павел":
        said = (await bot.get_updates(offset=-1, timeout=5))[0].message
    assert (said.from_user.id, said.message_thread_id) == (demo.PAVEL_ID, thread)


async def test_attachments_edits_and_blocking(page: Page, bot: Bot, telegram: LocalTelegram) -> None:
    phone = page.locator(f'[data-testid="phone"][data-chat-id="{demo.JOHN_ID}"]')
    await phone.get_by_test_id("phone-start").click()
    for kind in (
        "photo",
        "album",
        "voice",
        "video_note",
        "video",
        "document",
        "sticker",
        "location",
        "contact",
    ):
        await phone.get_by_test_id("phone-attach").click()
        await phone.get_by_test_id(f"attach-{kind}").click()
        await expect(phone.get_by_test_id(kind)).to_have_count(1)
    first = phone.locator('[data-testid="message"]').first
    await first.hover()
    await first.get_by_test_id("message-edit").click()
    await phone.get_by_test_id("phone-input").fill("Hello")
    await phone.get_by_test_id("phone-send").click()
    await expect(first.get_by_test_id("edited")).to_be_visible()
    await first.hover()
    await first.get_by_test_id("message-react").hover()
    await first.get_by_test_id("react-option").first.click()
    await expect(first.get_by_test_id("reaction")).to_have_text("👍")
    await phone.get_by_test_id("phone-block").click()
    await expect(phone.get_by_test_id("phone-unblock")).to_be_visible()
    assert telegram.world.chats[demo.JOHN_ID].blocked


async def test_a_new_customer_and_the_other_language(page: Page) -> None:
    await page.get_by_test_id("language-toggle").click()
    await expect(page.get_by_test_id("phone-start").first).to_have_text("Start")
    await page.get_by_test_id("add-customer").click()
    await page.get_by_test_id("customer-name").fill("Emma")
    await page.get_by_test_id("customer-add").click()
    await expect(page.get_by_test_id("phone-name").last).to_have_text("Emma")


async def test_a_deleted_topic_leaves_the_list(page: Page, bot: Bot, telegram: LocalTelegram) -> None:
    topic = await bot.create_forum_topic(demo.GROUP_ID, "№ 2")
    row = page.locator(f'[data-topic-id="{topic.message_thread_id}"]')
    await row.click()
    await page.get_by_test_id("topic-close").click()
    await expect(page.get_by_test_id("topic-reopen")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    await page.get_by_test_id("topic-delete").click()
    await expect(row).to_have_count(0)
    assert telegram.world.chats[demo.GROUP_ID].topics == {}


async def test_an_agent_opens_the_private_chat_and_forwards_a_message_to_it(page: Page, bot: Bot) -> None:
    topic = await bot.create_forum_topic(demo.GROUP_ID, "№ 3")
    await bot.send_message(demo.GROUP_ID, "Хороший ответ", message_thread_id=topic.message_thread_id)
    await page.locator(f'[data-topic-id="{topic.message_thread_id}"]').click()
    await page.get_by_test_id("agent-private").click()
    phone = page.locator(f'[data-testid="phone"][data-chat-id="{demo.IRINA_ID}"]')
    await phone.get_by_test_id("phone-start").click()
    reply = page.get_by_test_id("group-messages").get_by_test_id("message")
    await reply.hover()
    await reply.get_by_test_id("message-forward").click()
    await expect(phone.locator(".forwarded")).to_be_visible()
    forwarded = (await bot.get_updates(offset=-1, timeout=5))[0].message
    assert forwarded is not None
    assert (forwarded.chat.id, forwarded.text) == (demo.IRINA_ID, "Хороший ответ")
    assert forwarded.forward_origin is not None
