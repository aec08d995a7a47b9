"""What customers and agents do at awkward moments, and that nothing of it is lost, doubled or leaked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.telegram import limits
from handoff import ledger
from handoff.case import EventType, Reason, State, fold
from handoff.package import build
from store.database import Database
from store.schema import Case, Message, Note, Outbox, Thread
from tests.e2e.interleavings import services
from tests.integration.work.line import IRINA, PAVEL, Line

QUESTION = "как сменить пароль wifi"
UNKNOWN = "сколько стоит абонемент в бассейн и есть ли там сауна"


@pytest.fixture
def line(sqlite_database: Database) -> Line:
    return Line(sqlite_database)


def solved(line: Line) -> int:
    topic = line.owned()
    line.agent_presses(IRINA, topic, f"done:1:{line.case().epoch}")
    line.work()
    assert line.case().state == State.SOLVED
    return topic


def photo(number: int = 1) -> dict[str, object]:
    return {"photo": [{"file_id": f"p{number}", "file_unique_id": f"p{number}", "width": 9, "height": 9}]}


STICKER = {
    "sticker": {
        "file_id": "s", "file_unique_id": "s", "width": 9, "height": 9,
        "is_animated": False, "is_video": False, "type": "regular",
    }
}  # fmt: skip


# -- «Решено»


@pytest.mark.parametrize(
    "words", ["спасибо", "да, всё заработало, спасибо вам большое", "👍", "решено", "ok, works"]
)
def test_a_yes_in_words_closes_the_case(line: Line, words: str) -> None:
    solved(line)
    line.says(1, words)
    line.work()
    assert (line.case().state, line.case().confirmed) == (State.CLOSED, True)


@pytest.mark.parametrize(
    "words", ["нет", "спасибо, но не работает", "спасибо, а когда вернут деньги?", "опять пропал"]
)
def test_a_no_in_words_brings_the_case_back(line: Line, words: str) -> None:
    solved(line)
    line.says(1, words)
    line.work()
    assert line.case().state == State.OWNED  # by the agent who knows it
    assert words in line.sent_to(None)


def test_a_sticker_says_neither_yes_nor_no(line: Line) -> None:
    solved(line)
    line.says(1, **STICKER)
    line.work()
    assert line.case().state == State.SOLVED
    assert "[sticker]" in line.sent_to(None)


def test_an_album_after_solved_arrives_as_one(line: Line) -> None:
    solved(line)
    line.says(1, caption="вот, всё ещё так", media_group_id="a", **photo(1))
    line.says(1, media_group_id="a", **photo(2))
    line.work(seconds=5)
    assert line.case().state == State.OWNED
    copies = line.read(lambda s: list(s.scalars(select(Outbox.payload).where(Outbox.action == "copy"))))
    assert [len(copy["message_ids"]) for copy in copies] == [2]


def test_an_agent_who_goes_on_writing_after_solved_has_the_case_again(line: Line) -> None:
    topic = solved(line)
    line.agent_says(IRINA, topic, "и ещё одно")
    line.work()
    assert line.case().state == State.OWNED
    assert line.sent_to(1)[-1] == "и ещё одно"
    line.presses(1, "yes:1:1")
    line.work()
    assert line.case().state == State.OWNED


# -- albums, edits, answers


def test_an_album_torn_by_a_handoff_arrives_whole(line: Line) -> None:
    line.says(1, UNKNOWN)
    line.says(1, media_group_id="a", **photo(1))
    line.says(1, "позовите оператора")
    line.says(1, media_group_id="a", **photo(2))
    line.work(seconds=5)
    copies = line.read(lambda s: list(s.scalars(select(Outbox.payload).where(Outbox.action == "copy"))))
    assert sum(len(copy["message_ids"]) for copy in copies) == 2


def test_an_edit_after_the_case_is_over_starts_nothing(line: Line) -> None:
    asked = line.says(1, QUESTION)
    line.work(seconds=5)
    up = next(data for data in line.buttons_of(1) if data.startswith("up:"))
    line.presses(1, up)
    line.work()
    before = line.sent_to(1)
    line.edits(1, asked, QUESTION + "?")
    line.work(seconds=5)
    assert line.sent_to(1) == before
    assert line.case().state == State.CLOSED


def test_an_edit_in_a_closed_case_of_people_is_shown_to_them(line: Line) -> None:
    topic = line.owned()
    said = line.says(1, "номер 1111")
    line.work()
    line.agent_presses(IRINA, topic, f"done:1:{line.case().epoch}")
    line.work()
    line.presses(1, f"yes:1:{line.case().epoch}")
    line.work()
    line.edits(1, said, "номер 2222")
    line.work(seconds=5)
    edits = line.read(lambda s: s.scalars(select(Outbox.payload).where(Outbox.lane == "topic:1")).all())
    assert any("номер 2222" in payload.get("html", "") for payload in edits)
    assert line.case().state == State.CLOSED


def test_a_command_does_not_swallow_the_question_before_it(line: Line) -> None:
    line.says(1, QUESTION)
    line.says(1, "/status")
    line.work(seconds=5)
    assert any(data.startswith("up:") for data in line.buttons_of(1))


@pytest.mark.parametrize("text", ["/ привет", "/etc/hosts не открывается", "/", "//"])
def test_a_slash_alone_makes_no_command(line: Line, text: str) -> None:
    line.says(1, text)
    line.work(seconds=5)
    assert line.read(lambda s: s.scalar(select(Message.text))) == text


def test_a_picture_with_a_command_under_it_is_kept(line: Line) -> None:
    line.says(1, caption="/start", **photo())
    line.work(seconds=5)
    assert line.read(lambda s: s.scalar(select(Message.kind))) == "photo"


# -- cases beside each other


def test_a_person_called_from_an_old_answer_gets_that_answer_too(line: Line) -> None:
    line.says(1, QUESTION)
    line.work(seconds=5)
    human = next(data for data in line.buttons_of(1) if data.startswith("human:"))
    line.work(seconds=13 * 3600)
    assert line.case().state == State.CLOSED
    line.presses(1, human)
    line.work()
    case = line.case()
    assert (case.id, case.state, case.reason) == (1, State.QUEUED, Reason.ASKED)
    package = line.read(lambda s: build(s, s.get_one(Case, 1)))
    assert package.question == QUESTION
    assert package.tried


def test_an_answer_without_reaction_closes_by_time(line: Line) -> None:
    line.says(1, QUESTION)
    line.work(seconds=5)
    line.work(seconds=13 * 3600)
    assert (line.case().state, line.case().confirmed) == (State.CLOSED, False)


def test_while_people_have_a_case_all_goes_there_and_the_bot_is_silent(line: Line) -> None:
    """An agent opens a closed case again while line zero talks about another question."""
    topic = solved(line)
    line.presses(1, f"yes:1:{line.case().epoch}")
    line.work()
    line.says(1, QUESTION)
    line.work(seconds=5)
    assert line.case().id == 2
    line.agent_presses(IRINA, topic, f"reopen:1:{line.read(lambda s: s.get_one(Case, 1)).epoch}")
    line.work()
    said = len(line.sent_to(1))
    line.says(1, "а как поменять тариф")
    line.work(seconds=5)
    assert "а как поменять тариф" in line.sent_to(None)
    assert len(line.sent_to(1)) == said


def test_a_burst_under_way_when_a_case_is_opened_again_reaches_the_agent(line: Line) -> None:
    topic = solved(line)
    line.presses(1, f"yes:1:{line.case().epoch}")
    line.work()
    line.says(1, UNKNOWN)
    line.work()
    line.agent_presses(IRINA, topic, f"reopen:1:{line.case().epoch}")
    line.work(seconds=5)
    assert UNKNOWN in line.sent_to(None)


def test_the_same_answer_is_given_twice_and_then_a_person(line: Line) -> None:
    for _ in range(3):
        line.says(1, QUESTION)
        line.work(seconds=5)
    assert line.case().state in (State.QUEUED, State.DETAILS)


# -- agents


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


# -- details


def in_details(line: Line, words: str = UNKNOWN) -> str:
    """The customer rejects an answer that needs details, and asks something that nobody can answer."""
    knowledge = services().knowledge
    entries = knowledge.index.snapshot.entries.values()
    entry = next(entry for entry in entries if {"contract_number", "address"} <= set(entry.details))
    line.presses(1, f"entry:{entry.id}")
    line.work()
    line.presses(1, next(data for data in line.buttons_of(1) if data.startswith("down:")))
    line.says(1, words)
    line.work(seconds=5)
    assert line.case().state == State.DETAILS
    return asked(line)


def asked(line: Line) -> str:
    log = line.read(lambda s: ledger.events(s, 1))
    return [event.payload["detail"] for event in log if event.type is EventType.DETAIL_ASKED][-1]


def details(line: Line) -> dict[str, str]:
    found: dict[str, str] = line.read(lambda s: build(s, s.get_one(Case, 1))).details
    return found


def finish(line: Line) -> None:
    for _ in range(4):
        if line.case().state == State.DETAILS:
            line.says(1, "пропустить")
            line.work()


def test_details_are_asked_one_by_one_each_once(line: Line) -> None:
    first = in_details(line)
    line.says(1, "77123456")
    line.work()
    assert details(line)[first] == "77123456"
    finish(line)
    assert line.case().state == State.QUEUED
    log = line.read(lambda s: ledger.events(s, 1))
    names = [event.payload["detail"] for event in log if event.type is EventType.DETAIL_ASKED]
    assert len(names) == len(set(names))
    assert fold(log) == ledger.state_of(line.case())


def test_asking_for_a_person_ends_the_questions(line: Line) -> None:
    in_details(line)
    line.says(1, "просто позовите оператора")
    line.work()
    assert line.case().state == State.QUEUED


def test_silence_ends_the_questions(line: Line) -> None:
    in_details(line)
    line.work(seconds=601)
    assert line.case().state == State.QUEUED


def test_thanks_and_stickers_are_no_details(line: Line) -> None:
    in_details(line)
    line.says(1, "спасибо")
    line.says(1, **STICKER)
    line.work(seconds=5)
    assert line.case().state == State.DETAILS
    assert not details(line)


def test_a_question_instead_of_a_detail_goes_to_people_at_once(line: Line) -> None:
    in_details(line)
    line.says(1, "а сколько ждать мастера?")
    line.work(seconds=5)
    assert line.case().state == State.QUEUED
    assert not details(line)


def test_a_picture_given_as_a_detail_is_one_and_its_album_answers_no_other(line: Line) -> None:
    first = in_details(line)
    line.says(1, media_group_id="d", **photo(1))
    line.says(1, media_group_id="d", **photo(2))
    line.work(seconds=5)
    assert details(line) == {first: "[photo]"}


def test_an_edited_detail_is_corrected(line: Line) -> None:
    first = in_details(line)
    given = line.says(1, "77123456")
    line.work()
    line.edits(1, given, "77123457")
    line.work()
    assert details(line)[first] == "77123457"


def test_what_was_said_already_is_not_asked(line: Line) -> None:
    in_details(line, f"договор 77123456, {UNKNOWN}")
    finish(line)
    log = line.read(lambda s: ledger.events(s, 1))
    names = {event.payload["detail"] for event in log if event.type is EventType.DETAIL_ASKED}
    assert "contract_number" not in names
    assert details(line)["contract_number"] == "77123456"
    assert line.case().state == State.QUEUED


def test_a_menu_entry_during_the_questions_is_answered_and_the_talk_goes_on(line: Line) -> None:
    in_details(line)
    line.says(1, "/start")
    line.work()
    line.presses(1, next(data for data in line.buttons_of(1) if data.startswith("entry:pay")))
    line.work()
    assert line.case().state == State.ANSWERING
    line.presses(1, [data for data in line.buttons_of(1) if data.startswith("up:")][-1])
    line.work()
    assert line.case().state == State.CLOSED


# -- sizes


def test_thirty_messages_are_one_burst(line: Line) -> None:
    for number in range(30):
        line.says(1, f"{QUESTION} {number}")
    line.work(seconds=13)
    assert len(line.sent_to(1)) == 1


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
