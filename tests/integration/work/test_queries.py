"""No step reads a whole table of things that grow: every query of the talk finds its index."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from store.database import Database
from tests.integration.work.line import IRINA, Line, Plain, services_with

_SMALL = ("people", "(subquery", "settings", "CONSTANT")
_BY_INDEX = "USING INDEX ix_inbox_pending"  # what waits, which is little


def test_every_query_of_a_talk_finds_its_index(sqlite_database: Database) -> None:
    line = Line(sqlite_database, services_with(Plain()))
    seen: dict[str, Any] = {}

    @event.listens_for(sqlite_database.engine, "before_cursor_execute")
    def _remember(
        _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        if not many and statement.startswith(("SELECT", "UPDATE", "DELETE")):
            seen.setdefault(statement, values)

    line.says(1, "как сменить пароль wifi")
    line.work(seconds=5)
    line.presses(1, "human:1")
    line.work()
    topic = line.topic_of(1)
    line.agent_presses(IRINA, topic, "take:1:1")
    line.agent_says(IRINA, topic, "смотрю")
    line.work()
    line.says(1, "жду")
    line.says(1, "/status")
    line.work()
    event.remove(sqlite_database.engine, "before_cursor_execute", _remember)
    assert len(seen) > 30
    with sqlite_database.engine.connect() as connection:
        for statement, values in seen.items():
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            scans = [row[3] for row in plan if row[3].startswith("SCAN") and _BY_INDEX not in row[3]]
            assert not [one for one in scans if not any(small in one for small in _SMALL)], statement
