"""Everything from one database into another one that is empty: all of it, or nothing.

The source stands still meanwhile: its writers wait. The target gets all rows in one transaction, in the order
of their foreign keys, and each row is read back and compared before it is committed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Table, bindparam, func, inspect, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from store import authoring, gaps, incidents, screen, staff  # noqa: F401 -- their tables belong to the schema
from store.database import Database
from store.schema import Base
from store.types import JsonValue

_AT_ONCE = 500
"""Rows in memory: a row of the inbox has some kilobytes."""
_ONE_COPY = "SELECT pg_try_advisory_xact_lock(hashtext('linezero copy'))"
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_INSTEAD = "\ufffd"
_VERSION = "alembic_version"
_NAME_ANOTHER = "Nothing was changed; name an empty database."
Told = Callable[[str, int], None]
"""Takes the name of a table and how many more of its rows were copied."""


class CopyRefusedError(Exception):
    """Nothing was copied; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Copied:
    """One table: its rows, and how many had characters that PostgreSQL does not keep."""

    table: str
    rows: int
    mended: int


def tables() -> list[Table]:
    """All tables; whatever a row points to stands in an earlier one, or in its own."""
    return Base.metadata.sorted_tables


def check_empty(target: Database) -> None:
    """Raises CopyRefusedError where there is something in the target already, of ours or of others."""
    with target.read() as session:
        _lock(session)
        there = set(inspect(session.connection()).get_table_names())
        ours = {table.name for table in tables()} | {_VERSION}
        if others := sorted(there - ours):
            raise CopyRefusedError(f"The target has tables of something else ({others[0]}). {_NAME_ANOTHER}")
        for table in tables():
            if table.name in there and session.execute(select(text("1")).select_from(table).limit(1)).first():
                raise CopyRefusedError(f"The target is not empty (table {table.name}). {_NAME_ANOTHER}")


def count(session: Session) -> dict[str, int]:
    """The rows of each table."""
    return {table.name: session.scalars(select(func.count()).select_from(table)).one() for table in tables()}


def hold_still(source: Session) -> None:
    """Nothing is written to the source until this transaction ends; writing transactions of SQLite have seen
    to that already. Raises CopyRefusedError while another copy is made."""
    if _is_sqlite(source):
        return
    source.execute(text("SET LOCAL lock_timeout = '10s'"))
    names = ", ".join(f'"{table.name}"' for table in tables())
    source.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
    _lock(source)


def copy(source: Session, target: Session, told: Told) -> list[Copied]:
    """Copy all rows into a target of the same schema. Both transactions are the caller's, who commits.

    Raises CopyRefusedError for a target with rows in it, or where a table does not come out equal.
    """
    _lock(target)
    done = []
    for table in tables():
        if target.execute(select(text("1")).select_from(table).limit(1)).first():
            raise CopyRefusedError(f"The target is not empty (table {table.name}). {_NAME_ANOTHER}")
        given = _Digest()
        mended = _copy_table(source, target, table, given, told)
        found = _Digest()
        for rows in _batches(target, table):
            found.add(rows)
        if found != given:
            raise CopyRefusedError(
                f"The table {table.name} did not come out equal ({given.rows} rows given, {found.rows} "
                "found). Nothing was copied. Does another program write to the target?"
            )
        _number_on(target, table)
        done.append(Copied(table.name, given.rows, mended))
    return done


def _lock(session: Session) -> None:
    """One copy at a time from or to a database: it also finds the same one under two names."""
    if not _is_sqlite(session) and not session.scalar(text(_ONE_COPY)):
        raise CopyRefusedError(
            "Source and target are the same database, or another copy is made just now. Nothing was changed."
        )


def _copy_table(source: Session, target: Session, table: Table, given: _Digest, told: Told) -> int:
    """The rows of one table. Those that point to a later row of their own table do so in the end."""
    inward = [key.parent for key in table.foreign_keys if key.column.table is table]
    insert = table.insert().values({column.name: _bound(column) for column in table.columns})
    late: list[tuple[Column[Any], dict[str, Any]]] = []
    mended = 0
    for rows in _batches(source, table):
        if not _is_sqlite(target):
            mended += sum(_mend(row) for row in rows)
        given.add(rows)
        for row in rows:
            for column in inward:
                if row[column.name] is not None and row[column.name] > row["id"]:
                    late.append((column, {"at": row["id"], "to": row[column.name]}))
                    row[column.name] = None
        target.execute(insert, rows)
        told(table.name, len(rows))
    for column, where in late:
        target.execute(update(table).where(table.c.id == where["at"]).values({column: where["to"]}))
    return mended


def _batches(session: Session, table: Table) -> Iterator[list[dict[str, Any]]]:
    order = list(table.primary_key.columns)
    rows = session.execute(select(table).order_by(*order).execution_options(yield_per=_AT_ONCE)).mappings()
    for part in rows.partitions():
        yield [dict(row) for row in part]


def _bound(column: Column[Any]) -> Any:
    """A column's value as it is given. An empty JSON column is NULL, as where the program leaves it empty."""
    if not isinstance(column.type, JsonValue):
        return bindparam(column.name, type_=column.type)
    none = column.nullable is True
    kept = JSON(none_as_null=none).with_variant(JSONB(none_as_null=none), "postgresql")
    return bindparam(column.name, type_=kept)


def _number_on(session: Session, table: Table) -> None:
    """New rows get numbers above those copied; SQLite goes by the rows themselves."""
    column = table.autoincrement_column
    if _is_sqlite(session) or column is None:
        return
    sequence = session.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    if sequence is not None:
        highest = func.max(column)
        session.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


# -- what PostgreSQL does not keep -----------------------------------------------------------------------


def _mend(row: dict[str, Any]) -> bool:
    """Put a sign in the place of what PostgreSQL keeps in no text. Whether there was any."""
    found = False
    for name, value in row.items():
        if isinstance(value, (str, dict, list)) and (mended := _storable(value)) != value:
            row[name], found = mended, True
    return found


def _storable(value: Any) -> Any:
    match value:
        case str():
            return _NOT_STORABLE.sub(_INSTEAD, value)
        case dict():
            return {_storable(name): _storable(one) for name, one in value.items()}
        case list():
            return [_storable(one) for one in value]
    return value


# -- whether it is the same ------------------------------------------------------------------------------


class _Digest:
    """How many rows there were, and a sum over all their values, in whatever order they came."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, rows: list[dict[str, Any]]) -> None:
        """These rows too."""
        for row in rows:
            said = json.dumps(_canonical(row), sort_keys=True, default=repr).encode()
            self._sum = (self._sum + int.from_bytes(hashlib.sha256(said).digest())) % 2**256
        self.rows += len(rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Digest) and (self.rows, self._sum) == (other.rows, other._sum)

    __hash__ = None  # type: ignore[assignment]


def _canonical(value: Any) -> Any:
    """The same for what both databases take for the same: JSON has one kind of number."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {name: _canonical(one) for name, one in value.items()}
        case list():
            return [_canonical(one) for one in value]
    return value
