"""Details asked before a handoff: one by one, each once, and no way to get stuck in them."""

from __future__ import annotations

from handoff import ledger
from handoff.case import EventType, State, fold
from handoff.package import build
from store.schema import Case
from tests.e2e.interleavings import services
from tests.integration.work.line import STICKER, UNKNOWN, Line, photo


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
    line.says(1, "мой номер договора 77123456")
    line.work(seconds=5)
    in_details(line)
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
