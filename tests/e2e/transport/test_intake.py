"""Updates are stored before Telegram forgets them, whatever happens to us in between."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.intake.polling import Poller, UnknownTokenError
from bot.intake.wakeup import Wakeup
from bot.telegram.raw import RawApi, RefusedError
from store.database import Database
from store.schema import Inbox


def stored(database: Database) -> list[Inbox]:
    with database.read() as session:
        return session.query(Inbox).order_by(Inbox.id).all()


class DyingDatabase(Database):
    """A database whose process dies at the commit of the inbox, so many times."""

    def __init__(self, real: Database, deaths: int) -> None:
        super().__init__(real.url.render_as_string(hide_password=False))
        self.deaths = deaths

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Session]:
        assert durable, "updates must be on the disk before they are acknowledged"
        with super().write(durable=durable) as session:
            yield session
            if self.deaths:
                self.deaths -= 1
                raise OperationalError("commit", {}, Exception("the machine is gone"))


async def test_invariant_1_what_was_fetched_and_not_stored_comes_again(bench):
    maria = await bench.telegram.people.customer()
    await maria.start()
    for number in range(5):
        await maria.say(f"строка {number}")
    dying = DyingDatabase(bench.database, deaths=3)
    async with bench.poller(dying):
        await bench.until(lambda: len(stored(bench.database)) == 6)
    dying.close()
    texts = [row.body.split('"text":"')[1].split('"')[0] for row in stored(bench.database)]
    assert texts == ["/start", *(f"строка {number}" for number in range(5))]


async def test_invariant_1_a_killed_process_loses_no_update(lite_bench):
    """A real process, killed with SIGKILL while it fetches, several times over."""
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    program = (
        "import asyncio, sys\n"
        "from bot.intake.polling import Poller\n"
        "from bot.intake.wakeup import Wakeup\n"
        "from bot.telegram.raw import RawApi\n"
        "from store.database import Database\n"
        "async def main(url, token, base):\n"
        "    api = RawApi(token, base)\n"
        "    poller = Poller(Database(url), api, Wakeup(), long_poll=3, batch=7)\n"
        "    await poller.run(asyncio.Event())\n"
        "asyncio.run(main(*sys.argv[1:]))\n"
    )
    arguments = [str(bench.database.url), bench.telegram.token, bench.telegram.base_url]
    said = 0
    for _ in range(3):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, *arguments, stdout=DEVNULL, stderr=DEVNULL
        )
        before = len(stored(bench.database))
        for _ in range(40):
            await maria.say(f"строка {said}")
            said += 1
        await bench.until(lambda before=before: len(stored(bench.database)) > before)
        process.kill()
        await process.wait()
    async with bench.poller():
        await bench.until(lambda: len(stored(bench.database)) == said + 1)
    texts = [row.body.split('"text":"')[1].split('"')[0] for row in stored(bench.database)]
    assert texts == ["/start", *(f"строка {number}" for number in range(said))]


async def test_invariant_1_a_repeated_update_changes_nothing(bench):
    maria = await bench.telegram.people.customer()
    await maria.start()
    update = {
        "update_id": 77,
        "message": {"message_id": 1, "date": 1, "chat": {"id": maria.id, "type": "private"}},
    }
    for _ in range(3):
        await bench.telegram.people.inject(update)
    await maria.say("последнее")
    async with bench.poller():
        await bench.until(
            lambda: "последнее" in stored(bench.database)[-1].body if stored(bench.database) else False
        )
    assert [row.update_id for row in stored(bench.database)].count(77) == 1


async def test_update_ids_that_start_anew_lower_are_taken(lite_bench):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    async with bench.poller():
        await maria.start()
        await bench.until(lambda: len(stored(bench.database)) == 1)
        confirmed = asyncio.Event()
        while not confirmed.is_set():  # an empty answer says that all is acknowledged
            stats = await bench.telegram.people.stats()
            if stats["updates"]["pending"] == 0 and stats["calls"].get("getUpdates", 0) >= 3:
                confirmed.set()
        await bench.telegram.people.renumber(5)
        await maria.say("после недели тишины")
        await bench.until(lambda: len(stored(bench.database)) == 2)
    assert stored(bench.database)[1].update_id < stored(bench.database)[0].update_id


async def test_invariant_12_a_poison_update_is_set_aside_and_the_next_is_taken(bench):
    maria = await bench.telegram.people.customer()
    await maria.start()
    await bench.telegram.people.inject({"message": "this is no message"})
    await bench.telegram.people.inject({"message": {"chat": {"id": None}}})
    await maria.say("живое")
    async with bench.poller():
        await bench.until(lambda: len(stored(bench.database)) == 4)
    assert [row.state for row in stored(bench.database)] == [
        "pending",
        "quarantined",
        "quarantined",
        "pending",
    ]
    assert all(row.error for row in stored(bench.database)[1:3])


async def test_the_kinds_of_updates_that_are_off_by_default_are_asked_for(lite_bench):
    bench = lite_bench
    async with bench.poller():
        (agent, *_) = bench.desk.agents
        seen = await agent.say("Коллеги")
        await bench.until(lambda: bool(stored(bench.database)))
        await agent.react(seen.id, "👍")
        await bench.until(lambda: any("message_reaction" in row.body for row in stored(bench.database)))


async def test_trouble_of_the_network_is_waited_out(lite_bench):
    bench, people = lite_bench, lite_bench.telegram.people
    await people.add_fault("server_error", method="deleteWebhook", count=1)
    await people.add_fault("server_error", method="getUpdates", count=2)
    await people.add_fault("drop_before", method="getUpdates", count=1)
    await people.add_fault("too_many_requests", method="getUpdates", count=1, retry_after=1)
    maria = await people.customer()
    await maria.start()
    async with bench.poller():
        await bench.until(lambda: len(stored(bench.database)) == 1)


async def test_a_webhook_left_from_before_does_not_keep_updates_away(lite_bench):
    bench = lite_bench
    async with RawApi(bench.telegram.token, bench.telegram.base_url) as api:
        await api.ask("setWebhook", url="https://example.org/hook")
    maria = await bench.telegram.people.customer()
    await maria.start()
    async with bench.poller():
        await bench.until(lambda: len(stored(bench.database)) == 1)


async def test_a_second_program_that_fetches_is_told_and_we_go_on(lite_bench, capfd, caplog):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    async with bench.poller(), RawApi(bench.telegram.token, bench.telegram.base_url) as other:
        await maria.start()
        await bench.until(lambda: len(stored(bench.database)) == 1)
        told = ""
        while "another program fetches the updates" not in told:  # until two calls meet
            with suppress(RefusedError):  # it was ours that gave way
                await other.ask("getUpdates", timeout=0)
            told += capfd.readouterr().out + caplog.text  # where to depends on who set up logging before
        await maria.say("ещё здесь")
        await bench.until(lambda: len(stored(bench.database)) == 2)
    assert re.search(r"code\W+409\b", told)


async def test_an_unknown_token_ends_with_words_that_help(lite_bench):
    bench = lite_bench
    async with RawApi("123:unknown", bench.telegram.base_url) as api:
        poller = Poller(bench.database, api, Wakeup())
        with pytest.raises(UnknownTokenError, match="BotFather"):
            await asyncio.wait_for(poller.run(asyncio.Event()), 5)


async def test_invariant_11_failures_of_fetching_never_show_the_token(lite_bench, unused_tcp_port):
    token = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
    async with RawApi(token, f"http://127.0.0.1:{unused_tcp_port}") as api:
        with pytest.raises(Exception, match=r".") as caught:
            await api.ask("getMe")
    error: Any = caught.value
    while error is not None:
        assert token not in str(error) or error.__suppress_context__
        error = error.__cause__
