"""Complaint 15, reopen or new case: a real question brings a case back to the agent who knows it, or to the
head of the queue where he is gone; later it is a new, linked case; «спасибо» opens nothing."""

from __future__ import annotations

from typing import Any

from bot.team import roles
from handoff import package as packages
from handoff.case import HEAD_OF_QUEUE, EventType, State
from store.database import Database
from store.schema import Case
from store.staff import Absence
from tests.integration.desk.scenes import assert_folds, events, line_with_people, of_number, press
from tests.integration.work.line import IRINA, Line

DAY = 24 * 3600.0


def closed(database: Database, plain: Any) -> Line:
    """Ирина has solved case 1, and the customer agrees."""
    line_with_people(database)
    line = Line(database, plain)
    line.owned()
    press(line, "done")
    case = line.case()
    line.presses(1, f"yes:{case.id}:{case.epoch}")
    line.work()
    assert line.case().state == State.CLOSED
    return line


def absent(line: Line, agent: int) -> None:
    """Somebody is ill."""
    with line.database.write() as session:
        person = roles.of_telegram(session, agent)
        assert person is not None
        session.add(Absence(person_id=person.id, since=line.now, by_id=person.id))


def test_thanks_open_nothing(database: Database, plain: Any) -> None:
    line = closed(database, plain)
    line.says(1, "спасибо большое!")
    line.work(seconds=5)
    assert line.case().state == State.CLOSED
    assert line.case().id == 1


def test_a_question_soon_after_goes_to_the_agent_who_knows_it(database: Database, plain: Any) -> None:
    line = closed(database, plain)
    line.work(3600)
    line.says(1, "опять не работает интернет")
    line.work(seconds=5)
    case = line.case()
    assert (case.id, case.state, case.owner_id) == (1, State.OWNED, case.last_agent_id)
    assert case.promised_at is not None
    assert "Ирина" in line.sent_to(1)[-1]
    assert f"tg://user?id={IRINA}" in "".join(line.sent_to(None))
    assert EventType.REOPENED in events(line)
    assert_folds(line)


def test_it_goes_to_the_head_of_the_queue_where_he_is_gone(database: Database, plain: Any) -> None:
    line = closed(database, plain)
    absent(line, IRINA)
    line.says(1, "опять не работает интернет")
    line.work(seconds=5)
    case = line.case()
    assert (case.id, case.state, case.priority) == (1, State.REOPENED, HEAD_OF_QUEUE)
    assert case.owner_id is None
    assert "Ответим" in line.sent_to(1)[-1]


def test_later_it_is_a_new_case_that_leads_to_the_old_one(database: Database, plain: Any) -> None:
    line = closed(database, plain)
    line.work(4 * DAY)
    line.says(1, "опять не работает интернет")
    line.work(seconds=5)
    case: Case = line.case()
    assert (case.id, case.previous_case_id) == (2, 1)
    assert of_number(line, 1).state == State.CLOSED
    assert line.read(lambda session: packages.build(session, case)).previous_case == 1
    assert any("До этого было:" in said and "№ 1" in said for said in line.sent_to(None))


def test_not_solved_goes_back_to_the_same_agent_with_a_new_promise(database: Database, plain: Any) -> None:
    line_with_people(database)
    line = Line(database, plain)
    line.owned()
    press(line, "done")
    line.says(1, "нет, так и не работает")
    line.work()
    case = line.case()
    assert (case.state, case.owner_id) == (State.OWNED, case.last_agent_id)
    assert case.promised_at is not None
    assert "снова занимается Ирина" in line.sent_to(1)[-1]
    assert "Ответим" in line.sent_to(1)[-1]


def test_complaint_16_who_gets_it_back_and_says_nothing_loses_it(database: Database, plain: Any) -> None:
    line = closed(database, plain)
    line.says(1, "опять не работает интернет")
    line.work(seconds=5)
    line.work(31 * 60)
    case = line.case()
    assert (case.state, case.owner_id) == (State.QUEUED, None)
    assert case.priority == HEAD_OF_QUEUE
