"""What agents and strangers do at awkward moments: notes, races, old buttons, long silences, long texts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.telegram import limits
from handoff.case import State
from store.schema import Message, Note, Outbox, Thread
from tests.integration.work.line import IRINA, PAVEL, QUESTION, Line, photo


def test_invariant_8_a_note_under_one_picture_of_an_album_keeps_all_inside(line: Line) -> None:
    topic = line.owned()
    before = line.sent_to(1)
    line.agent_says(IRINA, topic, media_group_id="n", **photo(1))
    line.agent_says(
        IRINA, topic, caption=" // паспорт клиента, не показывать", media_group_id="n", **photo(2)
    )
    line.agent_says(IRINA, topic, media_group_id="n", **photo(3))
    line.work(seconds=5)
    assert line.sent_to(1) == before
    assert line.read(lambda s: s.scalar(select(func.count()).select_from(Note))) == 3
    assert line.read(lambda s: s.scalar(select(Message.id).where(Message.author_kind == "agent"))) is None


def test_a_note_that_is_edited_stays_a_note(line: Line) -> None:
    topic = line.owned()
    before = line.sent_to(1)
    noted = line.agent_says(IRINA, topic, "// ждёт возврата")
    line.work()
    edited = {"message_id": noted, "message_thread_id": topic, "is_topic_message": True}
    for text in ("// ждёт возврата с мая", "ждёт возврата"):
        message = line._message(noted, IRINA, {"id": -1_001_000_000_001, "type": "supergroup"}, text, {})
        line.arrives(edited_message=message | edited | {"edit_date": 1})
    line.work()
    assert line.sent_to(1) == before
    assert line.read(lambda s: s.scalars(select(Note.text).order_by(Note.id)).all()) == [
        "ждёт возврата", "ждёт возврата с мая",
    ]  # fmt: skip
    assert "правки не увидит" in line.sent_to(None)[-1]


def test_a_topic_in_a_foreign_group_shows_nobody_s_case(line: Line) -> None:
    """Anybody may add the bot to a forum of his own and give a topic the name of a case."""
    line.says(1, QUESTION)
    line.work(seconds=5)
    made = {
        "message_id": 7, "date": 1, "chat": {"id": -100777, "type": "supergroup", "is_forum": True},
        "from": {"id": 666, "is_bot": False, "first_name": "Чужой"},
        "message_thread_id": 7, "is_topic_message": True,
        "forum_topic_created": {"name": "№ 1 · Клиент", "icon_color": 1},
    }  # fmt: skip
    line.arrives(message=made)
    line.work()
    assert line.read(lambda s: s.scalar(select(Thread.id))) is None


def test_the_loser_of_a_race_is_told_the_winner_and_an_old_button_nothing_wrong(line: Line) -> None:
    line.says(1, "позовите оператора")
    line.work()
    topic = line.topic()
    for agent in (IRINA, PAVEL):
        line.agent_presses(agent, topic, "take:1:1")
    line.work()
    words = line.read(
        lambda s: [
            p.get("text")
            for p in s.scalars(
                select(Outbox.payload).where(Outbox.action == "answer_press").order_by(Outbox.id)
            )
        ]
    )
    assert words[-1] == "Уже взято: Ирина"


def test_an_owner_does_not_lose_the_case_while_the_customer_thinks(line: Line) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "какой у вас договор?")
    line.work()
    line.work(seconds=45 * 60)
    assert line.case().state == State.OWNED
    line.says(1, "77123456")
    line.work(seconds=29 * 60)
    assert line.case().state == State.OWNED, "the whole lease is there to answer"
    line.work(seconds=2 * 60)
    assert line.case().state == State.QUEUED
    assert line.sent_to(1)[-1].startswith("Специалист отошёл")


def test_a_customer_who_never_answers_holds_nobody_for_ever(line: Line) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "какой у вас договор?")
    for _ in range(60):
        line.work(seconds=30 * 60)
    assert line.case().state == State.QUEUED


# -- texts and buttons of any size


@pytest.mark.parametrize("text", ["<b>&" * 1000, "🧑‍🚒" * 800, "слово " * 680])
def test_the_card_and_the_talk_fit_one_message_each(line: Line, text: str) -> None:
    for _ in range(6):
        line.says(1, text[:4096])
    line.says(1, "позовите оператора")
    line.work(seconds=5)
    assert line.case().state == State.QUEUED
    rows = line.read(lambda s: s.scalars(select(Outbox.payload).where(Outbox.lane == "topic:1")).all())
    for payload in rows:
        assert limits.length(payload.get("html", "")) <= limits.TEXT


def test_presses_of_old_buttons_do_nothing_and_are_answered(line: Line) -> None:
    line.says(1, QUESTION)
    line.work(seconds=5)
    old = line.buttons_of(1)
    line.says(1, "позовите оператора")
    line.work()
    before = line.sent_to(1)
    for data in old:
        if not data.startswith("human"):
            line.presses(1, data)
    for data in (
        "up",
        "up:x",
        "up:1:99999",
        "entry:nothing",
        "rate:1:9",
        "",
        "::::",
        "take:1:1",
        "topic:" + "я" * 29,
    ):
        line.presses(1, data)
    line.work()
    assert line.case().state == State.QUEUED
    assert [said for said in line.sent_to(1)[len(before) :] if "👍" in said] == []
    presses = line.read(
        lambda s: s.scalar(select(func.count()).select_from(Outbox).where(Outbox.action == "answer_press"))
    )
    assert presses == len([data for data in old if not data.startswith("human")]) + 9


def test_no_button_carries_more_than_telegram_takes(line: Line) -> None:
    line.says(1, QUESTION)
    line.work(seconds=5)
    line.says(2, "/start")
    line.work(seconds=5)
    for data in (*line.buttons_of(1), *line.buttons_of(2), *line.buttons_of(None)):
        verb, *parts = data.split(":")
        widest = ":".join([verb, *("9" * 9 if part.isdecimal() else part for part in parts)])
        assert len(widest.encode()) <= 64


def test_the_clock_of_the_test_is_not_the_machine_s(line: Line) -> None:
    line.says(1, "позовите оператора")
    line.work()
    assert line.case().queued_at == line.now
    assert line.case().promised_at - line.now == timedelta(minutes=15)
