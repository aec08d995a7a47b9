"""`linezero db copy`: everything into another database and back, or nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import JSON, Boolean, Date, Integer, Table, func, insert, inspect, select, text, update
from typer.testing import CliRunner

from bot import belonging
from bot.cli import app
from bot.sending import processes
from bot.sending.leading import KEY, LEASE, Leadership
from handoff.case import EventType
from handoff.metrics import By, Period, logs, measure
from store import copying, leases, migrate
from store.database import Database
from store.leases import Lease
from store.schema import Base, Case, Customer, KbEntry, KbVersion, Message, Setting
from store.types import JsonValue, UtcDateTime
from tests.integration.work.line import UNKNOWN, Line

AT = datetime(2026, 11, 30, 21, 59, 59, 123456, UTC)
JSON_VALUE = {
    "текст": "«ёж» 🦔 \\u0000",
    "n": [1, 1.5, 1e20, -3, None, True],
    "deep": {"": {}, "b": [], "a": "x"},
}
SECRET = "geheim-pa55"


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def fill(database: Database) -> None:
    """A talk that ended with a person, and two rows more in every table, with a value in every column of one
    and as little as may be in the other."""
    line = Line(database)
    line.says(1, "как сменить пароль wifi")
    line.work(5)
    line.solved(2)
    line.says(3, UNKNOWN)
    line.work(5)
    belonging.bind(database, "7")
    with database.write() as session:
        for table in Base.metadata.sorted_tables:
            for full in (True, False):
                session.execute(insert(table), [_row(table, full=full)])


def _row(table: Table, *, full: bool) -> dict[str, Any]:
    made: dict[str, Any] = {}
    number = 900_001 if full else 900_002
    for column in table.columns:
        if not full and column.nullable:
            continue
        keys = list(column.foreign_keys)
        if keys and keys[0].column.table.primary_key.columns.keys() == ["id"]:
            is_text = keys[0].column.type.python_type is str
            made[column.name] = f"{keys[0].column.table.name} id {number}" if is_text else number
        elif isinstance(column.type, JsonValue):
            made[column.name] = JSON_VALUE if full else {}
        elif isinstance(column.type, UtcDateTime):
            made[column.name] = AT
        elif isinstance(column.type, Date):
            made[column.name] = date(2026, 11, 30)
        elif isinstance(column.type, Boolean):
            made[column.name] = full
        elif isinstance(column.type, Integer):
            made[column.name] = number if column.primary_key or not full else 2**53 + number
        elif column.name == "type":
            made[column.name] = str(EventType.NOTED)
        else:
            made[column.name] = f"{table.name} {column.name} {number}"
    return made


def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, in an order that does not go by the database."""
    with database.read() as session:
        names = set(inspect(session.connection()).get_table_names()) - {"alembic_version"}
        assert names == {table.name for table in copying.tables()}
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in copying.tables()
        }


def nulls(database: Database) -> dict[str, int]:
    """How many JSON columns are NULL for the database itself."""
    with database.read() as session:
        return {
            str(column): session.scalars(select(func.count()).where(column.is_(None))).one()
            for table in copying.tables()
            for column in table.columns
            if isinstance(column.type, (JsonValue, JSON))
        }


def figures(database: Database) -> list[str]:
    """The report of the whole time as a person gets it, as a whole and split in each way."""
    period = Period(AT - timedelta(days=400), AT + timedelta(days=400))
    with database.read() as session:
        return [repr(measure(logs(session, period), period, by=by)) for by in (None, *By)]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run `linezero db copy` from one database to another."""
    monkeypatch.setenv("LINEZERO_DATA_DIR", str(tmp_path))

    def run(source: Database, to: str, *more: str) -> Result:
        monkeypatch.setenv("LINEZERO_DATABASE_URL", url_of(source))
        return CliRunner().invoke(app, [*more, "db", "copy", "--to", to])

    return run


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """A second SQLite database, of which there is no file yet."""
    database = Database(f"sqlite:///{tmp_path / 'new' / 'back.db'}")
    yield database
    database.close()


def test_everything_moves_to_postgres_and_back(
    sqlite_database: Database, postgres_database: Database, other: Database, run: Any
) -> None:
    fill(sqlite_database)
    before, told = content(sqlite_database), figures(sqlite_database)
    assert all(len(rows) >= 2 for rows in before.values())

    there = run(sqlite_database, url_of(postgres_database))
    assert there.exit_code == 0, there.output
    assert f"messages: {len(before['messages'])}\n" in there.output
    assert content(postgres_database) == before == content(sqlite_database)
    assert figures(postgres_database) == told
    assert nulls(postgres_database) == nulls(sqlite_database)

    back = run(postgres_database, url_of(other))
    assert back.exit_code == 0, back.output
    assert content(other) == before
    assert (figures(other), nulls(other)) == (told, nulls(sqlite_database))
    assert migrate.revisions(other)[0] == migrate.revisions(other)[1]
    belonging.check(other, "7")
    with pytest.raises(belonging.ForeignDatabaseError):
        belonging.check(postgres_database, "8")


def test_life_goes_on_in_the_new_database(
    sqlite_database: Database, postgres_database: Database, run: Any
) -> None:
    line = Line(sqlite_database)
    line.says(3, UNKNOWN)
    line.work(5)
    assert run(sqlite_database, url_of(postgres_database)).exit_code == 0
    with sqlite_database.read() as session:
        last = session.scalar(select(func.max(Message.id)))
    with postgres_database.write() as session:
        for table in copying.tables():
            if table.autoincrement_column is not None:
                sequence = func.pg_get_serial_sequence(table.name, table.autoincrement_column.name)
                following = session.scalar(select(func.nextval(sequence)))
                highest = session.scalar(select(func.max(table.autoincrement_column)))
                assert following == (highest or 0) + 1
        customer = session.scalars(select(Customer.id)).first()
        new = Message(customer_id=customer, author_kind="customer", text="и ещё", created_at=AT)
        session.add(new)
        session.flush()
        assert last is not None
        assert new.id > last


def test_what_points_forward_arrives_too(
    sqlite_database: Database, postgres_database: Database, other: Database, run: Any
) -> None:
    fill(sqlite_database)
    with sqlite_database.write() as session:
        session.execute(update(Case).where(Case.id == 1).values(previous_case_id=900_001))
        session.execute(update(Message).where(Message.id == 1).values(reply_to_id=900_002))
    for source, target in ((sqlite_database, postgres_database), (postgres_database, other)):
        ended = run(source, url_of(target))
        assert ended.exit_code == 0, ended.output
        assert content(target) == content(sqlite_database)


def test_many_rows_move_in_parts(sqlite_database: Database, postgres_database: Database, run: Any) -> None:
    rows = [{"key": f"k{number}", "value": "я" * (number % 50)} for number in range(1234)]
    with sqlite_database.write() as session:
        session.execute(insert(Setting), rows)
    assert "settings: 1234\n" in run(sqlite_database, url_of(postgres_database)).output
    assert content(postgres_database) == content(sqlite_database)


def test_characters_that_postgres_does_not_keep_are_told(
    sqlite_database: Database, postgres_database: Database, run: Any
) -> None:
    with sqlite_database.write() as session:
        session.add(KbEntry(id="a\x00b", created_at=AT, changed_at=AT))
        session.add(
            KbVersion(entry_id="a\x00b", version=1, content={"q": ["x\x00", "\ud800"]}, created_at=AT)
        )
    ended = run(sqlite_database, url_of(postgres_database))
    assert ended.exit_code == 0, ended.output
    assert "kb_versions: 1, 1 with a sign in place of" in ended.output
    with postgres_database.read() as session:
        assert session.scalars(select(KbVersion.content)).one() == {"q": ["x\ufffd", "\ufffd"]}


# -- refused: nothing is changed anywhere ----------------------------------------------------------------


def _refused(ended: Result, told: str) -> None:
    assert ended.exit_code == 1, ended.output
    assert told in ended.output
    assert "Traceback" not in ended.output
    assert SECRET not in ended.output


def _a_setting(database: Database) -> None:
    with database.write() as session:
        session.merge(Setting(key="x", value="y"))


def test_a_target_with_something_in_it(
    sqlite_database: Database, postgres_database: Database, run: Any
) -> None:
    _a_setting(sqlite_database)
    _a_setting(postgres_database)
    before = content(postgres_database)
    _refused(run(sqlite_database, url_of(postgres_database)), "not empty (table settings)")
    _refused(run(postgres_database, url_of(sqlite_database)), "not empty (table settings)")
    assert content(postgres_database) == before


def test_a_target_of_another_program(sqlite_database: Database, other: Database, run: Any) -> None:
    _a_setting(sqlite_database)
    with other.write() as session:
        session.execute(text("CREATE TABLE invoices (id INTEGER)"))
    _refused(run(sqlite_database, url_of(other)), "tables of something else (invoices)")
    assert migrate.revisions(other)[0] is None


def test_nothing_to_copy(database: Database, other: Database, run: Any) -> None:
    _refused(run(database, url_of(other)), "nothing to copy")


def test_the_same_database_under_any_name(database: Database, tmp_path: Path, run: Any) -> None:
    _a_setting(database)
    _refused(run(database, url_of(database)), "same database")
    if database.is_sqlite:
        (tmp_path / "link.db").symlink_to(tmp_path / "linezero.db")
        other = f"sqlite:///{tmp_path / 'link.db'}"
    else:
        other = url_of(database) + ("&" if database.url.query else "?") + "application_name=other"
    _refused(run(database, other), "same database")


def test_while_the_program_serves(database: Database, other: Database, run: Any) -> None:
    _a_setting(database)
    with database.write() as session:
        assert leases.take(session, KEY, None, Lease("tower/x/1/1/ab", datetime.now(UTC) + LEASE))
    _refused(run(database, url_of(other)), "is running on this database (on tower)")
    assert other.file.path is not None
    assert not other.file.path.exists()


def test_after_it_was_killed_nobody_has_to_wait(database: Database, other: Database, run: Any) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"]) as process:
        name = processes.own_name().split("/")
        name[2:4] = [str(process.pid), "1"]
        process.kill()
    assert Leadership(database, name="/".join(name)).take()
    ended = run(database, url_of(other))
    assert ended.exit_code == 0, ended.output


def test_a_newer_target(sqlite_database: Database, other: Database, run: Any) -> None:
    _a_setting(sqlite_database)
    migrate.upgrade(other)
    with other.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    _refused(run(sqlite_database, url_of(other)), "revision 9999")


@pytest.mark.parametrize(
    ("to", "told"),
    [
        (f"postgresql://me:{SECRET}@127.0.0.1:1/x", "does not answer"),
        (f"mysql://me:{SECRET}@localhost/x", "--to cannot be used"),
        ("nonsense", "--to cannot be used"),
        ("", "--to cannot be used"),
        ("sqlite://", "nothing would be kept"),
        ("sqlite:////proc/nowhere/x.db", "cannot be kept there"),
    ],
)
def test_a_target_that_cannot_be_used(sqlite_database: Database, to: str, told: str, run: Any) -> None:
    _a_setting(sqlite_database)
    ended = run(sqlite_database, to)
    _refused(ended, told)
    assert "LINEZERO_DATABASE_URL" not in ended.output


def test_a_target_that_is_no_database(sqlite_database: Database, tmp_path: Path, run: Any) -> None:
    _a_setting(sqlite_database)
    (tmp_path / "letter.db").write_text("Это письмо. " * 500, "utf-8")
    _refused(run(sqlite_database, f"sqlite:///{tmp_path / 'letter.db'}"), "letter.db is no database")


# -- in the middle ---------------------------------------------------------------------------------------


def test_killed_in_the_middle_there_is_nothing_and_it_can_be_begun_again(
    sqlite_database: Database, postgres_database: Database, tmp_path: Path, run: Any
) -> None:
    fill(sqlite_database)
    last = copying.tables()[-1]
    environment = os.environ | {
        "LINEZERO_DATABASE_URL": url_of(sqlite_database),
        "LINEZERO_DATA_DIR": str(tmp_path),
    }
    given = [
        sys.executable,
        "-c",
        "from bot.cli import app; app()",
        "db",
        "copy",
        "--to",
        url_of(postgres_database),
    ]
    with postgres_database.engine.connect() as holding:
        # Somebody's row with a key of ours keeps the copy waiting when all tables but one are done
        holding.exec_driver_sql("SET session_replication_role = replica")
        holding.execute(insert(last), [_row(last, full=True)])
        copying_now = subprocess.Popen(given, env=environment)  # noqa: S603
        try:
            _wait_for_a_waiting(postgres_database, copying_now)
            copying_now.send_signal(signal.SIGKILL)
        finally:
            copying_now.kill()
            copying_now.wait()
        holding.rollback()
    assert not any(content(postgres_database).values())
    ended = run(sqlite_database, url_of(postgres_database))
    assert ended.exit_code == 0, ended.output
    assert content(postgres_database) == content(sqlite_database)


def _wait_for_a_waiting(database: Database, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 90
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while time.monotonic() < end and process.poll() is None:
        with database.read() as session:
            if session.scalar(waiting):
                return
        time.sleep(0.05)
    raise AssertionError("the copy did not come to wait")


def test_a_row_that_cannot_be_given_leaves_nothing(
    sqlite_database: Database, other: Database, run: Any, tmp_path: Path
) -> None:
    """A file that was edited by hand points to nobody: the new database takes no such row, and no other."""
    _a_setting(sqlite_database)
    with sqlite3.connect(tmp_path / "linezero.db") as edited:
        edited.execute(
            "INSERT INTO notes (id, case_id, author_id, text, created_at) VALUES (1, 7, 7, '', '2026-01-01')"
        )
    edited.close()
    _refused(run(sqlite_database, url_of(other)), "with --debug")
    assert "Traceback" in run(sqlite_database, url_of(other), "--debug").output
    assert not any(content(other).values())
