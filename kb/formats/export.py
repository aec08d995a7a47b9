"""Entries as files. What is written here and read again is the same, in every format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from kb.entry import Entry, Status
from kb.formats import comma_separated, workbook
from kb.formats.interpret import origin_marked
from kb.formats.tree import ANY_LANGUAGE

KINDS = ("csv", "xlsx", "yaml", "json")

_LINE_WIDTH = 110


def write(entries: Iterable[Entry], kind: str) -> bytes:
    """A file of one of `KINDS`. Raises `KeyError` for another one."""
    kept = list(entries)
    writers = {
        "csv": lambda: comma_separated.write(_table(kept, cell_limit=None)),
        "xlsx": lambda: workbook.write(_table(kept, cell_limit=workbook.CELL_LIMIT)),
        "yaml": lambda: _yaml({"entries": [_tree(entry) for entry in kept]}),
        "json": lambda: json.dumps([_tree(entry) for entry in kept], ensure_ascii=False, indent=1).encode(),
    }
    return writers[kind]()


# -- tables ----------------------------------------------------------------------------------------


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
    for language, phrasings in _phrasings(entry).items():
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


# -- trees -----------------------------------------------------------------------------------------


def _tree(entry: Entry) -> dict[str, Any]:
    """An entry as nested values; what is empty is left out."""
    phrasings = {language or ANY_LANGUAGE: values for language, values in _phrasings(entry).items()}
    found: dict[str, Any] = {
        "id": entry.id,
        "topic": entry.topic,
        "status": "" if entry.status is Status.PUBLISHED else entry.status.value,
        "question": dict(entry.titles),
        "answer": dict(entry.answers),
        "guide": dict(entry.guides),
        "phrasings": phrasings,
        "tags": list(entry.tags),
        "link": entry.link,
        "picture": entry.picture,
        "files": list(entry.files),
        "details": list(entry.details),
        "segments": list(entry.segments),
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else "",
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else "",
    }
    return {name: value for name, value in found.items() if value}


def _phrasings(entry: Entry) -> dict[str, list[str]]:
    """Phrasings by language, each with the mark of its origin."""
    found: dict[str, list[str]] = {}
    for phrasing in entry.phrasings:
        found.setdefault(phrasing.language, []).append(origin_marked(phrasing))
    return found


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, as a person would write them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _yaml(value: Any) -> bytes:
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_LINE_WIDTH)
    return text.encode("utf-8")
