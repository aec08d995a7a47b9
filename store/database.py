"""The engine and its transactions.

All work is synchronous and runs in threads: one SQLAlchemy session a step, measured about twice as fast as
the asynchronous driver of SQLite. SQLite has one writer, so write transactions take the lock at once
(`BEGIN IMMEDIATE`) instead of failing when they come to write. No wait is without an end: see `patience`.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from store import patience, postgres, sqlite
from store.outages import Outages
from store.patience import Patience

_SCHEMES = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_LOCK_SECONDS = 10.0
"""How long to wait for another writer of SQLite: a backup or a large import takes less."""
_SLICE = 0.25
"""Seconds between two looks at whether the wait is over."""


class AddressError(ValueError):
    """The address of a database cannot be used; the message says why, without what was in it."""


class Database:
    """One database, on SQLite or PostgreSQL.

    `url` is SQLAlchemy's (`sqlite:///var/linezero.db`, `postgresql+psycopg://user:password@host/name`);
    AddressError where it is none of these. `seconds` is how long one statement may take. Nothing connects
    before the first transaction.
    """

    def __init__(self, url: str, *, seconds: float = patience.COMMAND) -> None:
        self.url = address(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.outages = Outages(self.url)
        self._patience = Patience(seconds)
        self._lock_patience = Patience(min(seconds, _LOCK_SECONDS))
        self._write_lock = threading.Lock()
        self.file = sqlite.File(self.url.database or "" if self.is_sqlite else "")
        self.engine = (
            sqlite.engine(self.url, self.file)
            if self.is_sqlite
            else postgres.engine(self.url, self._patience)
        )

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads; what it changed is thrown away."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                _execute(connection, "BEGIN")
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
        with self._writing(), self.engine.connect() as connection:
            if durable:
                connection.connection.execute("PRAGMA synchronous = FULL")
            try:
                self.begin(connection)
                with _Session(connection, expire_on_commit=False) as session, session.begin():
                    yield session
            finally:
                if durable:
                    connection.connection.execute("PRAGMA synchronous = NORMAL")
        if durable:
            self.file.check()  # what was written into a file that is deleted has not been kept

    def begin(self, connection: Connection) -> None:
        """Begin a write transaction of SQLite. Raises OperationalError while another program has the lock."""
        self.file.check()
        began = time.monotonic()
        while True:
            try:
                return _execute(connection, "BEGIN IMMEDIATE")
            except OperationalError as error:
                busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or self._lock_patience.is_over(began):
                    raise

    def check_address(self) -> None:
        """Raises AddressError where nothing of what is written would be kept."""
        if self.is_sqlite and self.file.path is None:
            raise AddressError("it names no file, so nothing would be kept")

    def end_in(self, seconds: float) -> None:
        """The program is to end: no wait for the database lasts longer than so many seconds from now."""
        self._patience.end_in(seconds)
        self._lock_patience.end_in(seconds)

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One writer at a time among our own threads."""
        began = time.monotonic()
        while not self._write_lock.acquire(timeout=_SLICE):
            if self._lock_patience.is_over(began):
                busy = sqlite3.OperationalError("database is locked")
                busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise OperationalError("BEGIN IMMEDIATE", None, busy)
        try:
            yield
        finally:
            self._write_lock.release()


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


def address(url: str) -> URL:
    """The address of a database with the driver that is used. Raises AddressError."""
    if not url.strip():
        raise AddressError("it is empty")
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise AddressError("it is no address of a database") from None
    if parsed.drivername not in _SCHEMES:
        raise AddressError(f"“{parsed.drivername}” is not supported")
    return parsed.set(drivername=_SCHEMES[parsed.drivername])


def _execute(connection: Connection, statement: str) -> None:
    """Begin a transaction of SQLite. Not by an event of SQLAlchemy: one listener slows every statement."""
    try:
        connection.connection.execute(statement)
    except sqlite3.Error as error:
        raise OperationalError(statement, None, error) from error
