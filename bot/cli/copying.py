"""`linezero db copy`: to a bigger database, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.app import open_database
from bot.cli.configured import settings
from bot.sending import processes
from bot.sending.leading import KEY, may_take
from handoff.metrics import By, Period, Report, logs, measure
from store import copying, faults, leases, migrate
from store.copying import Copied, CopyRefusedError
from store.database import AddressError, Database
from store.schema import CaseEvent

_To = Annotated[
    str, typer.Option("--to", help="Address of an empty database: postgresql://… or sqlite:///….")
]


def copy(to: _To) -> None:
    """Copy everything into another, empty database, from SQLite to PostgreSQL or back; the program must not
    be running. What is there now stays as it is."""
    source = open_database(settings())
    try:
        target = _open(to)
        try:
            _check_apart(source, target)
            done = _copy(source, target)
        finally:
            target.close()
    finally:
        source.close()
    for table in done:
        note = f", {table.mended} with a sign in place of unreadable characters" if table.mended else ""
        typer.echo(f"{table.table}: {table.rows}{note}")
    typer.echo("All rows were read back and are equal, and so are the figures of the report.")
    typer.echo("Now set LINEZERO_DATABASE_URL to the new database and start the program.")


def _copy(source: Database, target: Database) -> list[Copied]:
    with source.write() as given, _progress() as progress:
        _check_nobody_serves(given)
        copying.hold_still(given)
        _check_nobody_serves(given)
        rows = copying.count(given)
        if not any(rows.values()):
            raise CopyRefusedError("There is nothing in the database yet, so there is nothing to copy.")
        with _target(target):
            copying.check_empty(target)
            migrate.upgrade(target)
        bar = progress.add_task("", total=sum(rows.values()))
        with _target(target), target.write(durable=True) as taken:
            done = copying.copy(
                given, taken, lambda table, more: progress.update(bar, description=table, advance=more)
            )
            if {table.table: table.rows for table in done} != rows or copying.count(taken) != rows:
                raise CopyRefusedError("The counts of the tables differ. Nothing was copied; try again.")
            if _figures(given) != _figures(taken):
                raise CopyRefusedError("The figures of the report differ. Nothing was copied.")
    return done


def _open(to: str) -> Database:
    try:
        target = Database(to)
        target.check_address()
    except AddressError as error:
        raise CopyRefusedError(_words(faults.explain(error))) from None
    return target


def _check_apart(source: Database, target: Database) -> None:
    """Raises CopyRefusedError for the same database twice; on PostgreSQL, where it is known by two names."""
    same = source.url == target.url
    if source.is_sqlite and target.is_sqlite:
        one, other = Path(source.url.database or ""), Path(target.url.database or "")
        same = one.resolve() == other.resolve() or (other.exists() and one.samefile(other))
    if same:
        raise CopyRefusedError("Source and target are the same database. Name an empty one by --to.")


def _check_nobody_serves(session: Session) -> None:
    """Raises CopyRefusedError while the program runs on the source: what it wrote meanwhile would be lost."""
    seen = leases.read(session, KEY)
    now = leases.common_time(session, datetime.now(UTC))
    if seen is not None and not may_take(seen, "", now, processes.has_ended):
        host = seen.holder.partition("/")[0]
        raise CopyRefusedError(
            f"The program is running on this database (on {host}), and what it writes meanwhile would be "
            "lost. Stop it first, wherever it runs; `linezero health` says when nobody serves."
        )


@contextmanager
def _target(target: Database) -> Iterator[None]:
    """What goes wrong in here is told as a fault of the target, unless the driver is the source's."""
    try:
        yield
    except (SQLAlchemyError, migrate.NewerSchemaError) as error:
        orig = getattr(error, "orig", None)
        other = psycopg.Error if target.is_sqlite else sqlite3.Error
        if isinstance(orig, other):
            raise
        raise CopyRefusedError(_words(faults.explain(error, target.url))) from error


def _words(fault: faults.Fault | None) -> str:
    """What is wrong with the target, which no setting names."""
    said = f"{fault.what}\n{fault.todo}" if fault is not None else "The target cannot be used."
    return said.replace("LINEZERO_DATABASE_URL", "--to")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on the terminal; a pipe gets none."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress


def _figures(session: Session) -> list[Report]:
    """The report over everything there is, as a whole and split."""
    first, last = session.execute(select(func.min(CaseEvent.at), func.max(CaseEvent.at))).one()
    if first is None:
        return []
    period = Period(first, last + timedelta(seconds=1))
    return [measure(logs(session, period), period, by=by) for by in (None, By.LINE, By.AGENT, By.TOPIC)]
