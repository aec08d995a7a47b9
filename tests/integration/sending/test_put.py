"""A call is written down once, and whoever writes it learns whether it is new; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from store.database import Database
from store.outbox import Action, Author, Outgoing, Priority, put

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CALL = Outgoing(
    key="one", lane="chat:1", action=Action.SEND_TEXT, author=Author.SYSTEM, priority=Priority.NOTICE
)


def test_the_second_time_is_told_apart_from_the_first(database: Database) -> None:
    with database.write() as session:
        assert put(session, CALL, NOW) is True
        assert put(session, CALL, NOW) is False
    with database.write() as session:
        assert put(session, CALL, NOW) is False
