"""A detail that an agent asks for in his own words is kept like one that was asked for by button, so that
nobody asks a second time. Practice 6, «never asked twice»."""

from __future__ import annotations

from sqlalchemy import select

from handoff import package as packages
from handoff.case import EventType
from store.database import Database
from store.schema import Case
from store.screen import HeldLine
from tests.integration.desk.scenes import events
from tests.integration.work.line import IRINA, PAVEL, Line


def details(line: Line) -> dict[str, str]:
    case_id = line.case().id
    found: dict[str, str] = line.read(lambda s: dict(packages.build(s, s.get_one(Case, case_id)).details))
    return found


def test_a_bare_number_after_the_agents_question_is_the_detail_and_asking_again_is_held(
    sqlite_database: Database,
) -> None:
    line = Line(sqlite_database)
    topic = line.owned()
    line.agent_says(IRINA, topic, "Здравствуйте! Подскажите номер договора?")
    line.work()
    line.says(1, "секунду, сейчас посмотрю")
    line.says(1, "4417290")
    line.says(1, "а ещё вчера было 1200 рублей на счету")
    line.work()
    assert details(line) == {"contract_number": "4417290"}
    assert events(line).count(EventType.DETAIL_GIVEN) == 1
    line.agent_says(IRINA, topic, "Какой у вас номер договора?")
    line.work()
    assert line.sent_to(1)[-1] != "Какой у вас номер договора?"
    assert any("4417290" in said and "Это уже есть" in said for said in line.sent_to(None))
    assert line.read(lambda s: len(s.scalars(select(HeldLine)).all())) == 1


def test_the_next_agent_is_held_back_too(sqlite_database: Database) -> None:
    line = Line(sqlite_database)
    topic = line.owned()
    line.agent_says(IRINA, topic, "На какой номер вам перезвонить?")
    line.work()
    line.says(1, "8 912 345 67 89")
    line.work()
    case = line.case()
    line.agent_presses(IRINA, topic, f"release:{case.id}:{case.epoch}")
    line.work()
    line.agent_says(PAVEL, topic, "Оставьте номер телефона, пожалуйста")
    line.work()
    assert any("8 912 345 67 89" in said and "Это уже есть" in said for said in line.sent_to(None))


def test_a_number_that_nobody_asked_for_is_no_detail(sqlite_database: Database) -> None:
    line = Line(sqlite_database)
    topic = line.owned()
    line.agent_says(IRINA, topic, "Добрый день, смотрю")
    line.work()
    line.says(1, "4417290")
    line.work()
    assert details(line) == {}
