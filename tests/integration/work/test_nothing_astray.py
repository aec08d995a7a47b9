"""What customers do at awkward moments, and that nothing of it is lost, doubled or misunderstood."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handoff.case import Reason, State
from handoff.package import build
from store.schema import Case, Message, Outbox
from tests.integration.work.line import IRINA, QUESTION, STICKER, UNKNOWN, Line, photo

# -- «Решено»


@pytest.mark.parametrize(
    "words", ["спасибо", "да, всё заработало, спасибо вам большое", "👍", "решено", "ok, works"]
)
def test_a_yes_in_words_closes_the_case(line: Line, words: str) -> None:
    line.solved()
    line.says(1, words)
    line.work()
    assert (line.case().state, line.case().confirmed) == (State.CLOSED, True)


@pytest.mark.parametrize(
    "words", ["нет", "спасибо, но не работает", "спасибо, а когда вернут деньги?", "опять пропал"]
)
def test_a_no_in_words_brings_the_case_back(line: Line, words: str) -> None:
    line.solved()
    line.says(1, words)
    line.work()
    assert line.case().state == State.OWNED  # by the agent who knows it
    assert words in line.sent_to(None)


def test_a_sticker_says_neither_yes_nor_no(line: Line) -> None:
    line.solved()
    line.says(1, **STICKER)
    line.work()
    assert line.case().state == State.SOLVED
    assert "[sticker]" in line.sent_to(None)


def test_an_album_after_solved_arrives_as_one(line: Line) -> None:
    line.solved()
    line.says(1, caption="вот, всё ещё так", media_group_id="a", **photo(1))
    line.says(1, media_group_id="a", **photo(2))
    line.work(seconds=5)
    assert line.case().state == State.OWNED
    copies = line.read(lambda s: list(s.scalars(select(Outbox.payload).where(Outbox.action == "copy"))))
    assert [len(copy["message_ids"]) for copy in copies] == [2]


def test_an_agent_who_goes_on_writing_after_solved_has_the_case_again(line: Line) -> None:
    topic = line.solved()
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


def test_thirty_messages_are_one_burst(line: Line) -> None:
    for number in range(30):
        line.says(1, f"{QUESTION} {number}")
    line.work(seconds=13)
    assert len(line.sent_to(1)) == 1


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
    topic = line.solved()
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
    topic = line.solved()
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


@pytest.mark.parametrize("words", ["нет, спасибо", "no thanks"])
def test_who_declines_has_not_said_that_it_is_solved(line: Line, words: str) -> None:
    line.solved()
    line.says(1, words)
    line.work(seconds=5)
    assert line.case().state == "solved"
