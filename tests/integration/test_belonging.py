"""Nothing made for play carries rights: a database serves one bot, and the local Telegram has its own."""

from __future__ import annotations

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import belonging, demo
from bot.belonging import LOCAL, ForeignDatabaseError
from bot.inbound import READERS
from bot.intake.updates import ALLOWED
from bot.settings import DATABASE, DEMO_DATABASE, Settings
from store.database import Database
from store.schema import Message, Person
from tests.e2e.interleavings import NOON
from tests.integration.work.line import Line


def test_without_a_token_there_is_another_database_than_with_one() -> None:
    without, given = Settings(_env_file=None), Settings(_env_file=None, telegram_token=SecretStr("7:x"))
    assert (without.database_url, given.database_url) == (DEMO_DATABASE, DATABASE)
    assert demo.in_its_own_database(given).database_url == DEMO_DATABASE


def test_what_was_played_with_is_refused_to_a_real_bot(database: Database) -> None:
    demo.give_roles(database)
    with pytest.raises(ForeignDatabaseError, match="adopt"):
        belonging.check(database, "7")
    belonging.check(database, LOCAL)
    belonging.bind(database, LOCAL)
    with pytest.raises(ForeignDatabaseError, match="LINEZERO_DATABASE_URL"):
        belonging.check(database, "7")


def test_adopting_what_was_played_with_takes_all_roles(database: Database) -> None:
    demo.give_roles(database)
    with database.write() as session:
        assert belonging.adopt(session, "7", NOON)
    belonging.check(database, "7")
    with database.read() as session:
        assert not any(session.scalars(select(Person.roles)))


def test_another_bot_is_refused_until_it_adopts_and_its_updates_are_new_then(database: Database) -> None:
    line = Line(database)
    line.arrives(message=line._message(5, 4711, {"id": 4711, "type": "private"}, "добрый день", {}))
    line.work()
    belonging.bind(database, "7")
    with pytest.raises(ForeignDatabaseError, match="adopt"):
        belonging.check(database, "8")
    with database.write() as session:
        assert not belonging.adopt(session, "8", NOON)
    again = Line(database)
    again.arrives(message=again._message(5, 4711, {"id": 4711, "type": "private"}, "это снова я", {}))
    again.work()
    with database.read() as session:
        assert "это снова я" in session.scalars(select(Message.text)).all()


def test_what_is_asked_for_has_a_reader_and_what_is_read_is_asked_for() -> None:
    assert set(ALLOWED) == set(READERS)
