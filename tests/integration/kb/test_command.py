"""`linezero kb`, as an editor runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from kb import library
from store.database import Database

TABLE = "вопрос;ответ\nКак оплатить?;Картой.\nГде офис?;На Лесной.\n"


@pytest.fixture
def linezero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a command in an empty folder with its own database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEZERO_DATABASE_URL", f"sqlite:///{tmp_path / 'kb.db'}")
    monkeypatch.setenv("LINEZERO_DESK_LANGUAGE", "ru")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["kb", *arguments])

    return run


def kept(folder: Path) -> list[str]:
    database = Database(f"sqlite:///{folder / 'kb.db'}")
    with database.read() as session:
        found = [entry.id for entry in library.latest(session)]
    database.close()
    return found


def test_trial_import_export_and_import_again(linezero, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "faq.csv").write_bytes(TABLE.encode("cp1251"))
    trial = linezero("import", "faq.csv", "--dry-run")
    assert trial.exit_code == 0
    assert "добавлено: 2" in trial.output
    assert "ничего не записано" in trial.output
    assert kept(tmp_path) == []

    assert linezero("import", "faq.csv").exit_code == 0
    assert kept(tmp_path) == ["gde-ofis", "kak-oplatit"]

    assert linezero("export", "all.xlsx").exit_code == 0
    again = linezero("import", "all.xlsx", "--language", "en")
    assert again.exit_code == 0
    assert again.output == "added: 0, changed: 0, unchanged: 2, errors: 0.\n"


def test_a_bad_file_changes_nothing_and_ends_with_an_error(linezero, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "faq.csv").write_text(TABLE + "Почему?;\n", encoding="utf-8")
    found = linezero("import", "faq.csv")
    assert found.exit_code == 1
    assert "faq.csv, строка 4: ответ: нет ответа: заполните его" in found.output
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("none.csv", "файл не найден"), ("faq.docx", "нужен csv, xlsx, yaml, json, md или папка с файлами md")],
)
def test_a_file_that_cannot_be_read_is_said_in_words(linezero, tmp_path: Path, name: str, said: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "faq.docx").write_bytes(b"x")
    found = linezero("check", name)
    assert found.exit_code == 1
    assert said in found.output


def test_check_tells_what_is_fine_too(linezero, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "faq.csv").write_text(TABLE, encoding="utf-8")
    *samples, last = linezero("check", "faq.csv").output.splitlines()
    assert last == "faq.csv: 2 ✓"
    assert samples[0] == "Так прочитано:"
    assert len(samples) == 3


def test_export_names_the_kinds_it_knows(linezero) -> None:  # type: ignore[no-untyped-def]
    found = linezero("export", "all.docx")
    assert found.exit_code == 1
    assert "csv, xlsx, yaml, json" in found.output
