"""The server by itself: the command line, ways to send parameters, odd calls, the stream, a clean stop."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot

from sim import demo
from sim.people import Group, People, Person
from sim.server import LocalTelegram


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def test_it_runs_alone_and_stops_on_sigterm_while_others_wait(session: aiohttp.ClientSession) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sim", "--port", "0", "--demo-world", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    base_url = (await process.stdout.readline()).split()[-1].decode()
    people = People(base_url)
    world = await people.world()
    group = people.group_of(world["groups"][0])
    assert (group.chat_id, len(group.agents)) == (demo.GROUP_ID, 2)
    maria = people.person(world["customers"][0]["user"])
    await maria.start()
    stream = await session.get(f"{base_url}/control/stream?after=0")
    line = await stream.content.readuntil(b"}\n\n")
    assert b"data: " in line
    poll = asyncio.create_task(
        session.post(
            f"{base_url}/bot{world['token']}/getUpdates", data={"offset": 999_999_999, "timeout": 50}
        )
    )
    await (await poll).read()
    await people.close()
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    assert time.monotonic() - started < 3
    stream.close()


async def test_a_taken_port_is_said_plainly(telegram: LocalTelegram) -> None:
    port = telegram.base_url.rpartition(":")[2]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sim", "--port", port, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 1
    assert b"Choose another --port" in said


async def test_parameters_may_come_as_json_form_or_query(
    telegram: LocalTelegram, maria: Person, session: aiohttp.ClientSession
) -> None:
    url = f"{telegram.base_url}/bot{telegram.token}"
    markup = {"inline_keyboard": [[{"text": "ОК", "callback_data": "ok"}]]}
    body = {"chat_id": maria.id, "text": "json", "reply_markup": markup, "entities": None}
    async with session.post(f"{url}/sendMessage", json=body) as answer:
        assert (await answer.json())["result"]["reply_markup"] == markup
    async with session.post(
        f"{url}/sendmessage", data={"chat_id": maria.id, "text": "form", "reply_markup": json.dumps(markup)}
    ) as answer:
        assert (await answer.json())["result"]["reply_markup"] == markup
    async with session.get(f"{url}/getMe") as answer:
        assert (await answer.json())["result"]["is_bot"]
    async with session.get(f"{url}/getChat?chat_id={maria.id}") as answer:
        assert (await answer.json())["result"]["first_name"] == "Мария"


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("bot{token}/sendLove", 404, "Not Found: method not found"),
        ("bot1:no/getMe", 401, "Unauthorized"),
        ("bot{token}/getFile?file_id=x", 400, "Bad Request: invalid file_id"),
        ("file/bot{token}/photos/none.jpg", 404, "Not Found"),
    ],
)
async def test_odd_addresses(
    telegram: LocalTelegram, session: aiohttp.ClientSession, path: str, status: int, description: str
) -> None:
    async with session.get(f"{telegram.base_url}/{path.format(token=telegram.token)}") as answer:
        assert (answer.status, (await answer.json())["description"]) == (status, description)


async def test_a_malformed_json_body_is_400(telegram: LocalTelegram, session: aiohttp.ClientSession) -> None:
    url = f"{telegram.base_url}/bot{telegram.token}/sendMessage"
    for body in ("{", "[1]", '"text"'):
        async with session.post(url, data=body, headers={"Content-Type": "application/json"}) as answer:
            assert answer.status == 400


async def test_an_anonymous_admin_hides_who_wrote(bot: Bot, group: Group) -> None:
    await group.agents[0].say("Пишу от имени группы", anonymous=True)
    message = (await bot.get_updates(timeout=0))[0].message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.username, message.sender_chat.id) == ("GroupAnonymousBot", group.chat_id)


async def test_the_page_is_served(telegram: LocalTelegram, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{telegram.base_url}/") as answer:
        assert "app.js" in await answer.text()
    async with session.get(f"{telegram.base_url}/page/app.js") as answer:
        assert answer.status == 200


async def test_the_journal_keeps_order_and_outcomes(bot: Bot, telegram: LocalTelegram, maria: Person) -> None:
    await bot.send_message(maria.id, "раз")
    await bot.send_message(maria.id, "два")
    calls = await telegram.people.journal(chat_id=maria.id)
    assert [call["params"]["text"] for call in calls] == ["раз", "два"]
    assert calls[0]["seq"] < calls[1]["seq"]
    assert all(call["applied"] for call in calls)
    assert (await telegram.people.stats())["calls"]["sendMessage"] == 2


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("deleteMessages", {"message_ids": ["x"]}),
        ("sendMediaGroup", {"media": [{"media": "a"}, {"media": "b"}]}),
        ("sendMediaGroup", {"media": ["a", "b"]}),
        ("sendMessage", {"text": "?", "reply_parameters": {"message_id": "x"}}),
        ("sendMessage", {"text": "?", "link_preview_options": {"colour": "red"}}),
        ("setMessageReaction", {"message_id": 1, "reaction": ["👍"]}),
    ],
)
async def test_malformed_values_inside_parameters_are_400(
    telegram: LocalTelegram,
    maria: Person,
    session: aiohttp.ClientSession,
    method: str,
    body: dict[str, object],
) -> None:
    url = f"{telegram.base_url}/bot{telegram.token}/{method}"
    async with session.post(url, json={"chat_id": maria.id, **body}) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"].startswith("Bad Request: ")
