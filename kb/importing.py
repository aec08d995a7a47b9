"""Bringing a file of entries into the knowledge base: first what would happen, then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy.orm import Session

from kb import library, values
from kb.entry import Entry, Phrasing, tidied, title_in
from kb.formats.interpret import Found, Reading
from kb.formats.reading import read_file
from kb.formats.rows import FileProblem, FileRefusedError
from store.database import Database


class Change(StrEnum):
    """What a row of the file does to the knowledge base."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Planned:
    """One row's effect: the entry as it will be, and which of its fields differ from now."""

    line: int
    change: Change
    entry: Entry
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did (`written`), would do, or why it did nothing (`problems`)."""

    file: str
    planned: tuple[Planned, ...]
    problems: tuple[FileProblem, ...]
    notices: tuple[FileProblem, ...]
    written: bool

    def count(self, change: Change) -> int:
        """How many rows have that effect."""
        return Counter(row.change for row in self.planned)[change]

    def lines(self, language: str = "ru") -> list[str]:
        """The report for a person: notices, then errors or each change, then the sums."""
        words = _WORDS[language]
        found = [notice.text(self.file, language) for notice in self.notices]
        found += [problem.text(self.file, language) for problem in self.problems]
        found += [
            _sentence(row, words, language) for row in self.planned if row.change is not Change.UNCHANGED
        ]
        sums = ", ".join(f"{words[change]}: {self.count(change)}" for change in Change)
        errors = f"{words['errors']}: {len(self.problems)}"
        ending = "" if self.written else f" {words['refused' if self.problems else 'dry']}"
        return [*found, f"{sums}, {errors}.{ending}"]


_WORDS: dict[str, dict[str, str]] = {
    "ru": {
        "line": "строка",
        "added": "добавлено",
        "changed": "изменено",
        "unchanged": "без изменений",
        "errors": "ошибок",
        "dry": "Это проба: ничего не записано.",
        "refused": "Ничего не записано: исправьте ошибки и повторите.",
    },
    "en": {
        "line": "line",
        "added": "added",
        "changed": "changed",
        "unchanged": "unchanged",
        "errors": "errors",
        "dry": "This was a trial: nothing was written.",
        "refused": "Nothing was written: mend the errors and try again.",
    },
}


def import_file(
    database: Database, path: Path, *, author: str, now: datetime, dry_run: bool = False
) -> ImportReport:
    """Read a file, compare it with what is kept, and keep it: all of it, or nothing when there is an error.

    Raises nothing for a bad file: the report says what is wrong.
    """
    try:
        reading = read_file(path)
    except FileRefusedError as error:
        return ImportReport(path.name, (), error.problems, (), written=False)
    with database.read() as session:
        planned = plan(reading, library.latest(session))
        problems = (*reading.problems, *_without_value(session, planned))
    if dry_run or problems:
        return ImportReport(path.name, planned, problems, reading.notices, written=False)
    with database.write() as session:
        planned = plan(reading, library.latest(session))
        changing = [row.entry for row in planned if row.change is not Change.UNCHANGED]
        library.save_all(session, changing, author=author, now=now)
    return ImportReport(path.name, planned, (), reading.notices, written=True)


def _without_value(session: Session, planned: Iterable[Planned]) -> list[FileProblem]:
    """Variables that the file uses and that nobody has given a value."""
    lines = {row.entry.id: row.line for row in planned if row.change is not Change.UNCHANGED}
    changing = [row.entry for row in planned if row.entry.id in lines]
    return [
        FileProblem(lines[entry_id], problem) for entry_id, problem in values.problems_of(session, changing)
    ]


def plan(reading: Reading, kept: Iterable[Entry]) -> tuple[Planned, ...]:
    """What each row would do to the entries that are kept."""
    by_id = {entry.id: entry for entry in kept}
    by_title = {title.lower(): entry for entry in by_id.values() for title in entry.titles.values()}
    return tuple(_planned(found, by_id, by_title, whole=reading.whole) for found in reading.found)


def _planned(
    found: Found, by_id: Mapping[str, Entry], by_title: Mapping[str, Entry], *, whole: bool
) -> Planned:
    before = by_id.get(found.entry.id)
    if before is None and not found.named:  # a file without ids is matched by its questions
        titles = (title.lower() for title in found.entry.titles.values())
        before = next((by_title[title] for title in titles if title in by_title), None)
    if before is None:
        return Planned(found.line, Change.ADDED, found.entry)
    merged = replace(found.entry if whole else merge(before, found), id=before.id, version=before.version)
    fields = _differences(before, merged)
    return Planned(found.line, Change.CHANGED if fields else Change.UNCHANGED, merged, fields)


def merge(before: Entry, found: Found) -> Entry:
    """A row of a table over the entry that is kept: a column that the table has not says nothing.

    A column `phrasings` without a language speaks of all phrasings, unless there are columns with one.
    """
    new, says = found.entry, found.says
    by_language = {column for column in says if column.startswith("phrasings_")}
    speaks_of_all = "phrasings" in says and not by_language
    known = {phrasing.text: phrasing for phrasing in before.phrasings}
    kept = (
        one
        for one in before.phrasings
        if not speaks_of_all and f"phrasings_{one.language}" not in by_language
    )
    given = (_as_known(one, known) for one in new.phrasings)
    simple = ("topic", "tags", "link", "picture", "files", "details", "segments",
              "valid_from", "valid_until", "status")  # fmt: skip
    return tidied(
        replace(
            before,
            titles={**_unsaid(before.titles, "question", says), **new.titles},
            answers={**_unsaid(before.answers, "answer", says), **new.answers},
            guides={**_unsaid(before.guides, "guide", says), **new.guides},
            phrasings=(*kept, *given),
            **{name: getattr(new, name) for name in simple if name in says},
        )
    )


def _as_known(phrasing: Phrasing, known: Mapping[str, Phrasing]) -> Phrasing:
    """Where the file tells no language, what we know of the same words."""
    return phrasing if phrasing.language else known.get(phrasing.text, phrasing)


def _unsaid(texts: Mapping[str, str], column: str, says: frozenset[str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if f"{column}_{language}" not in says}


def _differences(before: Entry, after: Entry) -> tuple[str, ...]:
    """Names of the fields that differ, as the file calls them."""
    old, new = library.content(tidied(before)), library.content(tidied(after))
    names = {"titles": "question", "answers": "answer", "guides": "guide"}
    changed = [names.get(name, name) for name in old if old[name] != new[name]]
    return (*changed, *(["status"] if before.status is not after.status else []))


def _sentence(row: Planned, words: Mapping[str, str], language: str) -> str:
    fields = f" ({', '.join(row.fields)})" if row.fields else ""
    title = title_in(row.entry, language)
    return f"{words['line']} {row.line}: {words[row.change]} {row.entry.id} — {title}{fields}"
