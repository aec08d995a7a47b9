"""Tables, whatever they come in: which row is the header, which column is what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.formats.columns import LISTS, base_of, canonical, meant
from kb.formats.rows import Cell, FileProblem, Row, Sheet, refuse, shorten, split_lines
from kb.problems import Problem

BARE = ("question", "answer")
"""What two columns without a header are."""

_TITLE_ROWS = 6  # a title and a date may stand above the header
_TITLE_LENGTH, _TITLE_WORDS = 80, 3
_QUESTION_WORDS = re.compile(
    r"(?:как|где|куда|откуда|что|чем|кто|когда|почему|зачем|сколько|как(?:ой|ая|ие|ое)|можно|нужно|есть|ли|не|нет|у"
    r"|хочу|могу|how|where|what|when|why|who|which|can|is|are|do|does)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table; `problems` are cells that could not be taken over. `joined`: its cells are merged
    into one, as those of a title are."""

    number: int
    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()
    joined: bool = False

    @property
    def blank(self) -> bool:
        """Nothing in it at all."""
        return not self.problems and not any(cell.strip() for cell in self.cells)


def sheet_of(lines: Iterable[Line], separator: str = "", notices: tuple[FileProblem, ...] = ()) -> Sheet:
    """Rows by canonical column. `separator` is named when a row has more cells than the header; `notices`
    are told before those found here."""
    filled = [line for line in lines if not line.blank]
    if not filled:
        return Sheet((), whole=False, notices=notices)
    header = _header(filled)
    columns, told = _columns(filled, header)
    body = filled if header is None else filled[header + 1 :]
    rows: list[Row] = []
    problems: list[FileProblem] = []
    section = ""
    for line in body:
        if header is not None and (title := _section(line, columns)):
            section = title
            told.append(FileProblem(line.number, Problem("section", "", {"value": shorten(title)})))
            continue
        faults = [*line.problems]
        if any(cell.strip() for cell in line.cells[len(columns) :]):
            faults.append(Problem("cells_extra", "", {"value": separator or ";"}))
        cells, twice = _cells(columns, line.cells)
        if section and not cells.get("topic"):
            cells["topic"] = section
        faults += [Problem("said_twice", column) for column in twice]
        problems += [FileProblem(line.number, fault) for fault in faults]
        if not faults:
            rows.append(Row(line.number, cells))
    names = {} if header is None else _names(columns, filled[header].cells)
    return Sheet(tuple(rows), False, tuple(problems), (*notices, *told), names)


def _names(columns: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    """The header of each column as the editor wrote it."""
    return {column: " ".join(cell.split()) for column, cell in zip(columns, cells, strict=False) if column}


def _section(line: Line, columns: Sequence[str | None]) -> str:
    """The title of a section, where a row is nothing else; empty otherwise.

    It is one filled cell: merged over the row, or not where a question stands. A question that lacks its
    answer is no title.
    """
    filled = [(column, cell.strip()) for column, cell in enumerate(line.cells) if cell.strip()]
    if len(filled) != 1 or line.problems:
        return ""
    place, text = filled[0]
    column = columns[place] if place < len(columns) else None
    if len(text) > _TITLE_LENGTH or (column and base_of(column) not in ("question", "topic", "id")):
        return ""
    if column and base_of(column) == "question" and not line.joined:
        asks = text.endswith("?") or _QUESTION_WORDS.match(text)
        named = text.isupper() or text.endswith(":") or len(text.split()) <= _TITLE_WORDS
        if asks or not named:
            return ""
    return text.rstrip(":").strip() if not text.isdigit() else ""


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names a question and an answer."""
    return set(BARE) <= {base_of(column) for column in columns_of(cells) if column}


def columns_of(cells: Sequence[str]) -> list[str | None]:
    """The column of each header: by its own name first, then by what it seems to mean."""
    columns = [canonical(cell) for cell in cells]
    taken = {base_of(column) for column in columns if column}
    for place, cell in enumerate(cells):
        column = None if columns[place] else meant(cell)
        if column and base_of(column) not in taken:
            columns[place] = column
            taken.add(base_of(column))
    return columns


def has_header(filled: Sequence[Line]) -> bool:
    """Whether one of the first rows does."""
    return _header(filled) is not None


def _header(filled: Sequence[Line]) -> int | None:
    return next((n for n, line in enumerate(filled[:_TITLE_ROWS]) if is_header(line.cells)), None)


def known_names(cells: Sequence[str]) -> int:
    """How many of the cells name a column that we know."""
    return sum(column is not None for column in columns_of(cells))


def _columns(filled: Sequence[Line], header: int | None) -> tuple[list[str | None], list[FileProblem]]:
    """The column each cell of a row stands for, and what the editor should know of it."""
    first = filled[header or 0]
    if header is None:
        used = [cell for cell in first.cells if cell.strip()]
        if len(used) != len(BARE) or known_names(first.cells):
            raise refuse("columns_missing", first.number, value=", ".join(used)[:200])
        if _looks_like_header(used, filled[1:]):
            raise refuse("header_unclear", first.number, value=" | ".join(map(shorten, used)))
        shown = {"question": shorten(used[0]), "answer": shorten(used[1])}
        return list(BARE), [FileProblem(first.number, Problem("header_none", "", shown))]
    columns = columns_of(first.cells)
    unknown = [cell for cell, column in zip(first.cells, columns, strict=True) if not column and cell.strip()]
    return columns, [
        FileProblem(first.number, Problem("column_unknown", "", {"value": name})) for name in unknown
    ]


def _looks_like_header(first: Sequence[str], others: Sequence[Line]) -> bool:
    """Whether the first of the rows without a known header names columns rather than asks: short, without
    the signs of sentences, unlike the rows below it."""

    def asks(cell: str) -> bool:
        return cell.rstrip().endswith("?") or bool(_QUESTION_WORDS.match(cell.strip()))

    if any(cell.rstrip()[-1:] in ".!?…" or len(cell) > _TITLE_LENGTH for cell in first) or asks(first[0]):
        return False
    below = [[cell for cell in line.cells if cell.strip()] for line in others]
    below = [cells for cells in below if len(cells) == len(BARE)]
    asking = sum(asks(cells[0]) for cells in below)
    shorter = sum(len(cells[1]) > 2 * len(first[1]) for cells in below)
    return bool(below) and (asking * 2 >= len(below) or shorter * 2 >= len(below))


def _cells(columns: Sequence[str | None], cells: Sequence[str]) -> tuple[dict[str, Cell], list[str]]:
    """Values by column, and columns that occur twice with different values."""
    found: dict[str, Cell] = {column: "" for column in columns if column}
    twice = []
    for column, cell in zip(columns, cells, strict=False):
        if column is None or not cell.strip():
            continue
        before = found[column]
        if not before:
            found[column] = cell
        elif base_of(column) in LISTS:
            found[column] = (*_list(before), *_list(cell))
        elif before != cell:
            twice.append(column)
    return found, twice


def _list(cell: Cell) -> Sequence[str]:
    return cell if isinstance(cell, tuple) else split_lines(cell)
