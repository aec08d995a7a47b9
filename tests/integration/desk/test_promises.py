"""Complaints 17 and 21: a place and a time from real waits, corrected before they are broken, and hours that
never contradict the bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handoff import ledger
from handoff.case import Event, EventType
from store.database import Database
from store.schema import Case
from tests.e2e.interleavings import services
from tests.integration.desk.scenes import configured, events, line_with_people, press, supervisor
from tests.integration.work.line import IRINA, Line

MINUTE = 60.0
BOSS = 990
EVENING = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)  # a Friday, 22:00 in Moscow


def asks(line: Line, chat_id: int = 1) -> str:
    """A customer asks for a person; gives what he is told."""
    line.says(chat_id, "позовите оператора")
    line.work()
    return line.sent_to(chat_id)[-1]


def of_kind(line: Line, kind: EventType) -> list[Event]:
    case_id = line.case().id
    log = line.read(lambda session: ledger.events(session, case_id))
    return [event for event in log if event.type is kind]


def answered_in(line: Line, chat_id: int, minutes: float) -> None:
    """A customer asks, and is answered after so many minutes."""
    asks(line, chat_id)
    topic = line.topic()
    line.now += timedelta(minutes=minutes)
    line.agent_says(IRINA, topic, "Сейчас посмотрю.")
    line.work()


def test_the_promise_comes_from_what_others_waited_and_says_what_it_rests_on(database: Database) -> None:
    line = line_with_people(database)
    assert "в течение 15 минут" in asks(line, 100)
    assert of_kind(line, EventType.HANDED_OFF)[0].payload["promise"]["basis"] == "default"
    line.agent_says(IRINA, line.topic(), "Здравствуйте!")
    line.work()
    for number, minutes in enumerate(range(1, 11)):
        answered_in(line, 200 + number, minutes)
    # Answered at once and after 1…10 min: eleven waits, the ninth of them is 8 min.
    assert "в течение 8 минут" in asks(line, 300)
    assert of_kind(line, EventType.HANDED_OFF)[0].payload["promise"] == {
        "basis": "queue_hour",
        "sample": 11,
        "minutes": 8.0,
    }


def test_a_word_before_the_promise_is_broken_and_never_more_than_two(database: Database) -> None:
    line = line_with_people(database)
    asks(line)
    before = len(line.sent_to(1))
    line.work(12 * MINUTE)  # 80 % of a quarter of an hour
    assert len(line.sent_to(1)) == before
    line.work(1 * MINUTE)
    told = line.sent_to(1)[before:]
    assert len(told) == 1
    assert told[0].startswith("Простите, задерживаемся")
    promised = of_kind(line, EventType.PROMISED)[0]
    assert datetime.fromisoformat(promised.payload["promised_at"]) == line.case().promised_at
    supervisor(line, BOSS)
    for _half_hour in range(20):
        line.work(30 * MINUTE)
    assert len(line.sent_to(1)) == before + 2
    assert [said for said in line.sent_to(BOSS) if "дважды переносили" in said] == line.sent_to(BOSS)
    assert len(line.sent_to(BOSS)) == 1


def test_who_is_answered_in_time_hears_nothing_of_it(database: Database) -> None:
    line = line_with_people(database)
    asks(line)
    line.agent_says(IRINA, line.topic(), "Здравствуйте!")
    line.work(5 * MINUTE)
    before = line.sent_to(1)
    line.work(25 * MINUTE)
    assert line.sent_to(1) == before


def test_an_owner_who_has_said_nothing_is_reminded_of_the_promise(database: Database) -> None:
    line = line_with_people(database)
    line.owned()
    before = len(line.sent_to(1))
    line.work(14 * MINUTE)
    assert "клиенту обещали ответ" in line.sent_to(None)[-1]
    assert f"tg://user?id={IRINA}" in line.sent_to(None)[-1]
    assert len(line.sent_to(1)) == before


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("09:00-21:00", "вернутся завтра в 9:00 и ответят до 9:15."),
        ("пн-пт 09:00-21:00", "вернутся в понедельник, 23 ноября, в 9:00 и ответят до 9:15."),
    ],
)
def test_at_night_the_customer_hears_when_people_are_back_and_nothing_more(
    database: Database, hours: str, told: str
) -> None:
    line = line_with_people(database, about=configured(services(), support_hours=hours))
    line.now = EVENING
    assert told in asks(line)
    before = len(line.sent_to(1))
    line.work(10 * 3600)
    assert len(line.sent_to(1)) == before


def test_in_english_too(database: Database) -> None:
    line = line_with_people(database, about=configured(services(), support_hours="mon-fri 09:00-21:00"))
    line.now = EVENING
    line.says(1, "/language")
    line.work()
    line.presses(1, "language:en")
    line.work()
    told = asks(line)
    assert "the team is back at 9:00 on Monday, 23 November and will answer by 9:15." in told


def test_a_holiday_is_no_working_day(database: Database) -> None:
    line = line_with_people(database, about=configured(services(), support_hours="09:00-21:00"))
    line.now = datetime(2026, 12, 30, 19, tzinfo=UTC)
    assert "вернутся в субботу, 9 января, в 9:00" in asks(line)


@pytest.mark.parametrize("gone", ["release", "lease"])
def test_who_is_put_back_into_the_queue_is_told_a_new_time(database: Database, gone: str) -> None:
    line = line_with_people(database)
    line.owned()
    if gone == "release":
        press(line, "release")
    else:
        line.work(31 * MINUTE)
    told = [said for said in line.sent_to(1) if "снова первое в очереди" in said]
    assert len(told) == 1
    assert "Ответим в течение 15 минут." in told[0]
    back = EventType.RELEASED if gone == "release" else EventType.LEASE_EXPIRED
    assert back in events(line)


def test_a_queue_that_moves_faster_is_told_once(database: Database) -> None:
    """Two hours were promised; then five people are answered within the hour, one in ten minutes."""
    line = line_with_people(database, about=configured(services(), promise_minutes=120))
    asks(line)
    first = line.case().id
    for number in range(5):
        answered_in(line, 200 + number, 10)
    before = line.sent_to(1)
    line.work(10 * MINUTE + 1)
    told = line.sent_to(1)[len(before) :]
    assert [said.startswith("Очередь идёт быстрее") for said in told] == [True]
    assert "до 16:15" in told[0]  # asked at 15:00 in Moscow; it is 16:00, and 10 min more are 16:10
    assert line.read(lambda session: session.get_one(Case, first)).state == "queued"


def test_danger_is_promised_its_place_before_all_others(database: Database) -> None:
    line = line_with_people(database)
    for number in range(11):
        answered_in(line, 200 + number, 40)
    for number in range(3):
        asks(line, 300 + number)
    line.says(1, "у меня списывают деньги с карты прямо сейчас, срочно!")
    line.work()
    handed = of_kind(line, EventType.HANDED_OFF)[0].payload
    assert (handed["reason"], handed["promise"]["minutes"]) == ("danger", 5.0), "others waited 40"
