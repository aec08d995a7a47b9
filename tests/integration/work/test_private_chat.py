"""Agents work in their private chat with the bot: current case, replies, notes; and nothing else that is
written there ever reaches a customer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.team.roles import Role
from handoff import ledger
from handoff.case import CUSTOMER, Event, EventType, State
from store.authoring import StaffChat
from store.database import Database
from store.schema import Base, Case, Message, Note, Outbox
from store.staff import AgentProfile
from tests.integration.work.line import IRINA, PAVEL, employ
from tests.integration.work.staffed import Staffed

SECRET = "Черновик: возврат только через руководителя"


@pytest.fixture
def line(sqlite_database: Database) -> Staffed:
    line = Staffed(sqlite_database)
    for role in (Role.EDITOR, Role.SUPERVISOR):
        employ(sqlite_database, IRINA, role=role)
    return line


def current(line: Staffed) -> int | None:
    found: int | None = line.read(lambda s: s.get(AgentProfile, line.person_id(IRINA)).case_id)
    return found


def customers_line(line: Staffed, text: str) -> Message:
    found: Message = line.read(
        lambda s: s.scalars(
            select(Message).where(Message.text == text, Message.author_kind == "customer")
        ).one()
    )
    return found


def test_what_he_writes_goes_to_the_customer_and_stands_in_the_topic(line: Staffed) -> None:
    line.at_work_here()
    line.says(IRINA, "Здравствуйте, смотрю")
    line.says(IRINA, "Проверила счёт: всё верно")
    line.work()
    assert line.sent_to(1)[-2:] == ["Здравствуйте, смотрю", "Проверила счёт: всё верно"]
    lane = f"mirror:{line.case().id}"
    shown = line.read(
        lambda s: s.scalars(
            select(Outbox.payload).where(Outbox.lane == lane, Outbox.state == "pending")
        ).all()
    )
    assert len(shown) == 1, "lines that wait are joined"
    assert "смотрю" in shown[0]["html"]
    assert "Проверила счёт" in shown[0]["html"]
    wrote = [event for event in line.events() if event.type is EventType.AGENT_WROTE]
    assert [event.actor.id for event in wrote] == [line.person_id(IRINA)] * 2


def test_the_customers_lines_come_here_and_their_edits_too(line: Staffed) -> None:
    line.at_work_here()
    said = line.says(1, "номер 1111")
    line.work()
    assert "номер 1111" in line.sent_to(IRINA)
    line.edits(1, said, "номер 2222")
    line.work()
    edits = line.read(
        lambda s: s.scalars(
            select(Outbox.payload).where(Outbox.chat_id == IRINA, Outbox.action == "edit_text")
        ).all()
    )
    assert any("номер 2222" in payload["html"] for payload in edits)
    assert "номер 2222" in line.sent_to(None)


def test_only_who_chose_to_work_here_gets_them(line: Staffed) -> None:
    line.owned()
    line.says(1, "номер 1111")
    line.work()
    assert line.sent_to(IRINA) == []


def test_a_note_stays_inside(line: Staffed) -> None:
    line.at_work_here()
    before = line.sent_to(1)
    line.says(IRINA, "// клиент звонил вчера")
    line.work()
    assert line.sent_to(1) == before
    assert line.read(lambda s: s.scalars(select(Note.text)).all()) == ["клиент звонил вчера"]


def test_an_edited_line_is_edited_for_the_customer(line: Staffed) -> None:
    line.at_work_here()
    said = line.says(IRINA, "завтра в 10")
    line.work()
    line.edits(IRINA, said, "завтра в 11")
    line.work()
    edits = line.read(
        lambda s: s.scalars(
            select(Outbox.payload).where(Outbox.chat_id == 1, Outbox.action == "edit_text")
        ).all()
    )
    assert [payload["html"] for payload in edits] == ["завтра в 11"]


def test_two_cases_are_kept_apart_by_button_and_by_answering(line: Staffed) -> None:
    line.at_work_here(customer=1)
    first = line.case().id
    line.owned(2)
    second = line.case().id
    line.says(1, "я первый")
    line.says(2, "я второй")
    line.work()
    assert any(f"№ {second} ·" in said for said in line.sent_to(IRINA)), "whose line it is"
    line.says(IRINA, "для первого")
    line.quotes(IRINA, customers_line(line, "я второй"), "для второго")
    line.presses(IRINA, f"me:case:{second}")
    line.says(IRINA, "ещё второму")
    line.work()
    assert line.sent_to(1)[-1] == "для первого"
    assert line.sent_to(2)[-2:] == ["для второго", "ещё второму"]
    assert first != second


def test_an_answer_to_something_that_is_no_line_of_a_case_goes_nowhere(line: Staffed) -> None:
    line.at_work_here()
    before = line.sent_to(1)
    card = line._message(99_999, 1, {"id": IRINA, "type": "private"}, "карточка", {})
    line.says(IRINA, "это про какое обращение?", reply_to_message=card)
    line.work()
    assert line.sent_to(1) == before
    assert "Ничего не отправил" in line.sent_to(IRINA)[-1]


def test_a_case_that_is_no_longer_his_gets_no_line(line: Staffed) -> None:
    line.at_work_here()
    case = line.case()
    line.presses(IRINA, f"desk:release:{case.id}:{case.epoch}")
    line.work()
    before = line.sent_to(1)
    line.says(IRINA, "ещё одно")
    line.work()
    assert line.sent_to(1) == before
    assert "Ничего не отправил" in line.sent_to(IRINA)[-1]


def test_solved_from_here_and_then_the_next_one(line: Staffed) -> None:
    line.at_work_here()
    line.says(2, "позовите оператора")
    line.work()
    waiting = line.case().id
    first = line.case().id - 1
    epoch = line.read(lambda s: s.get(Case, first)).epoch
    line.presses(IRINA, f"desk:done:{first}:{epoch}")
    line.presses(IRINA, "me:next")
    line.work()
    assert line.read(lambda s: s.get(Case, first)).state == State.SOLVED
    assert (line.owner(waiting), current(line)) == (IRINA, waiting)


def test_buttons_of_a_case_that_is_somebody_else_s_do_nothing_here(line: Staffed) -> None:
    line.at_work_here()
    case = line.case()
    for verb in ("done", "release", "await", "line", "spam", "pass"):
        line.presses(PAVEL, f"desk:{verb}:{case.id}:{case.epoch}")
        line.presses(77, f"desk:{verb}:{case.id}:{case.epoch}")
    line.presses(PAVEL, f"me:case:{case.id}")
    line.work()
    assert (line.case().state, line.owner()) == (State.OWNED, IRINA)


def test_who_lost_the_role_writes_to_nobody(line: Staffed) -> None:
    line.at_work_here()
    for role in ("agent", "supervisor", "editor"):
        line.revoke(IRINA, role)
    before = line.sent_to(1)
    line.says(IRINA, "я ещё тут")
    line.work(seconds=5)
    assert line.sent_to(1) == before


def test_a_question_that_was_answered_already_is_held_back_here_too(line: Staffed) -> None:
    line.says(1, "мой договор 77123456, позовите оператора")
    line.work()
    with line.database.write() as session:
        case = ledger.locked(session, line.case().id)
        given = {"detail": "contract_number", "value": "77123456"}
        ledger.record(session, case, Event(EventType.DETAIL_GIVEN, line.now, CUSTOMER, given))
    line.agent_presses(IRINA, line.topic(), f"take:1:{line.case().epoch}")
    line.work()
    line.presses(IRINA, "me:case:1")
    line.work()
    before = line.sent_to(1)
    line.says(IRINA, "Назовите, пожалуйста, номер договора")
    line.work()
    assert line.sent_to(1) == before
    assert "77123456" in line.sent_to(IRINA)[-1]
    line.presses(IRINA, line.last_button(IRINA, "desk", "heldsend"))
    line.work()
    assert line.sent_to(1)[-1] == "Назовите, пожалуйста, номер договора"


# -- an editor's words are for no customer


def test_an_editors_draft_never_reaches_a_customer(line: Staffed) -> None:
    line.at_work_here()
    before = line.sent_to(1)
    line.says(IRINA, "/kb")
    line.work()
    line.says(IRINA, SECRET)
    line.presses(IRINA, "kb:new")
    for words in (SECRET, SECRET + " 2", SECRET + " 3"):
        line.says(IRINA, words)
        line.work()
    assert line.sent_to(1) == before
    assert current(line) is None


def test_choosing_a_case_puts_the_draft_aside(line: Staffed) -> None:
    line.at_work_here()
    case_id = line.case().id
    line.presses(IRINA, "kb:new")
    line.says(IRINA, SECRET)
    line.presses(IRINA, f"me:case:{case_id}")
    line.says(IRINA, "Здравствуйте!")
    line.work()
    assert line.sent_to(1)[-1] == "Здравствуйте!"
    assert line.read(lambda s: s.scalar(select(StaffChat))) is None


DEEDS = ("/kb", "/team", "kb:new", "kb:search", "kb:menu", "me:case", "say", "me:here", "/shift", "reply")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=8))
def test_in_any_order_words_reach_a_customer_only_right_after_his_case_was_chosen(
    line: Staffed, deeds: list[str]
) -> None:
    """The mode is always explicit: a case was chosen by button, and nothing else was begun since."""
    fresh = Staffed(line.database)
    with fresh.database.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
    fresh = Staffed(line.database)
    for role in (Role.EDITOR, Role.SUPERVISOR):
        employ(fresh.database, IRINA, role=role)
    fresh.at_work_here()
    case_id, in_case, here = fresh.case().id, True, True
    for number, deed in enumerate(deeds):
        before = fresh.sent_to(1)
        if deed == "say":
            fresh.says(IRINA, f"слова {number}")
        elif deed == "reply":
            card = fresh._message(99_999, 1, {"id": IRINA, "type": "private"}, "карточка", {})
            fresh.says(IRINA, f"слова {number}", reply_to_message=card)
        elif deed == "me:case":
            fresh.presses(IRINA, f"me:case:{case_id}")
            in_case = here = True
        elif deed == "me:here":
            fresh.presses(IRINA, deed)
            in_case, here = False, not here
        elif deed.startswith("/"):
            fresh.says(IRINA, deed)
            in_case = in_case and deed == "/shift"
        else:
            fresh.presses(IRINA, deed)
            in_case = False
        fresh.work()
        new = fresh.sent_to(1)[len(before) :]
        assert new == ([f"слова {number}"] if deed == "say" and in_case and here else []), deeds[: number + 1]
