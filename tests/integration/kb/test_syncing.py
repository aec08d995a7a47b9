"""`linezero kb import | diff | export | sync`: what would happen is shown first, and a folder can be the
source of truth."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.app import load_demo
from bot.cli.main import app
from kb import importing, library, syncing
from kb.entry import Entry, Phrasing, Status
from kb.formats import folder
from kb.journal import Signature
from store.authoring import KbChange
from store.database import Database
from tests.integration.kb.asked import Asked

NOW = datetime.now(UTC).replace(microsecond=0)
PAY = Entry(
    "pay",
    {"ru": "Как оплатить интернет?"},
    {"ru": "Картой.\n\nСразу."},
    phrasings=(Phrasing("чем платить", "ru"),),
)
OFFICE = Entry("office", {"ru": "Где ваш офис?"}, {"ru": "На Лесной, 5."})
SLOW = Entry("slow", {"ru": "Почему медленно?"}, {"ru": "Перезагрузите роутер."})


@pytest.fixture
def run(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command in a folder of its own, with the database of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEZERO_DATABASE_URL", sqlite_database.url.render_as_string())
    monkeypatch.setenv("LINEZERO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LINEZERO_ENCODER", "lexical")
    monkeypatch.setenv("LINEZERO_DESK_LANGUAGE", "en")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["kb", *arguments])

    return run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with two entries."""
    folder.write([PAY, OFFICE], tmp_path / "kb")
    return tmp_path / "kb"


def states(database: Database) -> dict[str, Status]:
    with database.read() as session:
        return {entry.id: entry.status for entry in library.latest(session)}


def journal(database: Database) -> list[tuple[str, str, int | None, str]]:
    with database.read() as session:
        rows = session.scalars(select(KbChange).order_by(KbChange.id)).all()
        return [(row.entry_id, row.action, row.version, row.reason) for row in rows]


def keep(database: Database, *entries: Entry) -> None:
    with database.write() as session:
        library.save_all(session, entries, author="мария", now=NOW)


# -- diff and import ----------------------------------------------------------------------------------


def test_diff_says_field_by_field_what_would_change(run: Any, sqlite_database: Database, place: Path) -> None:
    keep(sqlite_database, Entry("pay", {"ru": "Как оплатить?"}, {"ru": "Картой.\n\nЗа час."}), SLOW)
    found = run("diff", "kb")
    assert found.exit_code == 0
    assert found.output.splitlines() == [
        "office.md: added office — Где ваш офис?",
        "pay.md: changed pay — Как оплатить интернет?",
        "    question_ru: Как оплатить? → Как оплатить интернет?",
        "    answer_ru:",
        "      - За час.",
        "      + Сразу.",
        "    phrasings_ru: — → чем платить",
        "to be added: 1, to be changed: 1, unchanged: 0, errors: 0. "
        "Published and not in the file: 1; they stay. This was a trial: nothing was written.",
        "not in the file: slow — Почему медленно?",
    ]
    assert set(states(sqlite_database)) == {"pay", "slow"}
    (_, pay) = json.loads(run("diff", "kb", "--json").output)["entries"]
    assert pay["fields"]["question_ru"] == {"before": "Как оплатить?", "after": "Как оплатить интернет?"}


def test_import_shows_the_same_before_it_acts(run: Any, sqlite_database: Database, place: Path) -> None:
    keep(sqlite_database, Entry("pay", {"ru": "Как оплатить?"}, {"ru": "Картой."}), SLOW)
    shown = run("import", "kb", "--dry-run").output
    assert "    question_ru: Как оплатить? → Как оплатить интернет?" in shown
    done = run("import", "kb")
    assert done.output == shown.replace(" This was a trial: nothing was written.", "") + "Written.\n"
    assert states(sqlite_database)["slow"] is Status.PUBLISHED
    assert journal(sqlite_database) == [("office", "imported", 1, ""), ("pay", "imported", 2, "")]


def test_what_is_missing_is_retired_only_where_that_is_said(
    run: Any, sqlite_database: Database, place: Path
) -> None:
    keep(sqlite_database, SLOW, Entry("idea", SLOW.titles, SLOW.answers, status=Status.DRAFT))
    found = run("import", "kb", "--retire-missing")
    assert "retired slow — Почему медленно?" in found.output
    assert states(sqlite_database) == {
        "idea": Status.DRAFT, "office": Status.PUBLISHED, "pay": Status.PUBLISHED, "slow": Status.RETIRED,
    }  # fmt: skip


def test_an_export_holds_what_answers_not_what_somebody_is_writing(
    run: Any, sqlite_database: Database, tmp_path: Path
) -> None:
    keep(sqlite_database, OFFICE)
    keep(sqlite_database, Entry("office", OFFICE.titles, {"ru": "Переезжаем."}, status=Status.DRAFT))
    assert run("export", "out", "--format", "markdown").exit_code == 0
    assert "На Лесной, 5." in (tmp_path / "out" / "office.md").read_text("utf-8")
    found = run("import", "out")
    assert found.output == "added: 0, changed: 0, unchanged: 1, errors: 0.\n"
    with sqlite_database.read() as session:
        assert library.published(session)[0].answers == OFFICE.answers


def test_a_folder_that_is_exported_and_imported_is_the_same(
    run: Any, sqlite_database: Database, tmp_path: Path
) -> None:
    count = load_demo(sqlite_database)
    assert run("export", "out", "--format", "markdown").output == f"out: {count}\n"
    assert run("check", "out").output == f"out: {count} ✓\n"
    assert f"unchanged: {count}, errors: 0." in run("import", "out").output
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    assert run("export", "out").exit_code == 0  # the folder is there: no need to say what it is
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before


def test_export_into_a_place_that_cannot_be_is_said(run: Any, sqlite_database: Database, place: Path) -> None:
    keep(sqlite_database, PAY)
    assert run("export", "kb/pay.md", "--format", "markdown").exit_code == 1
    assert run("export", "nowhere/all.csv").exit_code == 1


# -- sync ---------------------------------------------------------------------------------------------


def test_sync_makes_the_knowledge_base_what_the_folder_says(
    run: Any, sqlite_database: Database, place: Path
) -> None:
    keep(sqlite_database, Entry("pay", PAY.titles, {"ru": "Наличными."}), OFFICE, SLOW)
    found = run("sync", "kb", "--author", "anna")
    assert (found.exit_code, found.output.splitlines()[-1]) == (0, "Done.")
    assert states(sqlite_database) == {
        "office": Status.PUBLISHED, "pay": Status.PUBLISHED, "slow": Status.RETIRED,
    }  # fmt: skip
    with sqlite_database.read() as session:
        assert {entry.id: entry.answers for entry in library.published(session)} == {
            "office": OFFICE.answers, "pay": PAY.answers,
        }  # fmt: skip
        assert [(one.version, one.author) for one in library.versions(session, "pay")] == [
            (1, "мария"), (2, "anna"),
        ]  # fmt: skip
    assert journal(sqlite_database) == [("slow", "retired", None, ""), ("pay", "synced", 2, "")]


def test_sync_again_does_nothing(run: Any, sqlite_database: Database, place: Path) -> None:
    assert run("sync", "kb").exit_code == 0
    folder.write([Entry("pay", PAY.titles, {"ru": "Скоро иначе."}, status=Status.DRAFT)], place)
    assert run("sync", "kb").exit_code == 0
    before = journal(sqlite_database)
    again = run("sync", "kb")
    assert (again.exit_code, again.output) == (0, "added: 0, changed: 0, unchanged: 2, errors: 0.\n")
    assert journal(sqlite_database) == before
    with sqlite_database.read() as session:  # a draft in the folder leaves what answers answering
        assert {entry.id: entry.answers for entry in library.published(session)}["pay"] == PAY.answers


def test_what_comes_back_into_the_folder_answers_again(
    run: Any, sqlite_database: Database, place: Path
) -> None:
    folder.write([SLOW], place)
    run("sync", "kb")
    (place / "slow.md").unlink()
    run("sync", "kb")
    assert states(sqlite_database)["slow"] is Status.RETIRED
    folder.write([SLOW], place)
    found = run("sync", "kb")
    assert "    status: retired → published" in found.output
    assert states(sqlite_database)["slow"] is Status.PUBLISHED


def test_a_fault_names_file_line_and_way_out_and_nothing_is_changed(
    run: Any, sqlite_database: Database, place: Path
) -> None:
    keep(sqlite_database, SLOW)
    (place / "new.md").write_text("---\ntopic: a\ntopic: b\n---\n# Как?\n\nТак.\n", "utf-8")
    found = run("sync", "kb")
    assert found.exit_code == 1
    assert "kb/new.md, line 3: the field “topic” occurs twice: keep one" in found.output
    assert states(sqlite_database) == {"slow": Status.PUBLISHED}
    assert run("sync", "nowhere").exit_code == 1


def test_a_loss_blocks_unless_somebody_insists_with_a_reason(
    run: Any, sqlite_database: Database, tmp_path: Path
) -> None:
    load_demo(sqlite_database)
    run("export", "kb", "--format", "markdown")
    lost = next(entry for entry in _published(sqlite_database) if entry.phrasings)
    with sqlite_database.write() as session:
        for phrasing in lost.phrasings:
            Asked(session, phrasing.text, at=NOW)
    (tmp_path / "kb" / f"{lost.id}.md").unlink()
    blocked = run("sync", "kb")
    assert blocked.exit_code == 1
    assert "Something would be lost" in blocked.output
    assert "Customers would lose answers" in blocked.output
    assert states(sqlite_database)[lost.id] is Status.PUBLISHED
    assert run("sync", "kb", "--force").exit_code == 2
    assert run("sync", "kb", "--force", "--reason", "We sell this no more").exit_code == 0
    assert states(sqlite_database)[lost.id] is Status.RETIRED
    assert journal(sqlite_database)[-1] == (lost.id, "retired", None, "We sell this no more")


def test_what_was_retired_in_telegram_stays_retired_after_an_export(
    run: Any, sqlite_database: Database, place: Path
) -> None:
    run("sync", "kb")
    with sqlite_database.write() as session:
        library.retire(session, "pay", now=NOW)
        library.save(
            session, Entry("old", PAY.titles, PAY.answers, status=Status.RETIRED), author="m", now=NOW
        )
    assert "    status: retired → published" in run("diff", "kb").output
    assert run("export", "kb").exit_code == 0
    assert "status: retired" in (place / "pay.md").read_text("utf-8")
    assert not (place / "old.md").exists()
    assert run("sync", "kb").exit_code == 0
    assert states(sqlite_database)["pay"] is Status.RETIRED


def test_the_wrong_folder_takes_nothing_away(run: Any, sqlite_database: Database, place: Path) -> None:
    load_demo(sqlite_database)
    before = states(sqlite_database)
    found = run("sync", "kb")
    assert found.exit_code == 1
    assert "More than half of the entries would go" in found.output
    assert states(sqlite_database) == before


def test_where_two_persons_publish_the_second_one_is_named(
    run: Any, sqlite_database: Database, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINEZERO_TWO_PERSON_PUBLISHING", "true")
    assert run("sync", "kb", "--author", "anna").exit_code == 2
    assert run("sync", "kb", "--author", "anna", "--reviewed-by", "anna").exit_code == 2
    assert states(sqlite_database) == {}
    assert run("sync", "kb", "--dry-run").exit_code == 0
    assert run("sync", "kb", "--author", "anna", "--reviewed-by", "boris").exit_code == 0
    assert run("sync", "kb", "--author", "anna").exit_code == 0  # nothing is left to be looked at
    with sqlite_database.read() as session:
        row = session.scalars(select(KbChange).limit(1)).one()
        assert (row.facts["by"], row.facts["reviewed_by"]) == ("anna", "boris")


def test_what_changed_while_it_was_looked_at_stops_the_sync(database: Database, place: Path) -> None:
    seen = importing.planned_import(database, place, retire_missing=True)
    keep(database, Entry("pay", PAY.titles, {"ru": "Наличными."}))
    with pytest.raises(syncing.OvertakenError):
        syncing.apply(database, place, seen, Signature("anna", NOW))
    assert states(database) == {"pay": Status.PUBLISHED}
    syncing.apply(
        database,
        place,
        importing.planned_import(database, place, retire_missing=True),
        Signature("anna", NOW),
    )
    assert set(states(database)) == {"pay", "office"}


def _published(database: Database) -> list[Entry]:
    with database.read() as session:
        return library.published(session)
