"""Migrations and the tables in the code say the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

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


def test_programs_that_start_together_upgrade_it_once(tmp_path: Path, postgres_database: Database) -> None:
    with postgres_database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    empty = (f"sqlite:///{tmp_path / 'new.db'}", postgres_database.url.render_as_string(hide_password=False))
    upgrade = [sys.executable, "-c", "from bot.cli.main import app; app()", "db", "upgrade"]
    for url in empty:
        environment = {**os.environ, "LINEZERO_DATABASE_URL": url}
        programs = [
            subprocess.Popen(upgrade, env=environment, cwd=tmp_path)  # noqa: S603 -- our own command
            for _ in range(3)
        ]
        assert [program.wait(timeout=60) for program in programs] == [0, 0, 0], url


def test_an_upgrade_that_breaks_off_leaves_nothing_half_done(
    tmp_path: Path, postgres_database: Database
) -> None:
    with postgres_database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    for database in (Database(f"sqlite:///{tmp_path / 'new.db'}"), postgres_database):
        with database.engine.connect() as connection:
            connection.execute(text("CREATE TABLE incidents (id INTEGER)"))  # a later migration makes it
            connection.commit()
        with pytest.raises(DBAPIError):
            migrate.upgrade(database)
        assert inspect(database.engine).get_table_names() == ["incidents"], database.url
        database.close()


def test_the_newest_migration_is_alembics_head(sqlite_database: Database) -> None:
    head = ScriptDirectory("store/migrations").get_current_head()
    assert migrate.revisions(sqlite_database) == (head, head)
