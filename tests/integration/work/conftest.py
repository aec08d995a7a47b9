"""What quick scenarios of the worker share."""

from __future__ import annotations

import pytest

from store.database import Database
from tests.integration.work.line import Line


@pytest.fixture
def line(sqlite_database: Database) -> Line:
    """A line with Ирина and Павел, on SQLite."""
    return Line(sqlite_database)
