"""Import: first what would happen, then all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb import demo_company, library
from kb.entry import Entry, Phrasing, Status, tidied
from kb.formats import export
from kb.importing import ImportReport, import_file
from kb.planning import Change
from store.database import Database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def bring(database: Database, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Import a text or bytes as a file of that name."""

    def run(content: str | bytes, name: str = "faq.csv", *, dry_run: bool = False) -> ImportReport:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(database, path, author="мария", now=NOW, dry_run=dry_run)

    return run


def kept(database: Database) -> dict[str, Entry]:
    with database.read() as session:
        return {entry.id: entry for entry in library.latest(session)}


def changes(report: ImportReport) -> list[tuple[str, Change]]:
    return [(row.entry.id, row.change) for row in report.planned]


def test_a_bare_table_is_published_at_once(database: Database, bring) -> None:  # type: ignore[no-untyped-def]
    report = bring("вопрос;ответ\nКак оплатить?;Картой.\nГде офис?;На Лесной.\n")
    assert report.written
    assert changes(report) == [("kak-oplatit", Change.ADDED), ("gde-ofis", Change.ADDED)]
    assert {entry.status for entry in kept(database).values()} == {Status.PUBLISHED}


def test_the_same_file_again_changes_nothing(database: Database, bring) -> None:  # type: ignore[no-untyped-def]
    text = "question,answer\nHow?,So.\n"
    bring(text)
    assert changes(bring(text)) == [("how", Change.UNCHANGED)]
    assert kept(database)["how"].version == 1


def test_one_bad_row_and_nothing_is_written(database: Database, bring) -> None:  # type: ignore[no-untyped-def]
    bring("id,question,answer\na,How?,So.\n")
    report = bring("id,question,answer\na,How?,Otherwise.\nb,Why?,\n")
    assert not report.written
    assert [problem.line for problem in report.problems] == [3]
    assert list(kept(database)) == ["a"]
    assert kept(database)["a"].answers == {"en": "So."}
    assert report.lines("ru")[-1].endswith("Ничего не записано: исправьте ошибки и повторите.")


def test_a_file_that_cannot_be_read_is_a_report_too(database: Database, bring) -> None:  # type: ignore[no-untyped-def]
    report = bring(b"\x00\x01", "faq.xlsx")
    assert not report.written
    assert report.lines("en")[0].startswith("faq.xlsx: the file is broken or is not XLSX")


def test_a_trial_says_what_would_change_and_writes_nothing(database: Database, bring) -> None:  # type: ignore[no-untyped-def]
    bring("id,question,answer\na,How?,So.\nb,Why?,Because.\n")
    before = kept(database)
    report = bring("id,question,answer\na,How?,Otherwise.\nb,Why?,Because.\nc,Who?,Me.\n", dry_run=True)
    assert changes(report) == [("a", Change.CHANGED), ("b", Change.UNCHANGED), ("c", Change.ADDED)]
    assert report.planned[0].fields == ("answer",)
    assert kept(database) == before
    assert report.lines("en") == [
        "Read like this:",
        "    How? → Otherwise.",
        "    Why? → Because.",
        "    Who? → Me.",
        "line 2: changed a — How?",
        "    answer_en: So. → Otherwise.",
        "line 4: added c — Who?",
        "to be added: 1, to be changed: 1, unchanged: 1, errors: 0. This was a trial: nothing was written.",
    ]


def test_columns_that_a_table_has_not_are_left_alone(database: Database, bring, pay: Entry) -> None:  # type: ignore[no-untyped-def]
    rich = replace(pay, tags=("деньги",), link="https://x.example", details=("phone",))
    bring(export.write([rich], "yaml"), "rich.yaml")
    bring(
        "id;ответ_ru\n".replace("ответ_ru", "вопрос_ru;ответ_ru") + "pay;Как оплатить интернет?;Наличными.\n"
    )
    found = kept(database)["pay"]
    assert found == tidied(replace(rich, answers={**pay.answers, "ru": "Наличными."}, version=2))


def test_a_column_that_is_there_and_empty_empties(database: Database, bring, pay: Entry) -> None:  # type: ignore[no-untyped-def]
    bring(export.write([replace(pay, tags=("деньги",))], "yaml"), "rich.yaml")
    bring("id,question_en,answer_en,tags,question_ru,answer_ru\npay,How do I pay?,By card.,,,\n")
    found = kept(database)["pay"]
    assert (found.tags, set(found.titles), set(found.answers)) == ((), {"en"}, {"en"})


def test_yaml_describes_the_whole_entry(database: Database, bring, pay: Entry) -> None:  # type: ignore[no-untyped-def]
    bring(export.write([replace(pay, tags=("деньги",))], "yaml"), "kb.yaml")
    report = bring(export.write([pay], "yaml"), "kb.yaml")
    assert report.planned[0].fields == ("tags",)
    assert kept(database)["pay"].tags == ()


def test_a_table_without_ids_finds_its_entries_by_their_questions(  # type: ignore[no-untyped-def]
    database: Database, bring, pay: Entry
) -> None:
    bring(export.write([pay], "yaml"), "kb.yaml")
    report = bring("question,answer\nhow do i pay?,In cash.\n")
    assert changes(report) == [("pay", Change.CHANGED)]
    assert kept(database)["pay"].answers["en"] == "In cash."
    assert kept(database)["pay"].answers["ru"] == pay.answers["ru"]


def test_phrasings_without_a_language_keep_what_is_known_of_them(  # type: ignore[no-untyped-def]
    database: Database, bring, pay: Entry
) -> None:
    bring(export.write([pay], "yaml"), "kb.yaml")
    bring("id,question,answer,phrasings\npay,How do I pay?,By card.,how to pay|where to pay\n")
    assert kept(database)["pay"].phrasings == (Phrasing("where to pay", ""), Phrasing("how to pay", "en"))


@pytest.mark.parametrize("kind", export.KINDS)
def test_the_demo_goes_out_and_comes_in_unchanged(database: Database, bring, kind: str) -> None:  # type: ignore[no-untyped-def]
    with database.write() as session:
        demo_company.load(session, NOW)
    before = kept(database)
    report = bring(export.write(before.values(), kind), f"kb.{kind}")
    assert {change for _, change in changes(report)} == {Change.UNCHANGED}
    assert kept(database) == before
