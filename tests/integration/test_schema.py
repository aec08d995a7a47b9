"""Migrations and the tables in the code say the same."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import migrate
from store.database import Database
from store.schema import Base


def test_upgrade_from_empty_equals_the_schema_in_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_an_upgrade_of_an_up_to_date_database_changes_nothing(database: Database) -> None:
    migrate.upgrade(database)
    at, newest = migrate.revisions(database)
    assert at == newest


def test_the_newest_migration_is_alembics_head(sqlite_database: Database) -> None:
    head = ScriptDirectory("store/migrations").get_current_head()
    assert migrate.revisions(sqlite_database) == (head, head)
