"""Every command with a database that cannot be used says what is wrong and what to do, in a line or two."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url
from typer.testing import CliRunner

from bot.cli import app
from docs.tables import commands
from store import database as database_module
from store import sqlite as sqlite_module
from store.database import Database
from tests.conftest import empty_sqlite

SECRET = "geheim-pa55"

ARGUMENTS: dict[str, list[str]] = {
    "ask": ["как сменить пароль"],
    "evaluate": ["entries.yaml", "entries.yaml", "--encoder", "lexical"],
    "kb import": ["entries.yaml"],
    "kb sync": ["folder"],
    "kb diff": ["entries.yaml"],
    "kb check": ["entries.yaml"],
    "kb export": ["out.yaml"],
    "kb replay": ["--retire", "x"],
    "kb withdraw": ["1"],
    "customers segment": ["123456789", "vip"],
    "variables set": ["hours", "9-18"],
    "variables remove": ["hours"],
    "team grant": ["123456789", "agent"],
    "team revoke": ["123456789", "agent"],
    "replies import": ["replies.yaml"],
    "replies export": ["out.yaml"],
    "link": ["entry", "wifi"],
    "model build": ["folder"],
    "db copy": ["--to", "sqlite:///copied.db"],
}
"""What a command needs beside its name; those that are not here need nothing."""
FILES_ONLY = {"kb check", "evaluate", "link", "model build"}
"""These touch no database, so no fault of one reaches them."""
ALL = [name for name, _ in commands()]
ENTRIES = """
- id: wifi
  question: {ru: Как сменить пароль Wi-Fi?}
  answer: {ru: Откройте настройки роутера и задайте новый пароль.}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files for the commands, where they run."""
    (tmp_path / "entries.yaml").write_text(ENTRIES, "utf-8")
    (tmp_path / "replies.yaml").write_text("- name: Привет\n  ru: Здравствуйте!\n", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "entries.yaml").write_text(ENTRIES, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEZERO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LINEZERO_ENCODER", "lexical")
    monkeypatch.setenv("LINEZERO_DEMO_PORT", "8099")
    monkeypatch.setattr(database_module, "_LOCK_SECONDS", 0.1)
    monkeypatch.setattr(sqlite_module, "_OPENING", 0.1)
    monkeypatch.setattr(sqlite_module, "_BUSY_MS", 50)
    return tmp_path


def _file(place: Path) -> Path:
    file = place / "linezero.db"
    file.write_bytes(empty_sqlite())
    return file


@contextmanager
def _no_sqlite(place: Path) -> Iterator[str]:
    (place / "linezero.db").write_text("Это не база, а письмо. " * 500, "utf-8")
    yield "sqlite:///linezero.db"


@contextmanager
def _damaged(place: Path) -> Iterator[str]:
    file = _file(place)
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))
    yield "sqlite:///linezero.db"


@contextmanager
def _locked(place: Path) -> Iterator[str]:
    other = sqlite3.connect(_file(place), isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    yield "sqlite:///linezero.db"
    other.close()


@contextmanager
def _newer(place: Path) -> Iterator[str]:
    with sqlite3.connect(_file(place)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    yield "sqlite:///linezero.db"


@contextmanager
def _folder_is_a_file(place: Path) -> Iterator[str]:
    (place / "var").write_text("")
    yield "sqlite:///var/deep/linezero.db"


@contextmanager
def _full_disk(place: Path) -> Iterator[str]:
    """A device on which nothing has room: one of our own, as others' locks show on the system's."""
    try:
        os.mknod(place / "linezero.db", stat.S_IFCHR | 0o600, os.stat("/dev/full").st_rdev)
        yield "sqlite:///linezero.db"
    except PermissionError:
        yield "sqlite:////dev/full"


def _just(url: str) -> Callable[[Path], object]:
    @contextmanager
    def given(_place: Path) -> Iterator[str]:
        yield url

    return given


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "other driver": (_just(f"sqlite+aiosqlite:///{SECRET}.db"), "not supported"),
    "other database": (_just(f"mysql://me:{SECRET}@localhost/x"), "not supported"),
    "nonsense": (_just("nonsense"), "no address"),
    "empty": (_just(""), "empty"),
    "nothing kept": (_just("sqlite://"), "nothing would be kept"),
    "server down": (_just(f"postgresql://me:{SECRET}@127.0.0.1:1/x"), "does not answer"),
    "server unknown": (_just(f"postgresql://me:{SECRET}@nowhere.invalid/x"), "does not answer"),
    "password with @": (_just(f"postgresql://me:a@{SECRET}@127.0.0.1:1/x"), "does not answer"),
    "folder": (_folder_is_a_file, "cannot be kept there"),
    "full disk": (_full_disk, "disk is full"),
    "no SQLite": (_no_sqlite, "is no database of SQLite"),
    "damaged": (_damaged, "is damaged"),
    "locked": (_locked, "is locked"),
    "newer": (_newer, "revision 9999"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ALL)
def test_a_command_says_what_is_wrong_with_its_database(
    name: str, fault: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, told = FAULTS[fault]
    with made(place) as url:  # type: ignore[attr-defined]
        monkeypatch.setenv("LINEZERO_DATABASE_URL", url)
        if name == "db adopt":
            monkeypatch.setenv("LINEZERO_TELEGRAM_TOKEN", "10000001:AAE-of-the-new-bot")
        ended = CliRunner().invoke(app, [*name.split(), *ARGUMENTS.get(name, [])])
    if name in FILES_ONLY:
        assert told not in ended.output
        return
    assert ended.exit_code == 1, ended.output
    if name in ("doctor", "health") and fault == "full disk":
        return  # they write nothing, and a real disk tells how much room is left
    assert told in ended.output
    assert "Traceback" not in ended.output
    assert SECRET not in ended.output.replace(f"{SECRET}.db", "")
    said = [line for line in ended.stderr.splitlines() if line]
    assert name == "doctor" or len(said) == 2, said


@pytest.mark.parametrize("name", ["doctor", "report", "team list", "kb export", "db upgrade"])
def test_postgres_that_refuses_and_a_full_one_are_told_apart(
    name: str, place: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = make_url(postgres_url).set(database="nobody_made_it").render_as_string(hide_password=False)
    monkeypatch.setenv("LINEZERO_DATABASE_URL", wrong)
    ended = CliRunner().invoke(app, [*name.split(), *ARGUMENTS.get(name, [])])
    assert (ended.exit_code, "has no database of this name" in ended.output) == (1, True), ended.output


def test_a_wrong_password_is_not_shown(
    place: Path, postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres_database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE ROLE nobody NOLOGIN")
    wrong = postgres_database.url.set(username="nobody", password=SECRET)
    monkeypatch.setenv("LINEZERO_DATABASE_URL", wrong.render_as_string(hide_password=False))
    ended = CliRunner().invoke(app, ["--debug", "team", "list"])
    assert ended.exit_code == 1
    assert "does not let this user in" in ended.output
    assert SECRET not in ended.output
    with postgres_database.engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE nobody")


def test_the_traceback_goes_to_the_log_when_asked_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _newer(place) as url:
        monkeypatch.setenv("LINEZERO_DATABASE_URL", url)
        ended = CliRunner().invoke(app, ["--debug", "team", "list"])
    assert (ended.exit_code, "Traceback" in ended.output, "revision 9999" in ended.output) == (1, True, True)


@pytest.mark.parametrize("name", [name for name in ALL if name not in FILES_ONLY | {"doctor", "run", "demo"}])
def test_a_disk_that_is_full_in_the_middle_is_told(
    name: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database may not grow by a page: what reads goes on, what writes ends with a word."""
    _file(place)
    opened = Database.__init__

    def full(self: Database, *arguments: object, **options: object) -> None:
        opened(self, *arguments, **options)  # type: ignore[arg-type]
        engine = self.engine

        @sqlite_module.event.listens_for(engine, "connect")
        def _no_room(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA max_page_count = 1")

    monkeypatch.setattr(Database, "__init__", full)
    monkeypatch.setenv("LINEZERO_DATABASE_URL", "sqlite:///linezero.db")
    ended = CliRunner().invoke(app, [*name.split(), *ARGUMENTS.get(name, [])])
    assert "Traceback" not in ended.output
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    if ended.exit_code == 1 and "disk" in ended.output:
        assert "the disk is full" in ended.output
