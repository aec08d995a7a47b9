"""The world without HTTP: numbering, privacy, memory bounds, clock, journal, buttons, files."""

import asyncio

import pytest
from telegram.constants import ReactionEmoji

from sim import demo, keyboards, media, samples
from sim.clock import VirtualClock
from sim.errors import ApiError
from sim.files import FileStore, image_size
from sim.journal import Journal
from sim.messages import Message
from sim.reactions import ALLOWED_EMOJI
from sim.updates import UpdateQueue
from sim.world import Options, World


@pytest.fixture
def world() -> World:
    return World(token="1:x", clock=VirtualClock(1_700_000_000.0), options=Options(history_limit=5))


def test_private_chats_share_a_numbering_and_groups_have_their_own(world: World) -> None:
    maria, john = world.add_user("Мария"), world.add_user("John")
    group = world.add_group("Группа", [john])
    ids = [world.post(Message(world.chats[user.id], user, {"text": "?"})).id for user in (maria, john, maria)]
    assert ids == [1, 2, 3]
    assert [world.post(Message(group, john, {"text": "?"})).id for _ in range(2)] == [2, 3]


def test_old_messages_are_dropped_when_memory_is_bounded(world: World) -> None:
    maria = world.add_user("Мария")
    chat = world.chats[maria.id]
    for _ in range(8):
        world.post(Message(chat, maria, {"text": "?"}))
    assert list(chat.messages) == [4, 5, 6, 7, 8]


def test_a_bot_that_is_no_admin_sees_commands_only(world: World) -> None:
    irina = world.add_user("Ирина")
    group = world.add_group("Группа", [irina])
    group.members[world.bot.id].status = "member"
    world.post(Message(group, irina, {"text": "между нами"}))
    assert len(world.updates) == 0
    command = [{"type": "bot_command", "offset": 0, "length": 5}]
    world.post(Message(group, irina, {"text": "/help", "entities": command}))
    assert len(world.updates) == 1


def test_the_demo_world_has_fixed_ids(world: World) -> None:
    demo.furnish(world)
    assert {demo.MARIA_ID, demo.JOHN_ID, demo.GROUP_ID, demo.IRINA_ID} <= set(world.chats)
    assert world.bot_member(world.chats[demo.GROUP_ID]).may("can_manage_topics")


async def test_updates_older_than_a_day_are_not_queued() -> None:
    clock = VirtualClock(1_700_000_000.0)
    queue = UpdateQueue(clock)
    assert queue.push("message", {}, order_key="c", date=clock.now() - 24 * 3600) is None
    assert queue.push("message", {}, order_key="c", date=clock.now() - 24 * 3600 + 1) is not None
    assert queue.push("message_reaction", {}, order_key="c") is None
    with pytest.raises(ValueError, match="pending"):
        queue.renumber(1)


async def test_limits_and_offsets_of_get_updates() -> None:
    queue = UpdateQueue(VirtualClock(0.0), first_id=10)
    for _ in range(5):
        queue.push("message", {}, order_key="c")
    assert [one["update_id"] for one in await queue.get(limit=2)] == [10, 11]
    assert [one["update_id"] for one in await queue.get(offset=-2)] == [13, 14]
    assert [one["update_id"] for one in await queue.get(offset=12)] == [13, 14]
    assert [one["update_id"] for one in await queue.get(offset=5000)] == [13, 14]
    assert queue.confirmed == 3


async def test_a_virtual_clock_wakes_sleepers_in_order() -> None:
    clock = VirtualClock(0.0)
    woken: list[int] = []

    async def sleep(seconds: int) -> None:
        await clock.sleep(seconds)
        woken.append(seconds)

    tasks = [asyncio.create_task(sleep(seconds)) for seconds in (5, 1, 3)]
    await asyncio.sleep(0)
    clock.advance(3)
    await asyncio.gather(*tasks[1:])
    assert woken == [1, 3]
    clock.advance(2)
    await tasks[0]
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)


def test_the_journal_is_bounded_and_filtered() -> None:
    journal = Journal(keep=3)
    for number in range(5):
        journal.write(time=0, method="sendMessage", params={"chat_id": number}, result={}, applied=True)
    assert [entry.seq for entry in journal.read()] == [3, 4, 5]
    assert [entry.seq for entry in journal.read(after=4)] == [5]
    assert [entry.chat_id for entry in journal.read(chat_id=3)] == [3]
    assert journal.calls["sendMessage"] == 5


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ({"inline_keyboard": [[{"text": "?"}]]}, "text buttons are unallowed"),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, "Text must be non-empty"),
        ({"inline_keyboard": [[{"text": "?", "callback_data": ""}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "?", "callback_data": "я" * 33}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "?", "url": "nowhere"}]]}, "Wrong HTTP URL"),
        ({"inline_keyboard": ["?"]}, "Array of Array"),
        ({"inline_keyboard": [[{"text": "?", "callback_data": "x"}] * 101]}, "too long"),
        ({"keyboard": [[{"text": ""}]]}, "must be of type String"),
        ({"nothing": 1}, "reply markup"),
    ],
)
def test_bad_keyboards(markup: dict[str, object], error: str) -> None:
    with pytest.raises(ApiError, match=error):
        keyboards.split(markup)


def test_files_are_bounded_and_keep_their_kind() -> None:
    store = FileStore(keep=1)
    first = store.add("document", b"a", name="a.txt")
    second = store.add("photo", samples.photo(1).data)
    assert store.find(first.id) is None
    assert store.at(second.path) is second
    with pytest.raises(ApiError, match="can't use file of type Photo as Document"):
        media.check_kind(second, "document")


def test_reactions_are_those_of_the_bot_api() -> None:
    assert {emoji.value for emoji in ReactionEmoji} == ALLOWED_EMOJI


def test_sizes_of_pictures() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x10\x00\x20" + b"\0" * 20
    assert image_size(samples.photo(1).data) == (640, 480)
    assert image_size(jpeg) == (32, 16)
    assert image_size(b"GIF89a\x05\x00\x06\x00") == (5, 6)
    assert image_size(b"text") is None


def test_new_people_are_nobody_whom_a_bot_remembers_from_an_earlier_world() -> None:
    earlier, later = (World(token="1:x", options=Options(ids_after=after)) for after in (100, 400))
    assert earlier.add_user("Олег").id < later.add_user("Нина").id - 200
