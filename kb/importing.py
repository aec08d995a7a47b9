"""Bringing a file of entries into the knowledge base: first what would happen, then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from kb import gaps, journal, library
from kb.differences import field_changes
from kb.entry import Entry, Status, answer_in, title_in
from kb.formats.reading import read_file
from kb.formats.rows import FileProblem, FileRefusedError, shorten
from kb.journal import Signature
from kb.markup import plain
from kb.planning import Change, Planned, missing, plan
from store.database import Database

IMPORTED, RETIRED = "imported", "retired"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did (`written`), would do, or why it did nothing (`problems`). `missing` are published
    entries that the file does not speak of and that stay; `samples` are the first entries of a table as they
    were read."""

    file: str
    planned: tuple[Planned, ...]
    problems: tuple[FileProblem, ...]
    notices: tuple[FileProblem, ...]
    written: bool
    missing: tuple[Entry, ...] = ()
    samples: tuple[Entry, ...] = ()

    def count(self, change: Change) -> int:
        """How many entries that happens to."""
        return Counter(row.change for row in self.planned)[change]

    @property
    def changing(self) -> tuple[Planned, ...]:
        """What does not stay as it is."""
        return tuple(row for row in self.planned if row.change is not Change.UNCHANGED)

    def lines(self, language: str = "ru", *, trial: bool = True) -> list[str]:
        """The report for a person: notices, then errors or each change field by field; the sums. Unless it is
        written already or about to be, it ends with the word that this was a `trial`."""
        words = _WORDS[language]
        found = [notice.text(self.file, language) for notice in self.notices]
        found += [problem.text(self.file, language) for problem in self.problems]
        if self.changing and not self.problems and not self.written:
            found += sample_lines(self.samples, language)
        for row in () if self.problems else self.changing:
            found += _told(row, words, language)
        tense = "will_" if self.changing and not self.written and not self.problems else ""
        sums = ", ".join(
            f"{words[tense + change]}: {self.count(change)}" for change in Change if self._counts(change)
        )
        errors = f"{words['errors']}: {len(self.problems)}"
        return [*found, f"{sums}, {errors}.{self._ending(words, trial=trial)}"]

    def _counts(self, change: Change) -> bool:
        return change is not Change.RETIRED or self.count(change) > 0

    def _ending(self, words: Mapping[str, str], *, trial: bool) -> str:
        if self.problems:
            return f" {words['refused']}"
        stay = f" {words['stay'].format(count=len(self.missing))}" if self.missing else ""
        return f"{stay} {words['dry']}" if trial and self.changing and not self.written else stay


SAMPLES = 3


def sample_lines(samples: Iterable[Entry], language: str) -> list[str]:
    """The first entries of a table as they were read, to look at before anything is written."""
    words = _WORDS[language]
    shown = [
        f"    {shorten(title_in(entry, language))} → {shorten(plain(answer_in(entry, language)))}"
        for entry in samples
    ]
    return [words["samples"], *shown] if shown else []


_WORDS: dict[str, dict[str, str]] = {
    "ru": {
        "line": "строка",
        "added": "добавлено",
        "changed": "изменено",
        "retired": "снято",
        "unchanged": "без изменений",
        "will_added": "будет добавлено",
        "will_changed": "будет изменено",
        "will_retired": "будет снято",
        "will_unchanged": "без изменений",
        "samples": "Так прочитано:",
        "errors": "ошибок",
        "stay": "Опубликовано, но в файле нет: {count}; они остаются.",
        "dry": "Это проба: ничего не записано.",
        "refused": "Ничего не записано: исправьте ошибки и повторите.",
    },
    "en": {
        "line": "line",
        "added": "added",
        "changed": "changed",
        "retired": "retired",
        "unchanged": "unchanged",
        "will_added": "to be added",
        "will_changed": "to be changed",
        "will_retired": "to be retired",
        "will_unchanged": "unchanged",
        "samples": "Read like this:",
        "errors": "errors",
        "stay": "Published and not in the file: {count}; they stay.",
        "dry": "This was a trial: nothing was written.",
        "refused": "Nothing was written: mend the errors and try again.",
    },
}


def import_file(
    database: Database,
    path: Path,
    *,
    author: str,
    now: datetime,
    dry_run: bool = False,
    retire_missing: bool = False,
    hidden: bool = False,
) -> ImportReport:
    """Read a file or a folder, compare it with what is kept, and keep it: all of it, or nothing when there is
    an error. With `retire_missing`, published entries that are not in it are taken from customers; with
    `hidden`, hidden and struck-out rows of a workbook are read too.

    Raises nothing for a bad file: the report says what is wrong.
    """
    report = planned_import(database, path, retire_missing=retire_missing, hidden=hidden)
    if dry_run or report.problems:
        return report
    with database.write() as session:
        report = compared(session, path, retire_missing=retire_missing, hidden=hidden)
        if report.problems:
            return report
        keep(session, report.changing, Signature(author, now))
    return replace(report, written=True)


def planned_import(
    database: Database, path: Path, *, retire_missing: bool = False, hidden: bool = False
) -> ImportReport:
    """What an import would do; nothing is written."""
    with database.read() as session:
        return compared(session, path, retire_missing=retire_missing, hidden=hidden)


def keep(session: Session, rows: Iterable[Planned], signed: Signature, action: str = IMPORTED) -> None:
    """Do what was planned, inside the caller's transaction, and write down who did it."""
    rows = list(rows)
    staying = [row.entry for row in rows if row.change is not Change.RETIRED]
    gone = [row.entry.id for row in rows if row.change is Change.RETIRED]
    saved = library.save_all(session, staying, author=signed.by, now=signed.at)
    for entry_id in gone:
        library.retire(session, entry_id, now=signed.at)
    journal.note(session, [(entry_id, None) for entry_id in gone], RETIRED, signed)
    journal.note(session, [(entry.id, entry.version) for entry in saved], action, signed)
    published = [entry for entry in saved if entry.status is Status.PUBLISHED]
    gaps.published_all(session, published, by=signed.by, now=signed.at)


def compared(session: Session, path: Path, *, retire_missing: bool, hidden: bool = False) -> ImportReport:
    """What an import would do, inside the caller's transaction."""
    name = path.name or path.resolve().name
    try:
        reading = read_file(path, hidden=hidden)
    except FileRefusedError as error:
        return ImportReport(name, (), error.problems, (), written=False)
    kept = library.standing(session)
    drafts = {entry.id: entry for entry in library.latest(session)}
    planned = plan(reading, kept, drafts, retire_missing=retire_missing and not reading.problems)
    problems = (*reading.problems, *_without_value(session, planned))
    left = () if problems else tuple(missing(planned, kept))
    samples = () if reading.whole else tuple(one.entry for one in reading.found[:SAMPLES])
    return ImportReport(
        name, planned, problems, reading.notices, written=False, missing=left, samples=samples
    )


def _without_value(session: Session, planned: Iterable[Planned]) -> list[FileProblem]:
    """Variables that the file uses and that nobody has given a value."""
    rows = {row.entry.id: row for row in planned if row.change in (Change.ADDED, Change.CHANGED)}
    found = library.without_value(session, [row.entry for row in rows.values()])
    return [FileProblem(rows[entry_id].line, problem, rows[entry_id].file) for entry_id, problem in found]


def _told(row: Planned, words: Mapping[str, str], language: str) -> Iterator[str]:
    """What happens to an entry, and how each of its fields differs."""
    place = f"{row.file}: " if row.file else f"{words['line']} {row.line}: " if row.line else ""
    yield f"{place}{words[row.change]} {row.entry.id} — {title_in(row.entry, language)}"
    if row.change is Change.CHANGED and row.before is not None:
        for field in field_changes(row.before, row.entry):
            yield from (f"    {line}" for line in field.lines())
