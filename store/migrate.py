"""Bringing a database to the present schema."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


class NewerSchemaError(Exception):
    """The database was made by a newer version of the program, which this one would damage."""

    def __init__(self, at: str, newest: str) -> None:
        super().__init__(
            f"The database is at revision {at}; this version of Line Zero knows {newest} at most."
        )


def upgrade(database: Database) -> None:
    """Create what is missing and change what has changed; an up-to-date database stays as it is.

    Raises NewerSchemaError where the program is older than the database.
    """
    at, newest = revisions(database)
    if at == newest:
        return
    from alembic import command  # noqa: PLC0415 - 11 MB that a running bot has no use for
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["database"] = database
    command.upgrade(config, "head")


def revisions(database: Database) -> tuple[str | None, str]:
    """The revision the database is at, and the newest there is: files of migrations begin with theirs.

    Raises NewerSchemaError where the first is none that we know.
    """
    known = {file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py")}
    newest = max(known)
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None, newest
        at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if at is not None and at not in known:
        raise NewerSchemaError(at, newest)
    return at, newest
