"""Who is an agent is granted by a supervisor, and a stranger in the group can do nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from bot.settings import Settings
from bot.team import founding, roles
from bot.team.roles import Role
from handoff.case import EventType, State
from store.authoring import RoleChange
from store.database import Database
from store.schema import CaseEvent, Message, Note, Person
from tests.e2e.interleavings import NOON
from tests.integration.work.line import IRINA, employ
from tests.integration.work.staffed import Staffed

BOSS, STRANGER = 903, 666


@pytest.fixture
def line(sqlite_database: Database) -> Staffed:
    line = Staffed(sqlite_database)
    employ(sqlite_database, BOSS, role=Role.SUPERVISOR)
    return line


def traces(line: Staffed) -> tuple[int, ...]:
    tables = (CaseEvent, Message, Note)
    return tuple(
        line.read(lambda s, one=one: s.scalar(select(func.count()).select_from(one))) for one in tables
    )


def test_nothing_a_stranger_does_in_the_group_has_any_effect(line: Staffed) -> None:
    topic = line.owned()
    case, before, to_customer = line.case(), traces(line), line.sent_to(1)
    for text in ("Здравствуйте, я ваш оператор", "// заметка", "/queue", "/next", "/case 1", "/ask 2 что?"):
        line.agent_says(STRANGER, topic, text)
    for verb in ("take", "release", "done", "await", "pass", "route", "line", "spam", "more", "reopen"):
        line.agent_presses(STRANGER, topic, f"{verb}:{case.id}:{case.epoch}")
    line.work(seconds=5)
    assert (traces(line), line.sent_to(1), line.owner()) == (before, to_customer, IRINA)
    assert set(line.words_over_buttons()[-10:]) == {
        "Вы пока не в команде. Роль даёт супервизор в личном чате с ботом, команда /team."
    }


def test_he_is_told_once_how_to_be_let_in_and_each_supervisor_can_do_it_with_one_press(line: Staffed) -> None:
    topic = line.owned()
    for _ in range(3):
        line.agent_says(STRANGER, topic, "пустите")
        line.work()
    assert len([said for said in line.sent_to(None) if "пока не в команде поддержки" in said]) == 1
    assert len([said for said in line.sent_to(BOSS) if "Пустить его к обращениям?" in said]) == 1
    line.presses(BOSS, line.last_button(BOSS, "team", "role"))
    line.work()
    change = line.read(lambda s: s.scalars(select(RoleChange).order_by(RoleChange.id.desc())).first())
    assert (change.role, change.granted, change.by_id) == ("agent", True, line.person_id(BOSS))
    line.says(2, "позовите оператора")
    line.work()
    line.agent_presses(STRANGER, line.topic(), f"take:{line.case().id}:{line.case().epoch}")
    line.work()
    assert line.owner() == STRANGER


def test_the_button_that_lets_people_in_is_the_supervisors(line: Staffed) -> None:
    line.agent_says(STRANGER, line.owned(), "пустите")
    line.work()
    grant = line.last_button(BOSS, "team", "role")
    for somebody in (STRANGER, IRINA, 1):
        line.presses(somebody, grant)
    line.work()
    person = line.read(lambda s: s.scalars(select(Person).where(Person.external_id == STRANGER)).one())
    assert person.roles == []


def test_a_role_that_is_taken_keeps_him_out_at_once(line: Staffed) -> None:
    topic = line.owned()
    said = line.agent_says(IRINA, topic, "сейчас посмотрю")
    line.work()
    line.presses(BOSS, f"team:role:{line.person_id(IRINA)}:agent:0")
    line.work()
    assert line.case().state == State.QUEUED
    assert line.events()[-1].type is EventType.RELEASED
    before = line.sent_to(1)
    line.agent_says(IRINA, topic, "а я всё равно отвечу")
    edited = line._message(said, IRINA, {"id": -1_001_000_000_001, "type": "supergroup"}, "правка", {})
    place = {"message_thread_id": topic, "is_topic_message": True, "edit_date": 1}
    line.arrives(edited_message=edited | place)
    line.agent_presses(IRINA, topic, f"take:{line.case().id}:{line.case().epoch}")
    line.work()
    assert (line.sent_to(1), line.owner()) == (before, None)
    assert line.read(lambda s: s.scalar(select(Message.text).where(Message.text == "правка"))) is None


def test_commands_in_a_foreign_group_are_nobody_s_business(line: Staffed) -> None:
    line.owned()
    message = line._message(9, STRANGER, {"id": -100777, "type": "supergroup"}, "/queue", {})
    line.arrives(message=message)
    mine = line._message(10, IRINA, {"id": -100777, "type": "supergroup"}, "/queue", {})
    line.arrives(message=mine)
    before = len(line.sent_to(BOSS))
    line.work()
    assert line.sent_to(-100777) == []
    assert len(line.sent_to(BOSS)) == before


def test_a_supervisor_may_help_out_in_the_group(line: Staffed) -> None:
    line.says(1, "позовите оператора")
    line.work()
    line.agent_says(BOSS, line.topic(), "Здравствуйте")
    line.work()
    assert line.owner() == BOSS


def test_the_settings_name_the_first_supervisor(sqlite_database: Database) -> None:
    settings = Settings(_env_file=None, supervisors="903")
    assert founding.appoint_configured(sqlite_database, settings, NOON)
    assert founding.appoint_configured(sqlite_database, settings, NOON)
    with sqlite_database.read() as session:
        boss = roles.of_telegram(session, BOSS)
        assert boss is not None
        assert (boss.roles, roles.changes(session, boss)) == (["supervisor", "editor"], 2)


def test_programs_that_start_together_appoint_him_once(database: Database) -> None:
    settings, together = Settings(_env_file=None, supervisors="903,904,905"), threading.Barrier(4)

    def start(_number: int) -> bool:
        together.wait(timeout=20)
        return founding.appoint_configured(database, settings, NOON)

    with ThreadPoolExecutor(4) as programs:
        assert list(programs.map(start, range(4))) == [True] * 4
    with database.read() as session:
        assert [roles.changes(session, person) for person in roles.having(session, Role.SUPERVISOR)] == [
            2
        ] * 3


def test_without_any_supervisor_the_stranger_is_told_what_to_do_on_the_server(
    sqlite_database: Database,
) -> None:
    line = Staffed(sqlite_database)
    line.agent_says(STRANGER, line.owned(), "а я?")
    line.work()
    assert f"linezero team grant {STRANGER} supervisor" in line.sent_to(None)[-1]
