"""`linezero db`: the database."""

from __future__ import annotations

import typer

from bot.app import open_database
from bot.cli.configured import settings
from store import migrate

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.callback()
def _database() -> None:
    """The database."""


@app.command()
def upgrade() -> None:
    """Create what is missing in the database and change what has changed."""
    database = open_database(settings())
    at, _newest = migrate.revisions(database)
    typer.echo(f"The database is at revision {at}, the newest.")
