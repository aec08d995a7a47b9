"""Entries as files. What is written here and read again is the same, in every format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kb.entry import Entry
from kb.formats import comma_separated
from kb.formats.nested import as_yaml, fields_of, phrasings_of

KINDS = ("csv", "xlsx", "yaml", "json")
"""What fits one file; a folder of Markdown files is `kb.formats.folder`."""


def write(entries: Iterable[Entry], kind: str) -> bytes:
    """A file of one of `KINDS`. Raises `KeyError` for another one."""
    kept = list(entries)
    writers = {
        "csv": lambda: comma_separated.write(_table(kept, cell_limit=None)),
        "xlsx": lambda: _workbook(kept),
        "yaml": lambda: as_yaml({"entries": [fields_of(entry) for entry in kept]}).encode(),
        "json": lambda: json.dumps(list(map(fields_of, kept)), ensure_ascii=False, indent=1).encode(),
    }
    return writers[kind]()


def _workbook(entries: list[Entry]) -> bytes:
    from kb.formats import workbook  # noqa: PLC0415 - 8 MB that only these files need

    return workbook.write(_table(entries, cell_limit=workbook.CELL_LIMIT))


def _table(entries: list[Entry], cell_limit: int | None) -> Iterator[list[str]]:
    """A header and one row an entry. A list too long for one cell goes on in the next column."""
    rows = [_row(entry, cell_limit) for entry in entries]
    wide: dict[str, int] = {}
    for row in rows:
        for column, cells in row.items():
            wide[column] = max(wide.get(column, 1), len(cells))
    columns = sorted(wide, key=_place)
    yield [column for column in columns for _ in range(wide[column])]
    for row in rows:
        padded = ((*row.get(column, ()), *[""] * wide[column])[: wide[column]] for column in columns)
        yield [cell for cells in padded for cell in cells]


def _row(entry: Entry, cell_limit: int | None) -> dict[str, tuple[str, ...]]:
    """Cells by column; one each, but for lists that need several."""
    row: dict[str, tuple[str, ...]] = {
        "id": (entry.id,),
        "topic": (entry.topic,),
        "tags": (", ".join(entry.tags),),
        "link": (entry.link,),
        "picture": (entry.picture,),
        "details": (", ".join(entry.details),),
        "files": ("\n".join(entry.files),),
        "segments": (", ".join(entry.segments),),
        "valid_from": (entry.valid_from.isoformat() if entry.valid_from else "",),
        "valid_until": (entry.valid_until.isoformat() if entry.valid_until else "",),
        "status": (entry.status.value,),
    }
    row |= {f"question_{language}": (text,) for language, text in entry.titles.items()}
    row |= {f"answer_{language}": (text,) for language, text in entry.answers.items()}
    row |= {f"guide_{language}": (text,) for language, text in entry.guides.items()}
    for language, phrasings in phrasings_of(entry).items():
        column = f"phrasings_{language}" if language else "phrasings"
        row[column] = tuple(_packed(phrasings, cell_limit))
    return row


def _packed(values: list[str], cell_limit: int | None) -> Iterator[str]:
    """Values one a line, in as few cells as they fit."""
    cell: list[str] = []
    length = 0
    for value in values:
        if cell_limit and cell and length + len(value) + 2 > cell_limit:
            yield _lines(cell)
            cell, length = [], 0
        cell.append(value)
        length += len(value) + 1
    yield _lines(cell)


def _lines(values: list[str]) -> str:
    text = "\n".join(values)
    return f"{text}\n" if len(values) == 1 and "|" in text else text  # else «|» would separate


def _place(column: str) -> tuple[int, str]:
    order = ("id", "topic", "question", "answer", "guide", "phrasings", "tags", "link", "picture", "files",
             "details", "segments", "valid")  # fmt: skip
    return next((i for i, name in enumerate(order) if column.startswith(name)), len(order)), column
