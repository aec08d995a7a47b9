"""Somebody on the way answers in Telegram's place: nothing is lost by it, nobody is taken for having blocked
the bot, and what may have arrived is recorded as such."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.intake.polling import Poller
from bot.intake.wakeup import Wakeup
from bot.sending.settle import Hooks
from bot.telegram.answers import may_have_arrived, telegrams_word
from bot.telegram.connections import Trouble
from bot.telegram.raw import RawApi, UnreachableError
from store.outbox import Action
from store.schema import Inbox

REFUSALS = [301, 302, 307, 400, 401, 403, 404, 405, 407, 409, 411, 413, 418, 425, 429, 451]
FORMS = ["page", "empty", "other_json", "bare_no", "not_packed", "cut", "ended"]


async def customer(bench: Any) -> Any:
    maria = await bench.telegram.people.customer()
    await maria.start()
    return maria


async def heard(maria: Any) -> list[str]:
    return [seen.text for seen in await maria.history() if seen.from_bot]


@pytest.mark.parametrize("code", REFUSALS)
async def test_whoever_refuses_did_not_pass_it_on_so_it_waits(lite_bench, code):
    bench, ended = lite_bench, []
    maria = await customer(bench)

    def on_settled(_session: Any, row: Any, outcome: Any) -> None:
        ended.append((row.state, type(outcome).__name__))

    await bench.telegram.people.add_fault("not_telegram", method="sendMessage", code=code, count=1)
    async with bench.sender(hooks=Hooks(on_settled=on_settled)):
        bench.put(bench.text(maria.id, "Ответ"))
        await bench.settled()
    assert await heard(maria) == ["Ответ"]
    assert ended == [("sent", "Delivered")]
    (row,) = bench.rows()
    assert (row.attempts, row.ambiguous) == (2, 0)
    calls = await bench.telegram.people.journal(method="sendMessage")
    assert [call["fault"] for call in calls] == ["not_telegram", None]  # nobody was followed elsewhere


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", [403, 302])
async def test_in_whatever_form(lite_bench, form, code):
    maria = await customer(lite_bench)
    await lite_bench.telegram.people.add_fault(
        "not_telegram", method="sendMessage", code=code, form=form, count=1
    )
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "Ответ"))
        await lite_bench.settled()
    assert await heard(maria) == ["Ответ"]
    assert (lite_bench.rows()[0].state, lite_bench.rows()[0].ambiguous) == ("sent", 0)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", [200, 408, 502])
async def test_invariant_4_what_may_have_arrived_is_unknown_and_sent_again(lite_bench, form, code):
    maria = await customer(lite_bench)
    await lite_bench.telegram.people.add_fault(
        "not_telegram", method="sendMessage", code=code, form=form, applied=True, count=1
    )
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "Ответ"))
        await lite_bench.settled()
    whole = form in ("cut", "ended") and len(await heard(maria)) == 1
    assert not whole
    assert await heard(maria) == ["Ответ", "Ответ"]
    assert (lite_bench.rows()[0].state, lite_bench.rows()[0].ambiguous) == ("sent", 1)


async def test_a_press_that_may_have_been_answered_is_not_answered_twice(lite_bench):
    maria = await customer(lite_bench)
    press = lite_bench.text(
        maria.id, "", key="press", action=Action.ANSWER_PRESS, payload={"callback_id": "1"}
    )
    await lite_bench.telegram.people.add_fault("not_telegram", method="answerCallbackQuery", code=200)
    async with lite_bench.sender():
        lite_bench.put(press)
        await lite_bench.settled()
    assert (lite_bench.row("press").state, lite_bench.row("press").attempts) == ("unknown", 1)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", [200, 302, 404])
async def test_invariant_1_fetching_waits_it_out(lite_bench, form, code):
    """404 as well: of Telegram's own it would mean a wrong token, and end the program."""
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    for method in ("deleteWebhook", "getUpdates"):
        await bench.telegram.people.add_fault("not_telegram", method=method, code=code, form=form, count=2)
    async with bench.poller():
        await maria.start()
        await maria.say("здравствуйте")
        await bench.until(lambda: len(stored(bench)) == 2)


def stored(bench: Any) -> list[Inbox]:
    with bench.database.read() as session:
        return list(session.query(Inbox).order_by(Inbox.id))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", [200, 302, 404])
async def test_a_file_is_kept_whole_or_asked_for_again(lite_bench, tmp_path, form, code):
    bench, content = lite_bench, b"abcdefgh" * 1000
    maria = await customer(bench)
    await maria.send("document", content, name="a.bin")
    file_id = (await maria.history())[-1].raw["document"]["file_id"]
    for method in ("getFile", "file"):
        await bench.telegram.people.add_fault("not_telegram", method=method, code=code, form=form, count=1)
    kept = tmp_path / "kept.bin"
    async with bench.sender():
        keep = {"file_id": file_id, "path": str(kept)}
        bench.put(bench.text(maria.id, "", action=Action.KEEP_FILE, payload=keep))
        await bench.settled()
    assert kept.read_bytes() == content
    assert bench.rows()[0].state == "sent"


async def test_what_it_says_is_told_apart_for_the_doctor(lite_bench):
    await lite_bench.telegram.people.add_fault("not_telegram", method="getMe", code=451)
    async with RawApi(lite_bench.telegram.token, lite_bench.telegram.base_url) as api:
        with pytest.raises(UnreachableError) as caught:
            await api.ask("getMe")
    assert (caught.value.trouble, caught.value.status) == (Trouble.FOREIGN, 451)


@pytest.mark.parametrize("result", [{"a": 1}, "page", 5, None, True])
async def test_updates_that_are_no_list_end_nothing(sqlite_database, result):
    class Odd(RawApi):
        async def ask(self, method: str, **_: Any) -> Any:
            return result if method == "getUpdates" else True

    poller = Poller(sqlite_database, Odd("1:a", "http://127.0.0.1:9"), Wakeup())
    with pytest.raises(UnreachableError):
        await poller._fetch()


YES = b'{"ok":true,"result":{"message_id":1}}'
NO = b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'


@pytest.mark.parametrize("body", [YES, NO, b'{"ok":true,"result":null}'])
def test_telegrams_word(body):
    assert telegrams_word(body) is not None


@pytest.mark.parametrize(
    "body",
    [
        None,
        b"",
        b"null",
        b"[]",
        b"5",
        b"<html>",
        b"\xff\xfe",
        b"[" * 100_000,
        YES[:-5],
        b'{"ok":true}',
        b'{"ok":"true","result":1}',
        b'{"ok":1,"result":1}',
        b'{"ok":false}',
        b'{"ok":false,"error_code":403}',
        b'{"ok":false,"error_code":"403","description":"no"}',
        b'{"ok":false,"error_code":true,"description":"no"}',
        b'{"ok":false,"error_code":200,"description":"no"}',
        b'{"ok":false,"error_code":999999,"description":"no"}',
        b'{"ok":false,"error_code":403,"description":5}',
        b'{"ok":false,"error_code":400,"description":"no","parameters":[1]}',
        b'{"ok":false,"error_code":400,"description":"no","parameters":{"migrate_to_chat_id":"x"}}',
        b'{"error":"denied","code":403}',
    ],
)
def test_what_is_not(body):
    assert telegrams_word(body) is None


def test_which_statuses_leave_it_open():
    assert all(may_have_arrived(status) for status in (200, 201, 204, 408, 500, 502, 503, 504))
    assert not any(may_have_arrived(status) for status in REFUSALS)


async def test_a_person_hears_when_fetching_fails_for_minutes(sqlite_database, unused_tcp_port):
    now = [datetime(2026, 12, 1, tzinfo=UTC)]
    told: list[datetime] = []

    stop = asyncio.Event()

    def clock() -> datetime:
        now[0] += timedelta(minutes=1)
        if told and now[0] - told[0] > timedelta(minutes=20):
            stop.set()
        return now[0]

    api = RawApi("1:a", f"http://127.0.0.1:{unused_tcp_port}")
    poller = Poller(sqlite_database, api, Wakeup(), first_pause=0.001, clock=clock, alert=told.append)
    await asyncio.wait_for(poller.run(stop), 30)
    await api.close()
    assert len(told) == 1


async def test_the_word_is_kept_while_the_database_is_away_and_when_the_clock_is_set_back(
    sqlite_database, unused_tcp_port
):
    begun = datetime(2026, 12, 1, tzinfo=UTC)
    now, tried, told, stop = [begun + timedelta(hours=1)], [], [], asyncio.Event()

    def clock() -> datetime:
        now[0] += timedelta(minutes=1)
        if now[0] > begun + timedelta(hours=1):
            now[0] = begun  # set back by an hour after the first failure
            return begun + timedelta(hours=1)
        if now[0] > begun + timedelta(minutes=20):
            stop.set()
        return now[0]

    def alert(since: datetime) -> None:
        tried.append(since)
        if len(tried) == 1:
            raise OperationalError("BEGIN", None, Exception("the server went away"))
        told.append(since)

    api = RawApi("1:a", f"http://127.0.0.1:{unused_tcp_port}")
    poller = Poller(sqlite_database, api, Wakeup(), first_pause=0.001, clock=clock, alert=alert)
    await asyncio.wait_for(poller.run(stop), 30)
    await api.close()
    assert len(told) == 1
    assert told[0] < begun + timedelta(minutes=5)
