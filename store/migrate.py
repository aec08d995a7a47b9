"""Bringing a database to the present schema."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Create what is missing and change what has changed; an up-to-date database stays as it is."""
    at, newest = revisions(database)
    if at == newest:
        return
    from alembic import command  # noqa: PLC0415 - 11 MB that a running bot has no use for
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["engine"] = database.engine
    command.upgrade(config, "head")


def revisions(database: Database) -> tuple[str | None, str]:
    """The revision the database is at, and the newest there is: files of migrations begin with theirs."""
    newest = max(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None, newest
        return connection.scalar(text("SELECT version_num FROM alembic_version")), newest
