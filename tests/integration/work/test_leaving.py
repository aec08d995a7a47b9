"""Absence and end of shift: cases go on without whoever leaves. Complaint 16: assigned to somebody absent."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.agent import until
from bot.team.roles import Role
from handoff.case import State
from store.database import Database
from store.schema import Timer
from store.staff import Absence
from tests.e2e.interleavings import NOON
from tests.integration.work.line import IRINA, PAVEL, employ
from tests.integration.work.staffed import Staffed

BOSS = 903
MINUTE = 60


@pytest.fixture
def line(sqlite_database: Database) -> Staffed:
    line = Staffed(sqlite_database, lease_minutes=600)
    employ(sqlite_database, BOSS, role=Role.SUPERVISOR)
    return line


def awaiting(line: Staffed, customer: int) -> int:
    """A case of Ирина's that waits for the customer."""
    topic = line.owned(customer)
    line.agent_says(IRINA, topic, "какой у вас договор?")
    line.work()
    line.agent_presses(IRINA, topic, f"await:{line.case().id}:{line.case().epoch}")
    line.work()
    assert line.case().state == State.WAITING_CUSTOMER
    return line.case().id


def test_who_ends_his_shift_is_asked_and_decides(line: Staffed) -> None:
    line.owned()
    line.says(IRINA, "/shift")
    line.work()
    line.presses(IRINA, "me:end")
    line.work()
    assert any("ждут вашего ответа. Что с ним сделать?" in said for said in line.sent_to(IRINA))
    assert line.owner() == IRINA
    line.presses(IRINA, "me:leave:queue")
    line.work()
    assert (line.case().state, line.owner()) == (State.QUEUED, None)
    assert line.case().priority >= 100, "first in the queue"


def test_his_cases_go_to_the_best_colleague_if_he_says_nothing(line: Staffed) -> None:
    line.owned()
    line.presses(IRINA, "me:end")
    line.work(seconds=11 * MINUTE)
    assert line.owner() == PAVEL
    assert "Теперь ваш вопрос ведёт Павел" in line.sent_to(1)[-1]


def test_with_nobody_there_they_go_to_the_queue(line: Staffed) -> None:
    line.profile(PAVEL, duty="off")
    line.owned()
    line.presses(IRINA, "me:end")
    line.work(seconds=11 * MINUTE)
    assert (line.case().state, line.owner()) == (State.QUEUED, None)


def test_who_comes_back_in_time_keeps_them(line: Staffed) -> None:
    line.owned()
    line.presses(IRINA, "me:end")
    line.work(seconds=5 * MINUTE)
    line.presses(IRINA, "me:start")
    line.work(seconds=10 * MINUTE)
    assert line.owner() == IRINA


def test_he_may_keep_them(line: Staffed) -> None:
    line.owned()
    line.presses(IRINA, "me:end")
    line.presses(IRINA, "me:leave:keep")
    line.work(seconds=20 * MINUTE)
    assert line.owner() == IRINA


def test_a_case_that_waits_for_its_customer_stays_until_he_writes(line: Staffed) -> None:
    case_id = awaiting(line, 1)
    line.presses(IRINA, "me:end")
    line.work(seconds=20 * MINUTE)
    assert line.owner(case_id) == IRINA
    line.says(1, "договор 77123456")
    line.work()
    assert (line.case().state, line.owner()) == (State.QUEUED, None)
    assert line.case().priority >= 100


def test_a_break_takes_nothing_away(line: Staffed) -> None:
    case_id = awaiting(line, 1)
    line.says(IRINA, "/break")
    line.says(1, "договор 77123456")
    line.work()
    assert line.owner(case_id) == IRINA


def test_a_supervisor_says_that_somebody_is_absent(line: Staffed) -> None:
    line.owned()
    line.presses(BOSS, f"team:away:{line.person_id(IRINA)}:week")
    line.work(seconds=11 * MINUTE)
    assert line.owner() == PAVEL
    absence = line.read(lambda s: s.scalars(select(Absence)).one())
    assert (absence.by_id, absence.until) == (
        line.person_id(BOSS), until.end_of_day(NOON, line.worker._services.hours.zone, days=6),
    )  # fmt: skip
    line.presses(BOSS, f"team:back:{line.person_id(IRINA)}")
    line.work()
    assert line.read(lambda s: s.scalars(select(Absence)).one()).ended_at is not None


def test_shifts_are_read_from_words_and_mistakes_are_said(line: Staffed) -> None:
    line.presses(BOSS, f"team:shifts:{line.person_id(IRINA)}")
    line.says(BOSS, "когда захочу")
    line.work()
    assert "Не понял «когда захочу»" in line.sent_to(BOSS)[-1]
    line.says(BOSS, "пн–пт 9–18")
    line.work()
    timer = line.read(lambda s: s.get(Timer, f"shift:{line.person_id(IRINA)}"))
    assert timer.due_at.isoformat() == "2026-03-02T14:50:00+00:00", "ten minutes before 18:00 in Moscow"


def test_before_the_end_of_a_shift_its_cases_are_asked_about_and_it_survives_a_restart(
    line: Staffed,
) -> None:
    line.presses(BOSS, f"team:shifts:{line.person_id(IRINA)}")
    line.says(BOSS, "пн-пт 9-18")
    line.work()
    line.owned()
    line.work(seconds=171 * MINUTE)
    assert line.owner() == IRINA
    again = Staffed(line.database, lease_minutes=600)
    again.now = line.now
    again.work(seconds=10 * MINUTE)
    assert again.owner() == PAVEL
    next_one = again.read(lambda s: s.get(Timer, f"shift:{again.person_id(IRINA)}"))
    assert next_one.due_at.isoformat() == "2026-03-03T14:50:00+00:00"


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("18:00", "2026-03-02T18:00:00+03:00"),
        ("до 9:30", "2026-03-03T09:30:00+03:00"),
        ("31.12", "2027-01-01T00:00:00+03:00"),
        ("до 01.03", "2027-03-02T00:00:00+03:00"),
        ("until 2026-03-05", "2026-03-06T00:00:00+03:00"),
    ],
)
def test_absence_in_words(line: Staffed, words: str, back: str) -> None:
    line.says(IRINA, f"/absent {words}")
    line.work()
    absence = line.read(lambda s: s.scalars(select(Absence)).one())
    assert absence.until == datetime.fromisoformat(back)


@pytest.mark.parametrize("words", ["когда-нибудь", "32.13", "25:00", "01.01.2020"])
def test_absence_in_words_that_nobody_understands(line: Staffed, words: str) -> None:
    line.says(IRINA, f"/absent {words}")
    line.work()
    assert f"Не понял «{words}»" in line.sent_to(IRINA)[-1]
    assert line.read(lambda s: s.scalar(select(Absence))) is None
