"""What a file would do to the entries that are kept, before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from kb import library
from kb.entry import Entry, Phrasing, Status, tidied
from kb.formats.interpret import Found, Reading

_BEING_WRITTEN = (Status.DRAFT, Status.REVIEW)


class Change(StrEnum):
    """What happens to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Planned:
    """The effect on one entry: as it will be, as it was (`before`), and which of its fields differ. `line`
    and `file` are where the file says so; an entry that is retired is in none."""

    line: int
    change: Change
    entry: Entry
    fields: tuple[str, ...] = ()
    file: str = ""
    before: Entry | None = None


def plan(
    reading: Reading,
    kept: Iterable[Entry],
    drafts: Mapping[str, Entry] = MappingProxyType({}),
    *,
    retire_missing: bool = False,
) -> tuple[Planned, ...]:
    """What each row would do to the entries that are kept; with `retire_missing`, published ones that are not
    there are taken from customers. `drafts` are newer wordings of published entries, which a row with the
    status of a draft is about."""
    by_id = {entry.id: entry for entry in kept}
    by_title = {title.lower(): entry for entry in by_id.values() for title in entry.titles.values()}
    planned = [_planned(found, by_id, by_title, drafts, whole=reading.whole) for found in reading.found]
    if retire_missing:
        planned += [
            Planned(0, Change.RETIRED, replace(entry, status=Status.RETIRED), ("status",), before=entry)
            for entry in missing(planned, by_id.values())
        ]
    return tuple(planned)


def missing(planned: Iterable[Planned], kept: Iterable[Entry]) -> list[Entry]:
    """The published entries that the file does not speak of."""
    named = {row.entry.id for row in planned}
    return [entry for entry in kept if entry.status is Status.PUBLISHED and entry.id not in named]


def _planned(
    found: Found,
    by_id: Mapping[str, Entry],
    by_title: Mapping[str, Entry],
    drafts: Mapping[str, Entry],
    *,
    whole: bool,
) -> Planned:
    before = by_id.get(found.entry.id)
    if before is None and not found.named:  # a file without ids is matched by its questions
        titles = (title.lower() for title in found.entry.titles.values())
        before = next((by_title[title] for title in titles if title in by_title), None)
    if before is None:
        return Planned(found.line, Change.ADDED, found.entry, file=found.file)
    merged = replace(found.entry if whole else merge(before, found), id=before.id, version=before.version)
    if merged.status in _BEING_WRITTEN and before.status is Status.PUBLISHED:  # goes on answering meanwhile
        before = replace(drafts.get(before.id, before), status=merged.status)
    fields = _differences(before, merged)
    change = Change.CHANGED if fields else Change.UNCHANGED
    return Planned(found.line, change, merged, fields, found.file, before)


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
