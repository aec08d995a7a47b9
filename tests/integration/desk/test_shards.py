"""Several agents' groups are shards of one queue: Telegram lets twenty calls a minute into each."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.sending import claims, topics
from bot.services import Services
from bot.settings import Settings
from store.database import Database
from store.schema import Outbox, Setting, Thread
from tests.e2e.interleavings import DESK
from tests.integration.work.line import IRINA, Line, Plain, services_with

SECOND = -1009000000002
BOTH = (DESK, SECOND)


@pytest.fixture(scope="module")
def about() -> Services:
    one = services_with(Plain())
    settings = one.settings.model_copy(update={"desk_chat_id": f"{DESK},{SECOND}"})
    return Services(settings, one.knowledge, one.hours, one.workshop)


@pytest.fixture
def line(database: Database, about: Services) -> Line:
    return Line(database, about)


def made_in(line: Line) -> list[int]:
    wanted = select(Outbox.chat_id).where(Outbox.action == "create_topic").order_by(Outbox.id)
    return list(line.read(lambda session: session.scalars(wanted).all()))


def test_the_settings_take_several_groups() -> None:
    assert Settings(_env_file=None, desk_chat_id="-1001, -1002").desk_chats == (-1001, -1002)
    assert Settings(_env_file=None, desk_chat_id="-1001").desk_chat_id == -1001
    assert Settings(_env_file=None, desk_chat_id="").desk_chats == ()
    with pytest.raises(ValueError, match="takes ids of groups"):
        Settings(_env_file=None, desk_chat_id="support")


def test_new_cases_go_where_the_fewest_are(line: Line) -> None:
    for customer in range(1, 5):
        line.says(customer, "позовите оператора")
        line.work()
        group = made_in(line)[-1]
        with line.database.write() as session:
            session.add(Thread(case_id=customer, chat_id=group, external_id=customer, created_at=line.now))
    assert sorted(made_in(line)) == sorted(BOTH * 2)


def test_before_any_topic_is_made_cases_are_spread_too(line: Line) -> None:
    for customer in range(1, 7):
        line.says(customer, "позовите оператора")
    line.work()
    assert sorted(made_in(line)) == sorted(BOTH * 3)


def test_everything_of_a_case_goes_to_its_own_group(line: Line) -> None:
    line.says(1, "позовите оператора")
    line.work()
    with line.database.write() as session:
        session.add(Thread(case_id=1, chat_id=SECOND, external_id=10, created_at=line.now))
        for row in session.scalars(select(Outbox)):
            row.state = "sent"
    line.says(1, "жду")
    line.work()
    with line.database.read() as session:
        found = [one for one in claims.candidates(session, line.now, desk=DESK) if one.chat_id < 0]
        assert {one.chat_id for one in found} == {SECOND}
        assert claims.candidates(session, line.now, desk=DESK, closed=[SECOND]) == []
        assert len(claims.candidates(session, line.now, desk=DESK, closed=[DESK])) == len(found)


def test_an_agent_works_in_the_second_group(line: Line) -> None:
    line.says(1, "позовите оператора")
    line.work()
    with line.database.write() as session:
        session.add(Thread(case_id=1, chat_id=SECOND, external_id=10, created_at=line.now))
    said = line._message(77, IRINA, {"id": SECOND, "type": "supergroup"}, "Здравствуйте, смотрю", {})
    line.arrives(message=said | {"message_thread_id": 10, "is_topic_message": True})
    line.work()
    assert line.sent_to(1)[-1] == "Здравствуйте, смотрю"


def test_one_group_moves_and_the_other_stays(line: Line) -> None:
    line.says(1, "позовите оператора")
    line.work()
    with line.database.write() as session:
        session.add(Thread(case_id=1, chat_id=SECOND, external_id=10, created_at=line.now))
        topics.migrate(session, SECOND, -1009000000003, BOTH)
    with line.database.read() as session:
        assert topics.desks(session, BOTH) == (DESK, -1009000000003)
        assert session.scalars(select(Thread.chat_id)).all() == [-1009000000003]
        assert session.get(Setting, f"moved_chat:{SECOND}") is not None


def test_a_new_topic_takes_the_id_of_one_that_stayed_behind_when_the_group_moved(line: Line) -> None:
    line.says(1, "позовите оператора")
    line.work()
    with line.database.write() as session:
        session.add(Thread(case_id=1, chat_id=DESK, external_id=10, state="gone", created_at=line.now))
        session.flush()
        assert topics.keep(session, 1, DESK, 10, line.now)
        assert not topics.keep(session, 1, DESK, 10, line.now)
        found = topics.open_thread(session, 1)
        assert found is not None
        assert found.external_id == 10
