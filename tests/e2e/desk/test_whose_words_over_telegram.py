"""Forwards, quotes, replaced files and refused copies, both ways, over HTTP as Telegram does it."""

from __future__ import annotations

import pytest

from handoff.package import build
from sim.people import Seen
from store.schema import Case
from tests.e2e.conftest import UNKNOWN, World

HIDDEN = {"kind": "hidden", "name": "Служба банка"}
CHANNEL = {"kind": "channel", "name": "Новости города"}
SCAM = "Ваша карта заблокирована, продиктуйте код из СМС"
REFUSED = "message can't be copied"


async def refuse(world: World, method: str, chat_id: int, text: str = REFUSED, count: int = 1) -> None:
    await world.customer.control.add_fault(
        "bad_request", method=method, chat_id=chat_id, text=text, count=count
    )


def file_of(seen: Seen) -> str:
    """What tells whether two pictures are one."""
    return str(seen.raw["photo"][-1]["file_unique_id"])


# -- whose words


@pytest.mark.parametrize("source", [HIDDEN, CHANNEL, {"kind": "chat", "name": "Соседи"}])
async def test_a_forwarded_line_alone_is_nobodys_question(world: World, source: dict[str, str]) -> None:
    async with world.bot():
        await world.customer.say(SCAM, forwarded_from=source)
        irina, _ = await world.handed_off("/human")
        card = await irina.wait_for("Вопроса нет, переслано от")
        assert f"«{source['name']}»" in card.text
        assert "Вопрос:" not in card.text


async def test_own_words_beside_a_forwarded_line_are_the_question(world: World) -> None:
    async with world.bot():
        await world.customer.say(SCAM, forwarded_from=HIDDEN)
        await world.customer.say(UNKNOWN)
        irina, _ = await world.handed_off()
        await irina.wait_for(f"Вопрос: {UNKNOWN}")
        await irina.wait_for("переслано от «Служба банка»")
    question = world.read(lambda session: build(session, session.get(Case, 1)).question)
    assert SCAM not in question


async def test_in_an_owned_case_forwards_and_answers_to_other_chats_say_whose_words(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.say(SCAM, forwarded_from=CHANNEL)
        shown = await irina.wait_for(SCAM)
        assert "🗣 Мария, переслано от канала «Новости города»:" in shown.text
        about = CHANNEL | {"text": "скидка 90%"}
        await world.customer.say("это вы обещали?", reply_elsewhere=about)
        shown = await irina.wait_for("это вы обещали?")
        assert "скидка 90%" in shown.text
        await world.customer.send("photo", caption="вот ещё", forwarded_from=HIDDEN)
        shown = await irina.wait_for("вот ещё")
        assert "переслано от «Служба банка»" in shown.text


async def test_the_parts_of_a_forwarded_album_keep_their_places(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        items = [{"kind": "photo", "number": number, "caption": f"№ {number}"} for number in (1, 2)]
        body = await world.customer.do("album", items=items, forwarded_from=HIDDEN)
        await irina.wait_for("№ 2")
        await world.settled()
        await world.customer.edit(body["messages"][1]["message_id"], "№ 2, крупнее")
        edited = await irina.wait_for("№ 2, крупнее")
        first = next(seen for seen in await irina.history() if seen.text.endswith("№ 1"))
        assert (edited.kind, first.edited) == ("photo", False)


async def test_lines_of_the_customer_carry_their_name(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.say("а когда придёт мастер?")
        assert (await irina.wait_for("а когда придёт мастер?")).text == "🗣 Мария: а когда придёт мастер?"
        await world.customer.send("photo", caption="вот дверь")
        assert (await irina.wait_for("вот дверь")).text == "🗣 Мария: вот дверь"


async def test_a_call_for_a_person_beside_a_forwarded_line_does_not_make_it_the_question(
    world: World,
) -> None:
    async with world.bot():
        await world.customer.say(SCAM, forwarded_from=HIDDEN)
        irina, _ = await world.handed_off()
        card = await irina.wait_for("Вопрос:")
        assert SCAM not in card.text


# -- edits


async def test_another_picture_of_the_agent_reaches_the_customer(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        sent = await irina.send("photo", caption="схема")
        old = await world.customer.wait_for("схема")
        await world.settled()
        new = await irina.replace_media(sent.id, "photo", number=2)
        now = await world.customer.wait_for(
            lambda seen: seen.kind == "photo" and file_of(seen) == file_of(new)
        )
        assert now.id == old.id
        await irina.edit(sent.id, "схема верная")
        assert (await world.customer.wait_for("схема верная")).id == old.id


async def test_an_agent_hears_that_a_replaced_file_did_not_arrive(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        sent = await irina.send("document", caption="договор")
        await world.customer.wait_for("договор")
        await world.settled()
        await refuse(world, "editMessageMedia", world.customer.id, "message can't be edited")
        await irina.replace_media(sent.id, "document", number=2, data=b"other", name="b.txt")
        await irina.wait_for("Замена файла до клиента не дошла, у него прежний")


async def test_another_picture_and_other_words_of_the_customer_are_both_shown(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        sent = await world.customer.send("photo", caption="счёт")
        shown = await irina.wait_for("счёт")
        await world.settled()
        new = await world.customer.replace_media(sent.id, "photo", number=2, caption="другой счёт")
        now = await irina.wait_for("другой счёт")
        assert now.id == shown.id
        assert "изменено" in now.text
        assert file_of(now) == file_of(new)


async def test_a_picture_replaced_before_the_handoff_is_the_one_that_is_carried(world: World) -> None:
    async with world.bot():
        sent = await world.customer.send("photo")
        await world.customer.wait_for("Фото получил")
        new = await world.customer.replace_media(sent.id, "photo", number=2)
        irina, _ = await world.handed_off()
        shown = await irina.wait_for(lambda seen: seen.kind == "photo")
        assert file_of(shown) == file_of(new)


async def test_an_edit_in_a_pending_burst_is_what_gets_answered(world: World) -> None:
    async with world.bot():
        asked = await world.customer.say("сколько стоит")
        await world.customer.edit(asked.id, "как сменить пароль wifi")
        await world.customer.wait_for(lambda seen: "парол" in seen.text.lower())


# -- what Telegram refuses to copy


async def test_protected_lines_of_agents_reach_the_customer_otherwise(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await irina.protect()
        await irina.say("Мастер придёт завтра")
        await world.customer.wait_for("Мастер придёт завтра")
        sent = await irina.send("photo", caption="пропуск")
        got = await world.customer.wait_for("пропуск")
        assert file_of(got) == file_of(sent)
        for kind in ("voice", "video", "document", "sticker", "video_note"):
            await irina.send(kind)
            await world.customer.wait_for(lambda seen, kind=kind: seen.kind == kind)
        await irina.location()
        await world.customer.wait_for(lambda seen: seen.kind == "location")
        await irina.album(caption="три двери")
        await world.customer.wait_for("три двери")
        await world.settled()
        pictures = [seen for seen in await world.customer.history() if seen.kind == "photo"]
        assert len(pictures) == 4


async def test_protected_lines_of_the_customer_are_shown_otherwise(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.protect()
        await world.customer.say("номер 17")
        await irina.wait_for("Мария: номер 17")
        await world.customer.send("document", caption="чек")
        assert (await irina.wait_for("чек")).kind == "document"
        await world.customer.album(caption="три счёта")
        await irina.wait_for("три счёта")
        await world.customer.contact()
        await irina.wait_for("Сообщение клиента показать здесь не получилось")


async def test_an_answer_whose_message_is_gone_goes_without_it(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await world.customer.say("раз")
        shown = await irina.wait_for("раз")
        await refuse(world, "copyMessage", world.customer.id, "message to be replied not found")
        await irina.say("отвечаю", reply_to=shown.id)
        await world.customer.wait_for("отвечаю")


async def test_a_caption_that_is_too_long_comes_apart_from_its_file(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        long = "дверь " * 170
        await world.customer.send("photo", caption=long.strip())
        await irina.wait_for(lambda seen: seen.kind == "text" and long.strip() in seen.text)
        await world.settled()
        shown = [seen.kind for seen in await irina.history() if seen.kind != "service"]
        assert shown[-2:] == ["photo", "text"]
        await refuse(world, "copyMessage", world.customer.id, "message caption is too long")
        await irina.send("photo", caption="ключ под ковриком")
        got = await world.customer.wait_for("ключ под ковриком")
        assert got.kind == "text"


async def test_a_file_without_its_words_is_told_as_such(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await refuse(world, "copyMessage", world.customer.id, "message caption is too long")
        await refuse(world, "sendMessage", world.customer.id, "can't parse entities", count=9)
        await irina.send("photo", caption="ключ под ковриком")
        await irina.wait_for("Файл клиент получил, а слова к нему не дошли")
        await world.settled()
        assert [seen.kind for seen in await world.customer.history()].count("photo") == 1


async def test_words_after_a_file_wait_for_telegram_and_the_file_goes_once(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        await refuse(world, "copyMessage", world.customer.id, "message caption is too long")
        control = world.customer.control
        await control.add_fault(
            "too_many_requests", method="sendMessage", chat_id=world.customer.id, retry_after=1, count=1
        )
        await irina.send("photo", caption="ключ под ковриком")
        await world.customer.wait_for("ключ под ковриком")
        await world.settled()
        assert [seen.kind for seen in await world.customer.history()].count("photo") == 1


async def test_a_file_that_is_too_big_is_told(world: World) -> None:
    async with world.bot():
        irina, _ = await world.taken()
        for method in ("copyMessage", "sendDocument"):
            await refuse(world, method, world.customer.id, "file is too big")
        await irina.send("document")
        await irina.wait_for("Сообщение до клиента не дошло")


# -- what came, by its kind


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("photo", "Фото получил"),
        ("video", "Видео получил"),
        ("video_note", "Видео получил"),
        ("animation", "Видео получил"),
        ("voice", "Голосовое сохранил"),
        ("audio", "Запись сохранил"),
        ("document", "Файл сохранил"),
    ],
)
async def test_what_came_is_called_what_it_is(world: World, kind: str, said: str) -> None:
    async with world.bot():
        await world.customer.send(kind)
        await world.customer.wait_for(said)
