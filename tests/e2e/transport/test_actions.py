"""Every action of the outbox, as people see it."""

from __future__ import annotations

import logging
import struct
import sys
import zlib
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.telegram.secrecy import quiet_libraries
from store.outbox import Action, Author
from store.schema import Case, Copy, Message


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A red square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xff\x00\x00" * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    path = tmp_path / "router.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return path


@pytest.fixture
async def maria(lite_bench):
    person = await lite_bench.telegram.people.customer()
    await person.start()
    return person


def message(bench, case_id: int, chat_id: int | None = None, external_id: int | None = None) -> int:
    """A message of a case; its id."""
    with bench.database.write() as session:
        one = Message(
            customer_id=session.get_one(Case, case_id).customer_id,
            case_id=case_id,
            author_kind="customer",
            chat_id=chat_id,
            external_id=external_id,
            created_at=datetime.now(UTC),
        )
        session.add(one)
        session.flush()
        return one.id


async def from_bot(person) -> list:
    return [seen for seen in await person.history() if seen.from_bot]


async def test_buttons_and_formatting(lite_bench, maria):
    keyboard = [[{"text": "👍", "data": "up"}, {"text": "Сайт", "url": "https://example.org/"}]]
    async with lite_bench.sender():
        lite_bench.put(
            lite_bench.text(maria.id, "", payload={"html": "<b>Да</b> &amp; нет", "keyboard": keyboard})
        )
        await lite_bench.settled()
    (seen,) = await from_bot(maria)
    assert seen.text == "Да & нет"
    assert seen.buttons == ["👍", "Сайт"]
    assert seen.raw["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


async def test_a_long_text_comes_in_pieces_with_the_buttons_at_the_end(lite_bench, maria):
    html = "<b>" + "слово " * 1500 + "</b>"
    keyboard = [[{"text": "👍", "data": "up"}]]
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "", payload={"html": html, "keyboard": keyboard}))
        await lite_bench.settled()
    pieces = await from_bot(maria)
    assert [bool(piece.buttons) for piece in pieces] == [False, False, True]
    assert " ".join(piece.text for piece in pieces).split() == ["слово"] * 1500


async def test_a_long_text_that_breaks_off_goes_on_where_it_stopped(lite_bench, maria):
    await lite_bench.telegram.people.add_fault(
        "too_many_requests", method="sendMessage", count=1, retry_after=1, probability=1
    )
    html = "а" * 4000 + "\n" + "б" * 4000
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, html))
        await lite_bench.settled()
        await lite_bench.telegram.people.lift_faults()
    assert [piece.text[0] for piece in await from_bot(maria)] == ["а", "б"]
    assert len(lite_bench.rows()[0].result["ids"]) == 2


async def test_formatting_that_telegram_cannot_read_is_left_out(lite_bench, maria):
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "<b>Не закрыто"))
        await lite_bench.settled()
    assert [seen.text for seen in await from_bot(maria)] == ["Не закрыто"]


async def test_a_picture_with_its_caption(lite_bench, maria, picture):
    async with lite_bench.sender():
        for number in range(2):  # the second time Telegram has it already
            payload = {"path": str(picture), "html": f"<b>Роутер</b> {number}"}
            lite_bench.put(lite_bench.text(maria.id, "", action=Action.SEND_PICTURE, payload=payload))
        await lite_bench.settled()
    assert [(seen.kind, seen.text) for seen in await from_bot(maria)] == [
        ("photo", "Роутер 0"),
        ("photo", "Роутер 1"),
    ]


async def test_a_long_caption_goes_before_its_picture(lite_bench, maria, picture):
    payload = {"path": str(picture), "html": "слово " * 300, "keyboard": [[{"text": "👍", "data": "up"}]]}
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "", action=Action.SEND_PICTURE, payload=payload))
        await lite_bench.settled()
    text, photo = await from_bot(maria)
    assert (text.kind, text.buttons) == ("text", [])
    assert (photo.kind, photo.buttons, photo.text) == ("photo", ["👍"], "")


async def test_an_answer_whose_picture_is_missing_still_arrives(lite_bench, maria, tmp_path):
    payload = {"path": str(tmp_path / "none.png"), "html": "Ответ"}
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "", action=Action.SEND_PICTURE, payload=payload))
        await lite_bench.settled()
    assert [seen.text for seen in await from_bot(maria)] == ["Ответ"]


async def test_a_file_made_of_a_text(lite_bench, maria):
    payload = {"name": "case.json", "content": '{"№": 1}', "html": "Дело"}
    async with lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "", action=Action.SEND_FILE, payload=payload))
        await lite_bench.settled()
    (seen,) = await from_bot(maria)
    assert (seen.kind, seen.text, seen.raw["document"]["file_name"]) == ("document", "Дело", "case.json")


async def test_a_line_a_reply_an_edit_and_a_receipt_between_customer_and_topic(lite_bench, maria):
    bench, desk = lite_bench, lite_bench.desk
    case_id = bench.case()
    said = await maria.say("Не работает интернет")
    line = message(bench, case_id, maria.id, said.id)
    (agent, *_) = desk.agents
    async with bench.sender():
        bench.put(
            bench.new_topic(case_id),
            bench.in_topic(
                case_id,
                "",
                action=Action.COPY,
                message_id=line,
                payload={"from_chat_id": maria.id, "external_ids": [said.id], "topic": case_id},
            ),
        )
        await bench.settled()
        topic = await desk.wait_for_topic()
        copy = await agent.in_topic(topic).wait_for("Не работает интернет")
        wrote = await agent.in_topic(topic).say("Перезагрузите роутер", reply_to=copy.id)
        reply = message(bench, case_id, desk.chat_id, wrote.id)
        bench.put(
            bench.text(
                maria.id,
                "",
                action=Action.COPY,
                author=Author.AGENT,
                message_id=reply,
                payload={"from_chat_id": desk.chat_id, "external_ids": [wrote.id], "reply_to": line},
            ),
            bench.in_topic(
                case_id,
                "",
                lane="receipt:1",
                action=Action.REACT,
                payload={"external_id": wrote.id, "emoji": "👌"},
            ),
        )
        got = await maria.wait_for("Перезагрузите роутер")
        bench.put(
            bench.text(
                maria.id,
                "",
                action=Action.EDIT_TEXT,
                author=Author.AGENT,
                payload={"message_id": reply, "html": "Перезагрузите <b>модем</b>"},
            )
        )
        await bench.settled()
    assert {row.state for row in bench.rows()} == {"sent"}
    assert got.raw["reply_to_message"]["message_id"] == said.id
    assert (await from_bot(maria))[-1].text == "Перезагрузите модем"
    receipt = next(seen for seen in await agent.in_topic(topic).history() if seen.id == wrote.id)
    assert receipt.reactions == ["👌"]
    with bench.database.read() as session:
        kept = {(one.chat_id, one.external_id): one.message_id for one in session.query(Copy)}
    assert kept == {(desk.chat_id, copy.id): line, (maria.id, got.id): reply}


async def test_an_album_stays_an_album_and_each_part_keeps_its_place(lite_bench, maria):
    bench = lite_bench
    case_id = bench.case()
    parts = await maria.album(caption="Фото счёта")
    ids = [message(bench, case_id, maria.id, part.id) for part in parts]
    payload = {
        "from_chat_id": maria.id,
        "external_ids": [part.id for part in reversed(parts)],
        "topic": case_id,
    }
    async with bench.sender():
        bench.put(
            bench.new_topic(case_id),
            bench.in_topic(case_id, "", action=Action.COPY, message_id=ids[0], payload=payload),
        )
        await bench.settled()
    topic = await bench.desk.wait_for_topic()
    shown = [s for s in await bench.desk.history() if s.topic == topic and s.kind == "photo"]
    assert len({seen.raw["media_group_id"] for seen in shown}) == 1
    with bench.database.read() as session:
        kept = session.query(Copy).order_by(Copy.external_id).all()
    assert [one.message_id for one in kept] == ids
    assert [one.external_id for one in kept] == [seen.id for seen in shown]


async def test_a_card_is_pinned_changed_and_loses_its_buttons(lite_bench):
    bench = lite_bench
    case_id = bench.case()
    card = bench.in_topic(
        case_id,
        "",
        key="card",
        payload={"html": "Карточка", "topic": case_id, "keyboard": [[{"text": "Взять", "data": "take"}]]},
    )
    solved = {"sent_as": "card", "html": "Карточка 2", "keyboard": [[{"text": "Решено", "data": "d"}]]}
    later = [
        (Action.PIN, {"sent_as": "card"}),
        (Action.EDIT_TEXT, solved),
        (Action.EDIT_TEXT, solved),
        (Action.EDIT_KEYBOARD, {"sent_as": "card", "keyboard": None}),
        (Action.EDIT_TOPIC, {"topic": case_id, "name": f"№ {case_id} решено"}),
        (Action.CLOSE_TOPIC, {"topic": case_id}),
        (Action.CLOSE_TOPIC, {"topic": case_id}),
        (Action.REOPEN_TOPIC, {"topic": case_id}),
    ]
    async with bench.sender():
        bench.put(
            bench.in_topic(case_id, "", action=Action.PIN, lane="pin", payload={"sent_as": "card"}),
            bench.new_topic(case_id),
            card,
            *(bench.in_topic(case_id, "", action=action, payload=payload) for action, payload in later),
        )
        await bench.settled()
    assert {row.state for row in bench.rows()} == {"sent"}
    (topic,) = await bench.desk.topics()
    assert (topic["name"], topic["closed"]) == (f"№ {case_id} решено", False)
    seen = next(s for s in await bench.desk.history() if s.text == "Карточка 2")
    assert seen.buttons == []


async def test_invariant_11_the_token_reaches_no_log(lite_bench, maria, caplog):
    quiet_libraries()
    caplog.set_level(logging.DEBUG)
    quiet_libraries()
    people = lite_bench.telegram.people
    await people.add_fault("drop_before", method="sendMessage", count=1)
    await people.add_fault("bad_request", method="sendMessage", count=1, text="strange")
    async with lite_bench.poller(), lite_bench.sender():
        lite_bench.put(lite_bench.text(maria.id, "секрет"), lite_bench.text(maria.id, "второй"))
        await lite_bench.settled()
    assert lite_bench.telegram.token not in caplog.text
    assert "секрет" not in caplog.text


async def test_invariant_3_a_sender_killed_at_any_moment_loses_nothing(lite_bench, maria):
    """A real process, killed with SIGKILL while it sends, several times over."""
    bench, people = lite_bench, lite_bench.telegram.people
    others = [await people.customer(f"К{n}") for n in range(3)]
    for person in others:
        await person.start()
    everybody = [maria, *others]
    program = (
        "import asyncio, sys\n"
        "from bot.intake.wakeup import Wakeup\n"
        "from bot.sending.budgets import UNLIMITED\n"
        "from bot.sending.sender import Sender\n"
        "from bot.telegram.client import TelegramClient\n"
        "from store.database import Database\n"
        "async def main(url, token, base):\n"
        "    client = TelegramClient(token, base)\n"
        "    sender = Sender(Database(url), client, Wakeup(), limits=UNLIMITED, poll=0.05)\n"
        "    await sender.run(asyncio.Event())\n"
        "asyncio.run(main(*sys.argv[1:]))\n"
    )
    arguments = [str(bench.database.url), bench.telegram.token, bench.telegram.base_url]
    bench.put(*(bench.text(person.id, f"{n:03}") for n in range(30) for person in everybody))
    await people.add_fault("latency", method="sendMessage", seconds=0.02)
    for share in (30, 70):
        process = await create_subprocess_exec(
            sys.executable, "-c", program, *arguments, stdout=DEVNULL, stderr=DEVNULL
        )
        await bench.until(lambda share=share: sum(row.state == "sent" for row in bench.rows()) >= share)
        process.kill()
        await process.wait()
    async with bench.sender():
        await bench.settled()
    assert {row.state for row in bench.rows()} == {"sent"}
    doubles = 0
    for person in everybody:
        texts = [seen.text for seen in await from_bot(person)]
        assert texts == sorted(texts)
        assert set(texts) == {f"{n:03}" for n in range(30)}
        doubles += len(texts) - 30
    assert doubles <= sum(row.ambiguous for row in bench.rows())


async def test_a_picture_that_its_author_changed_changes_in_its_copy(lite_bench, maria, picture):
    bench = lite_bench
    case_id = bench.case()
    photo = await maria.send("photo", caption="Счёт")
    other = await maria.send("photo", picture.read_bytes(), caption="Другой")
    line = message(bench, case_id, maria.id, photo.id)
    payload = {"from_chat_id": maria.id, "external_ids": [photo.id], "topic": case_id}
    caption = {"message_id": line, "html": "Счёт за <b>май</b>"}
    media = {
        "message_id": line,
        "kind": "photo",
        "file_id": other.raw["photo"][-1]["file_id"],
        "html": "Счёт за июнь",
    }
    async with bench.sender():
        bench.put(
            bench.new_topic(case_id),
            bench.in_topic(case_id, "", action=Action.COPY, message_id=line, payload=payload),
            bench.in_topic(case_id, "", action=Action.EDIT_CAPTION, payload=caption),
        )
        await bench.settled()
        copy = await bench.desk.wait_for("Счёт за май")
        bench.put(bench.in_topic(case_id, "", action=Action.EDIT_MEDIA, payload=media))
        bench.put(
            bench.in_topic(
                case_id, "", key="voice", action=Action.EDIT_MEDIA, payload={**media, "kind": "voice"}
            )
        )
        await bench.settled()
    changed = await bench.desk.wait_for("Счёт за июнь")
    assert changed.id == copy.id
    assert bench.row("voice").state == "failed"
