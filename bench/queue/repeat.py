"""One past many times over: the database copies it, with the indexes made anew at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BigInteger, Index, Table, cast, func, insert, literal, select, true
from sqlalchemy.orm import Session

from store.schema import Base, Case, CaseEvent, Customer, Message
from store.screen import CaseWord

_MOVED: dict[type[Base], tuple[str, ...]] = {
    Customer: ("id", "external_id"),
    Case: ("id", "customer_id"),
    CaseEvent: ("case_id",),
    Message: ("case_id", "customer_id", "chat_id", "external_id"),
    CaseWord: ("case_id",),
}
"""The numbers that a copy has for itself, in each table; that of the case comes first. A copy has customers
of its own: nobody has hundreds of cases."""
_TABLES = {Base.metadata.tables[model.__tablename__]: moved for model, moved in _MOVED.items()}


def repeat(session: Session, told: int, cases: int) -> None:
    """The cases from 1 to `told` again and again under higher numbers, until there are so many. A million
    told one by one would take an hour."""
    with _without_indexes(session):
        for table in _TABLES:
            session.execute(_copying(table, told, cases))
    if session.get_bind().dialect.name == "postgresql":
        for model in (Customer, Case):  # their sequences know nothing of numbers that were given
            sequence = func.pg_get_serial_sequence(model.__tablename__, "id")
            session.execute(select(func.setval(sequence, select(func.max(model.id)).scalar_subquery())))


def _copying(table: Table, told: int, cases: int) -> Any:
    """The rows come in the order of the key, so that it grows at its end only."""
    moved = _TABLES[table]
    first = select(cast(literal(told), BigInteger).label("ahead")).cte("copies", recursive=True)
    copies = first.union_all(select(first.c.ahead + told).where(first.c.ahead + told < cases))
    columns = [column for column in table.columns if column.name != "id" or column.name in moved]
    shown = {column.name: column + copies.c.ahead if column.name in moved else column for column in columns}
    number = table.c[moved[0]]
    order = [shown[name] for name in ("word", moved[0], "seq") if name in shown]
    rows = (
        select(*shown.values())
        .select_from(table.join(copies, true()))
        .where(number <= told, number + copies.c.ahead <= cases if table.name != "customers" else true())
        .order_by(*order)
    )
    return insert(table).from_select(columns, rows)


@contextmanager
def _without_indexes(session: Session) -> Iterator[None]:
    """What is no key is dropped and built again; references of copies hold by themselves."""
    connection = session.connection()
    indexes: list[Index] = [index for table in _TABLES for index in sorted(table.indexes, key=_name)]
    is_postgres = connection.dialect.name == "postgresql"
    if is_postgres:
        connection.exec_driver_sql(
            "SET LOCAL session_replication_role = replica"
        )  # no look at each reference
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
        connection.exec_driver_sql("SET LOCAL work_mem = '256MB'")
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _name(index: Index) -> str:
    return str(index.name)
