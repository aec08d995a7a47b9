"""A database that fails while the program serves: one line of log for all who notice it."""

from __future__ import annotations

import structlog

from store import faults
from store.database import Database

_log = structlog.get_logger(__name__)


def tell(database: Database, error: BaseException) -> None:
    """Say what is wrong and what to do, once a minute however many notice it and how often."""
    found = faults.explain(error, database.url)
    what, todo = (found.what, found.todo) if found else (type(error).__name__, "")
    if database.outages.is_news(what):
        _log.error(
            "the database fails", action="database_fails", what=what, todo=todo, error=type(error).__name__
        )


def works(database: Database) -> None:
    """Say that it works again, where it was said that it does not."""
    seconds = database.outages.over()
    if seconds is not None:
        _log.warning("the database works again", action="database_works", after_seconds=round(seconds, 1))
