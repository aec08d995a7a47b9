"""What is kept is its owner's alone to read; what is open to others is mended, or named by the doctor."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import permissions
from bot.app import open_database
from bot.cli import app
from bot.settings import Settings
from store.database import Database

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which everything is open to all, where commands run."""
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_a_command_makes_is_its_owners_alone(place):
    for command in (["db", "upgrade"], ["kb", "demo"], ["kb", "export", "out.yaml"]):
        assert CliRunner().invoke(app, command).exit_code == 0
    assert mode(place / "var") == 0o700
    assert mode(place / "var" / "demo.db") == mode(place / "out.yaml") == 0o600


def test_what_was_open_is_mended(place):
    var = place / "var"
    (var / "pictures").mkdir(parents=True)
    (place / ".env").write_text("LINEZERO_COMPANY_NAME=Romashka\n")
    known = Settings()
    database = open_database(known)
    (var / "demo.db").chmod(0o644)
    with database.write():
        for path in (place / ".env", var, var / "pictures", *var.glob("demo.db*")):
            path.chmod(0o755)
        open_database(known).close()
        assert {mode(path) & 0o077 for path in (place / ".env", var, var / "pictures")} == {0}
        assert {mode(path) & 0o077 for path in var.glob("demo.db*")} == {0}
    database.close()
    assert mode(place) == 0o755  # the folder we were started in is not ours


def test_sqlite_keeps_the_files_beside_it_closed(place):
    database = open_database(Settings())
    other = sqlite3.connect(place / "var" / "demo.db")
    other.execute("CREATE TABLE more (a)")
    assert mode(place / "var" / "demo.db-wal") == 0o600
    other.close()
    database.close()


def test_the_doctor_names_what_is_open(place):
    assert CliRunner().invoke(app, ["db", "upgrade"]).exit_code == 0
    (place / "var" / "demo.db").chmod(0o640)
    (place / ".env").write_text("")
    told = CliRunner().invoke(app, ["doctor"]).output
    assert "! files: others on this machine can read or write .env, var/demo.db" in told
    assert "chmod go-rwx .env var/demo.db" in told


def test_a_folder_for_all_is_left_alone(place):
    shared = place / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    known = Settings(_env_file=None, data_dir=shared, database_url=f"sqlite:///{shared}/demo.db")
    open_database(known).close()
    assert mode(shared) == 0o1777
    assert mode(shared / "demo.db") == 0o600
    assert permissions.open_to_others(known, Database(known.database_url)) == []
