"""What is wrong with a database and what to do about it, in words for the person who runs the program.

The driver's errors are translated here, once. No word of a password, an address with one, or a row is kept.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from store.database import AddressError
from store.migrate import NewerSchemaError
from store.sqlite import FileGoneError

_LITTLE = 1_000_000
"""Bytes left on a disk that is as good as full: SQLite then fails in many ways, few of which say so."""
_UNKNOWN = "Run the command again with --debug (`linezero --debug …`): the log then says where it happened."
_ADDRESS = "LINEZERO_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and what to do."""

    what: str
    todo: str


def explain(error: BaseException, url: URL | None = None) -> Fault | None:
    """The fault behind an error; None where it is none of a database. `url` is the database it arose in."""
    for one in _chain(error):
        found = _of(one, url)
        if found is not None:
            return found
    return None


def is_away(error: BaseException) -> bool:
    """Whether the database did not do its part, so that the same may work later. What is left is a fault of
    the statement."""
    if isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    match error.orig:
        case sqlite3.Error() as orig:
            return _code(orig) in _SQLITE
        case psycopg.errors.ReadOnlySqlTransaction():
            return True
    return error.connection_invalidated


def is_deadlock(error: BaseException) -> bool:
    """Whether this step was chosen to give way to another one: done again, it succeeds."""
    orig = error.orig if isinstance(error, DBAPIError) else None
    return isinstance(orig, (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure))


def _chain(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _chain(one)
    else:
        yield error


def _of(error: BaseException, url: URL | None) -> Fault | None:
    match error:
        case AddressError():
            todo = (
                "Write sqlite:///var/linezero.db (a file) or postgresql://user:password@host/name; "
                "special characters of a password as %40 for @, %2F for / and so on."
            )
            return Fault(f"{_ADDRESS} cannot be used: {error}.", todo)
        case NewerSchemaError():
            todo = (
                "Start the newer version of Line Zero again, or go back to the backup that was made before "
                "the upgrade. Nothing was changed."
            )
            return Fault(str(error), todo)
        case FileGoneError():
            todo = "Put it back or restore a backup, then start again."
            return Fault(f"{_file(url)} was deleted or replaced while the program had it open.", todo)
        case PoolTimeoutError():
            return Fault(f"{_server(url)} keeps all connections waiting.", "Look at the load of the server.")
        case DBAPIError():
            return _of_driver(error.orig, url)
        case sqlite3.Error() | psycopg.Error():
            return _of_driver(error, url)
        case SQLAlchemyError():
            return Fault(f"The database cannot be used ({type(error).__name__}).", _UNKNOWN)
    return None


def _of_driver(error: BaseException | None, url: URL | None) -> Fault:
    match error:
        case OSError():
            reason = (error.strerror or type(error).__name__).lower()
            todo = f"Make the folder writable for who runs Line Zero, or name another in {_ADDRESS}."
            return Fault(f"{_file(url)} cannot be kept there: {reason}.", todo)
        case sqlite3.Error():
            return _of_sqlite(error, url)
        case psycopg.Error():
            return _of_postgres(error, url)
    return Fault(f"The database cannot be used ({type(error).__name__}).", _UNKNOWN)


# -- SQLite --------------------------------------------------------------------------------------------

_WRITABLE = "Make the file and its folder writable for the user who runs Line Zero."
_FULL = ("{file} cannot grow: the disk is full.", "Make room on it; nothing that was kept is lost.")
_SQLITE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "{file} is locked: another program keeps writing to it.",
        "End that program (a second Line Zero? a backup? an editor of SQLite files?) and try again.",
    ),
    sqlite3.SQLITE_LOCKED: ("{file} is locked by another program.", "End that program and try again."),
    sqlite3.SQLITE_READONLY: ("{file} cannot be written to.", _WRITABLE),
    sqlite3.SQLITE_PERM: ("{file} cannot be written to.", _WRITABLE),
    sqlite3.SQLITE_IOERR: (
        "{file} cannot be read or written: the disk fails.",
        "Look at the disk (full? unplugged? a network drive?) and start again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "{file} is damaged.",
        "Restore a backup (docs/running.md); `sqlite3 FILE .recover` saves what can still be read.",
    ),
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: ("{file} cannot be opened.", _WRITABLE),
    sqlite3.SQLITE_NOTADB: (
        "{file} is no database of SQLite.",
        f"Put the right file in its place, or name another in {_ADDRESS}.",
    ),
}
"""By SQLite's error code: what is wrong, and what to do."""


def _of_sqlite(error: sqlite3.Error, url: URL | None) -> Fault:
    code = _code(error)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full(url):
        code = sqlite3.SQLITE_FULL
    if code not in _SQLITE:
        return Fault(f"{_file(url)} cannot be used ({type(error).__name__}).", _UNKNOWN)
    what, todo = _SQLITE[code]
    return Fault(what.format(file=_file(url)), todo)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_full(url: URL | None) -> bool:
    if url is None or not url.database:
        return False
    try:
        return shutil.disk_usage(Path(url.database).parent).free < _LITTLE
    except OSError:
        return False


def _file(url: URL | None) -> str:
    return f"The database {url.database}" if url is not None and url.database else "The database file"


# -- PostgreSQL ----------------------------------------------------------------------------------------

_LET_IN = f"Check user and password in {_ADDRESS}, and pg_hba.conf on the server."
_BY_CODE: dict[str, tuple[str, str]] = {
    "28": ("{server} does not let this user in.", _LET_IN),
    "3D000": (
        "{server} has no database of this name.",
        f"Create it (`createdb`), or name another in {_ADDRESS}.",
    ),
    "42501": ("{server} does not allow this user to do that.", "Make the user owner of the database."),
    "25006": ("{server} takes no changes: it is a read-only copy.", f"Name the main server in {_ADDRESS}."),
    "53100": ("The disk of {server} is full.", "Make room on it; nothing that was kept is lost."),
    "53300": ("{server} has no connection left.", "Raise max_connections, or end other programs."),
    "55P03": ("Another program keeps locks in {server}.", "End that program and try again."),
    "57014": ("{server} took too long for a statement.", "Look at its load, and try again."),
    "57P": ("{server} is starting or shutting down.", "Wait until it runs, and try again."),
    "40P01": ("Two programs waited for each other in {server}.", "Try again."),
}
"""By the beginning of SQLSTATE."""
_BY_WORDS: tuple[tuple[str, str], ...] = (
    ("password authentication failed", "28"),
    ("no password supplied", "28"),
    ("not permitted to log in", "28"),
    ("no pg_hba.conf entry", "28"),
    ("authentication failed", "28"),
    ("does not exist", "3D000"),
    ("too many clients", "53300"),
    ("connection slots", "53300"),
    ("the database system is", "57P"),
)
"""A connection that is refused has no SQLSTATE; its words are the server's."""


def _of_postgres(error: psycopg.Error, url: URL | None) -> Fault:
    state, words = error.sqlstate or "", str(error)
    if not state:
        state = next((code for part, code in _BY_WORDS if part in words), "")
    for code, (what, todo) in _BY_CODE.items():
        if state.startswith(code):
            return Fault(what.format(server=_server(url)), todo)
    if not state and isinstance(error, psycopg.OperationalError):
        todo = (
            f"Is the server running, and are host and port in {_ADDRESS} right? Can it be reached from here?"
        )
        return Fault(f"{_server(url)} does not answer.", todo)
    return Fault(f"{_server(url)} refused a statement ({type(error).__name__}).", _UNKNOWN)


def _server(url: URL | None) -> str:
    if url is None:
        return "PostgreSQL"
    host = str(url.host or url.query.get("host") or "localhost").rpartition("@")[2]  # of a password with an @
    return f"PostgreSQL at {host}{f':{url.port}' if url.port else ''}"
