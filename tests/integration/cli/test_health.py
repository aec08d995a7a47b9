"""`linezero health` and `linezero --version`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import metadata

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.sending.leading import KEY, LEASE, Leadership
from store import leases
from store.database import Database
from store.leases import Lease


def _ask(database: Database, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.setenv("LINEZERO_DATABASE_URL", database.url.render_as_string(hide_password=False))
    asked = CliRunner().invoke(app, ["health"])
    return asked.exit_code, asked.output


def test_whoever_serves_is_named(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Leadership(database, name="tower/x/1/1/ab").take()
    assert _ask(database, monkeypatch) == (0, "tower serves.\n")


def test_nobody_has_begun(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = _ask(database, monkeypatch)
    assert code == 1
    assert said.startswith("Nobody serves")


def test_who_hangs_does_not_serve(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.write() as session:
        stale = Lease("tower/x/1/1/ab", datetime.now(UTC) - LEASE - timedelta(minutes=1))
        assert leases.take(session, KEY, None, stale)
    code, said = _ask(database, monkeypatch)
    assert code == 1
    assert "tower was last heard of" in said


def test_version() -> None:
    asked = CliRunner().invoke(app, ["--version"])
    assert asked.exit_code == 0
    assert asked.output.startswith(f"Line Zero {metadata.version('linezero')} (Python ")
