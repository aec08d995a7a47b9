"""A question picked from the menu while people have the case is neither lost nor answered over their heads.
Complaints 1 (the bot talks over the human) and 15 (a new topic is a case of its own)."""

from __future__ import annotations

from handoff.case import EventType, State
from handoff.unanswered import unanswered
from kb import demo_company
from kb.entry import title_in
from store.database import Database
from tests.e2e.interleavings import services
from tests.integration.desk.scenes import configured, events, of_number
from tests.integration.work.line import IRINA, Line

ENTRY = min(demo_company.entries(), key=lambda entry: entry.id)
TITLE = title_in(ENTRY, "ru")


def test_it_goes_to_whoever_has_the_case_and_the_bot_is_silent(sqlite_database: Database) -> None:
    line = Line(sqlite_database)
    line.owned()
    line.presses(1, f"entry:{ENTRY.id}")
    line.presses(1, f"entry:{ENTRY.id}")
    line.work()
    told = [said for said in line.sent_to(1) if TITLE in said]
    assert len(told) == 1
    assert "Ирина увидит" in told[0]
    assert [said for said in line.sent_to(None) if "выбрал в меню" in said] == [
        f"🗣 Клиент выбрал в меню: «{TITLE}»"
    ]
    assert EventType.ANSWERED not in events(line)
    assert line.case().id == 1


def test_one_press_makes_it_another_question_that_the_bot_answers(sqlite_database: Database) -> None:
    line = Line(sqlite_database)
    line.owned()
    line.presses(1, f"entry:{ENTRY.id}")
    line.work()
    apart = [data for data in line.buttons_of(1) if data.startswith("apart:")][-1]
    line.presses(1, apart)
    line.presses(1, apart)
    line.work()
    assert (line.case().id, line.case().state) == (2, State.ANSWERING)
    assert events(line).count(EventType.ANSWERED) == 1
    assert of_number(line, 1).state == State.OWNED
    assert any("другой вопрос" in said and "№ 2" in said for said in line.sent_to(None))


def test_another_question_leaves_nothing_to_wait_for_in_the_first(database: Database) -> None:
    """The menu word alone had started the clocks: no warning, no breach, no lost lease."""
    line = Line(database, configured(services(), sla="-/30/-"))
    line.agent_says(IRINA, line.owned(), "Проверьте, горит ли лампочка?")
    line.work()
    line.presses(1, f"entry:{ENTRY.id}")
    line.work(60)
    line.presses(1, [data for data in line.buttons_of(1) if data.startswith("apart:")][-1])
    for _hour in range(20):
        line.work(3600)
    assert {EventType.DEADLINE_NEAR, EventType.DEADLINE_MISSED}.isdisjoint(events(line, 1))
    assert of_number(line, 1).state == State.OWNED
    assert line.read(lambda session: unanswered(session, line.now)) == []


def test_what_he_wrote_himself_still_waits(database: Database) -> None:
    line = Line(database, configured(services(), sla="-/30/-"))
    line.agent_says(IRINA, line.owned(), "Проверьте, горит ли лампочка?")
    line.work()
    line.says(1, "не горит")
    line.presses(1, f"entry:{ENTRY.id}")
    line.work()
    line.presses(1, [data for data in line.buttons_of(1) if data.startswith("apart:")][-1])
    line.work(29 * 60)
    assert EventType.DEADLINE_NEAR in events(line, 1)
    assert [one.case_id for one in line.read(lambda session: unanswered(session, line.now))] == [1]


def test_it_is_the_answer_of_a_customer_who_was_waited_for(sqlite_database: Database) -> None:
    line = Line(sqlite_database)
    topic = line.owned()
    line.agent_presses(IRINA, topic, f"await:1:{line.case().epoch}")
    line.work()
    assert line.case().state == State.WAITING_CUSTOMER
    line.presses(1, f"entry:{ENTRY.id}")
    line.work()
    assert line.case().state == State.OWNED


def test_beside_a_solved_case_it_is_a_new_question_at_once(sqlite_database: Database) -> None:
    line = Line(sqlite_database)
    topic = line.owned()
    line.agent_presses(IRINA, topic, f"done:1:{line.case().epoch}")
    line.work()
    line.presses(1, f"entry:{ENTRY.id}")
    line.work()
    assert of_number(line, 1).state == State.SOLVED, "picking a question says nothing of the solution"
    assert (line.case().id, line.case().state) == (2, State.ANSWERING)
