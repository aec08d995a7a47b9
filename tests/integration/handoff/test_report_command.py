"""`linezero report` and `linezero staffing`, as they are called."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from click.testing import Result
from sqlalchemy import update
from typer.testing import CliRunner

from bench import history
from bot.cli import app
from store.database import Database
from store.schema import Person

NOVEMBER = ("--from", "2026-11-01", "--to", "2026-11-14")
FORMULA = '=HYPERLINK("http://evil.example";"Ирина")'

Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over two weeks of 200 cases; one agent is called like a formula."""
    history.fill(
        sqlite_database, 200, first_day=datetime(2026, 11, 1, tzinfo=ZoneInfo("Europe/Moscow")), days=14
    )
    with sqlite_database.write() as session:
        session.execute(update(Person).where(Person.name == "Ирина").values(name=FORMULA))
    monkeypatch.setenv("LINEZERO_DATABASE_URL", str(sqlite_database.url))
    runner = CliRunner()
    return lambda *words: runner.invoke(app, list(words))


def test_a_table_for_people(run: Run) -> None:
    done = run("report", *NOVEMBER, "--by", "line")
    assert done.exit_code == 0
    assert "01.11.2026 – 14.11.2026" in done.output
    assert "Доля самообслуживания" in done.output
    assert "линия 1" in done.output
    assert "Self-service share" in run("report", *NOVEMBER, "--language", "en").output


def test_json_for_programs(run: Run) -> None:
    found = json.loads(
        run("report", *NOVEMBER, "--by", "topic", "--format", "json", "--sla", "15/30/480").output
    )
    assert found["since"] == "2026-11-01T00:00:00+03:00"
    assert found["until"] == "2026-11-15T00:00:00+03:00"
    assert found["total"]["opened"] == sum(group["figures"]["opened"] for group in found["groups"]) == 200
    share = found["total"]["self_service"]
    assert share["value"] == share["part"] / share["whole"]
    assert found["total"]["sla_first_reply"]["whole"] > 0
    assert sum(hour["opened"] for hour in found["load"]) == 200


def test_csv_with_names_that_are_no_formulas(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    assert run("report", *NOVEMBER, "--by", "agent", "--format", "csv", "--out", str(file)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    names = [row["agent"] for row in rows]
    assert f"'{FORMULA}" in names
    assert names[0] == "всего"
    closed = [int(row["closed"]) for row in rows]
    assert closed[0] == sum(closed[1:])


def test_a_workbook(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    assert run("report", *NOVEMBER, "--by", "agent", "--format", "xlsx", "--out", str(file)).exit_code == 0
    book = openpyxl.load_workbook(file)
    figures, load = book.worksheets
    assert [cell.value for cell in figures[1]][:4] == ["Показатель", "Имя", "Единица", "всего"]
    assert all(cell.data_type != "f" for row in figures.iter_rows() for cell in row)
    by_name = {row[1].value: row[3].value for row in figures.iter_rows(min_row=2)}
    assert by_name["opened"] == 200
    assert load.max_row == 1 + 7 * 24


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2026-11-31"), "is no day like 2026-11-30"),
        (("--from", "2026-11-10", "--to", "2026-11-01"), "is after"),
        (("--format", "xlsx"), "needs --out"),
        (("--sla", "quickly"), "is not like"),
        (("--from", "2020-01-01", "--to", "2020-01-02"), "No case between 2020-01-01 and 2020-01-02"),
        (("--by", "mood"), "--by"),
    ],
)
def test_what_is_wrong_is_said(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run("report", *words)
    assert done.exit_code != 0
    assert said in " ".join(done.output.replace("│", " ").split())


def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    done = run("report", *NOVEMBER, "--format", "csv", "--out", str(tmp_path / "nowhere" / "report.csv"))
    assert done.exit_code == 1
    assert "cannot be written" in done.output


def test_people_by_the_hour(run: Run) -> None:
    table = run("staffing", *NOVEMBER)
    assert table.exit_code == 0
    assert "Часов работы в неделю" in table.output
    words = ("--target-seconds", "60", "--target-share", "0.9", "--format", "json")
    strict = json.loads(run("staffing", *NOVEMBER, *words).output)
    mild = json.loads(run("staffing", *NOVEMBER, "--format", "json").output)
    assert strict["aim"] == {"seconds": 60.0, "share": 0.9, "occupancy": 0.85}
    assert len(strict["hours"]) == 168
    assert all(hour["within"] >= 0.9 for hour in strict["hours"])
    assert sum(h["people"] for h in strict["hours"]) > sum(h["people"] for h in mild["hours"])


def test_nobody_to_plan_for(run: Run) -> None:
    done = run("staffing", "--from", "2020-01-01", "--to", "2020-01-31")
    assert done.exit_code == 1
    assert "Nobody took a case" in done.output
