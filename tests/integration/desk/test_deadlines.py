"""Deadlines while they run: the owner is warned, the supervisors hear of a breach, once each; nobody stays
without an answer for a day unseen."""

from __future__ import annotations

from bot.desk.clocks import guard as look_out
from handoff.case import EventType
from store.database import Database
from tests.e2e.interleavings import services
from tests.integration.desk.scenes import configured, events, line_with_people, supervisor
from tests.integration.work.line import IRINA, Line

MINUTE = 60.0
BOSS = 990


def line_with_targets(database: Database, sla: str) -> Line:
    line = line_with_people(database, about=configured(services(), sla=sla))
    supervisor(line, BOSS)
    return line


def test_the_owner_is_warned_and_the_supervisor_hears_of_the_breach_once(database: Database) -> None:
    line = line_with_targets(database, "20/-/-")
    line.owned()
    line.work(15 * MINUTE)
    assert EventType.DEADLINE_NEAR not in events(line)
    line.work(1 * MINUTE + 1)
    warned = [said for said in line.sent_to(None) if "осталось 4 минуты" in said]
    assert len(warned) == 1
    assert f"tg://user?id={IRINA}" in warned[0]
    assert line.sent_to(BOSS) == []
    line.work(5 * MINUTE)
    assert [said for said in line.sent_to(BOSS) if "первый ответ не в срок" in said] == line.sent_to(BOSS)
    assert f'<a href="https://t.me/c/1000000001/{line.case().id * 10}">' in line.sent_to(BOSS)[0]
    line.work(60 * MINUTE)
    log = events(line)
    assert (log.count(EventType.DEADLINE_NEAR), log.count(EventType.DEADLINE_MISSED)) == (1, 1)
    assert len(line.sent_to(BOSS)) == 1


def test_an_answer_in_time_stops_the_clock(database: Database) -> None:
    line = line_with_targets(database, "20/10/-")
    line.agent_says(IRINA, line.owned(), "Здравствуйте!")
    line.work(5 * MINUTE)
    line.says(1, "Не работает интернет")
    line.work(7 * MINUTE)
    line.agent_says(IRINA, line.case().id * 10, "Смотрю.")
    line.work(60 * MINUTE)
    assert EventType.DEADLINE_NEAR not in events(line)
    assert line.sent_to(BOSS) == []


def test_nobody_has_taken_it(database: Database) -> None:
    line = line_with_targets(database, "10/-/-")
    line.says(1, "позовите оператора")
    line.work()
    line.topic()
    line.work(9 * MINUTE)
    line.work(2 * MINUTE)
    assert any("обращение никто не взял" in said for said in line.sent_to(None))
    assert "Обращение никто не ведёт" in line.sent_to(BOSS)[-1]


def test_no_target_no_clock(database: Database) -> None:
    line = line_with_targets(database, "")
    line.owned()
    line.work(3600)
    assert EventType.DEADLINE_NEAR not in events(line)


def test_a_day_without_an_answer_is_told_each_day_until_somebody_answers(database: Database) -> None:
    line = line_with_targets(database, "")
    guard(line)
    line.says(1, "позовите оператора")
    line.work()
    for hours, told in ((23, 0), (2, 1), (12, 1), (12, 2)):
        for _hour in range(hours):
            line.work(3600)
        assert len(of_the_day(line)) == told, hours
    assert "1 клиент ждёт ответа больше суток" in of_the_day(line)[0]
    line.agent_says(IRINA, line.topic(), "Здравствуйте! Простите за ожидание.")
    for _hour in range(20):
        line.work(3600)
    assert len(of_the_day(line)) == 2


def of_the_day(line: Line) -> list[str]:
    """What the supervisor was told of customers who wait for more than a day."""
    return [said for said in line.sent_to(BOSS) if "больше суток" in said]


def guard(line: Line) -> None:
    """Start the look-out, as the program does."""
    with line.database.write() as session:
        look_out.plan(session, line.now)
