"""The engine and its transactions.

All work is synchronous and runs in threads: one SQLAlchemy session a step, measured about twice as fast as
the asynchronous driver of SQLite. SQLite has one writer, so write transactions take the lock at once
(`BEGIN IMMEDIATE`) instead of failing when they come to write.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

_BUSY_TIMEOUT_MS = 10_000
_KEPT_OPEN = 12
"""Connections to PostgreSQL: one for each thread that works at once. To open one takes longer than a step."""


class Database:
    """One database, on SQLite or PostgreSQL.

    `url` is SQLAlchemy's (`sqlite:///var/linezero.db`, `postgresql+psycopg://user:password@host/name`).
    Nothing connects before the first transaction.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.url: URL = parsed
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        # hide_parameters: an error of the database must not carry a customer's words into a log
        self.engine = (
            _sqlite_engine(parsed)
            if self.is_sqlite
            else create_engine(parsed, pool_pre_ping=True, pool_size=_KEPT_OPEN, hide_parameters=True)
        )
        self._write_lock = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads; what it changed is thrown away."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                _begin(connection, "BEGIN")
            with _Session(connection, expire_on_commit=False) as session:
                yield session

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Session]:
        """A transaction that is committed at the end, or rolled back when an exception leaves it.

        `durable` waits until the disk has it (SQLite only; PostgreSQL always does): needed once an
        update, before Telegram is told that we have it. Everything later can be done again from there.
        """
        if not self.is_sqlite:
            with _Session(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
            return
        with self._write_lock, self.engine.connect() as connection:
            if durable:
                connection.connection.execute("PRAGMA synchronous = FULL")
            try:
                _begin(connection, "BEGIN IMMEDIATE")
                with _Session(connection, expire_on_commit=False) as session, session.begin():
                    yield session
            finally:
                if durable:
                    connection.connection.execute("PRAGMA synchronous = NORMAL")

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


class _Session(Session):
    """A session that looks its connection up once a transaction instead of once a statement."""

    _found: Connection | None = None

    def connection(self, *arguments: Any, **options: Any) -> Connection:
        if self._found is None or arguments or options:
            self._found = super().connection(*arguments, **options)
        return self._found

    def rollback(self) -> None:
        self._found = None
        super().rollback()


def _begin(connection: Connection, statement: str) -> None:
    """Begin a transaction of SQLite. Not by an event of SQLAlchemy: one listener slows every statement."""
    try:
        connection.connection.execute(statement)
    except sqlite3.OperationalError as error:
        raise OperationalError(statement, None, error) from error


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say when a transaction begins, not the driver
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")

    return engine
