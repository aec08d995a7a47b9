"""`linezero health`: does somebody serve just now? Made to be asked every minute, by a container for one."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from bot.cli.configured import settings
from bot.sending.leading import KEY, is_live
from store import leases, migrate
from store.database import Database
from store.leases import Lease


def health() -> None:
    """Say whether updates are fetched and answers sent just now; ends with 1 where they are not."""
    database = Database(settings().database_url)
    database.check_address()
    try:
        at, _newest = migrate.revisions(database)
        lease, now = _lease(database) if at else (None, datetime.now(UTC))
    finally:
        database.close()
    if lease is None:
        typer.echo("Nobody serves: the program is not running, or has only just begun.")
        raise typer.Exit(1)
    if not is_live(lease, now):
        typer.echo(
            f"Nobody serves: {_host(lease)} was last heard of {abs(now - lease.until).total_seconds():.0f} s "
            "and more ago. Look at its log, and start it again."
        )
        raise typer.Exit(1)
    typer.echo(f"{_host(lease)} serves.")


def _lease(database: Database) -> tuple[Lease | None, datetime]:
    """Who serves according to the database, and its time."""
    with database.read() as session:
        return leases.read(session, KEY), leases.common_time(session, datetime.now(UTC))


def _host(lease: Lease) -> str:
    return lease.holder.partition("/")[0]
