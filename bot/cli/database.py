"""`linezero db`: the database."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from bot import belonging
from bot.app import open_database
from bot.cli.configured import settings
from bot.cli.copying import copy
from store import migrate

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.callback()
def _database() -> None:
    """The database."""


app.command()(copy)


@app.command()
def adopt() -> None:
    """Give the database of your company to the new bot whose token is set, once. It forgets what only the bot
    before could reach."""
    configured = settings()
    owner = belonging.bot_of(configured)
    if not owner:
        typer.echo("Set LINEZERO_TELEGRAM_TOKEN to the token of the new bot first.", err=True)
        raise typer.Exit(1)
    database = open_database(configured)
    try:
        with database.write() as session:
            played = belonging.adopt(session, owner, datetime.now(UTC))
    except belonging.ForeignDatabaseError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    finally:
        database.close()
    typer.echo(f"The database belongs to the bot {owner} now.")
    if played:
        typer.echo("All roles were taken, and unchanged entries of the demo answer no more.")


@app.command()
def upgrade() -> None:
    """Create what is missing in the database and change what has changed."""
    database = open_database(settings())
    at, _newest = migrate.revisions(database)
    typer.echo(f"The database is at revision {at}, the newest.")
