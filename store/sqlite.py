"""Connections to a file of SQLite, and whether it is still the file that we opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

_BUSY_MS = 250
"""How long SQLite itself waits for a lock; whoever wants to wait longer asks again."""

_OPENING = 2.0
"""Seconds to wait for a lock while the file is opened: programs that start together make it one by one."""


class FileGoneError(OperationalError):
    """The database file was deleted or replaced while the program had it open. What is written from then on
    goes nowhere, so nothing is."""

    def __init__(self) -> None:
        super().__init__("BEGIN", None, FileNotFoundError("the database file was deleted or replaced"))


class File:
    """A database file, known by its place on the disk since it was first opened."""

    def __init__(self, path: str) -> None:
        self.path = Path(path) if path and path != ":memory:" else None
        self._known: tuple[int, int] | None = None

    def check(self) -> None:
        """Raises FileGoneError once another file, or none, is where ours was."""
        if self._known is not None and self._now() != self._known:
            raise FileGoneError

    def opened(self) -> None:
        """A connection has opened the file: it is ours from the first time on."""
        if self._known is None:
            self._known = self._now()
        self.check()

    def make_folder(self) -> None:
        """Make the folder that the file is to be in. Raises OperationalError."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OperationalError("connect", None, error) from error

    def _now(self) -> tuple[int, int] | None:
        if self.path is None:
            return None
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


def engine(url: URL, file: File) -> Engine:
    """An engine on this file; its folder is made on first use."""
    asked = {"check_same_thread": False, "timeout": _OPENING}
    made = create_engine(url, connect_args=asked, hide_parameters=True)

    @event.listens_for(made, "do_connect")
    def _prepare(_dialect: Any, _record: Any, _arguments: Any, _options: Any) -> None:
        file.check()  # SQLite would make a new file in its place
        file.make_folder()

    @event.listens_for(made, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say when a transaction begins, not the driver
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        file.opened()

    return made
