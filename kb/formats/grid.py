"""Tables, whatever they come in: which row is the header, which column is what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.formats.columns import LISTS, base_of, canonical
from kb.formats.rows import Cell, FileProblem, Row, Sheet, refuse, split_lines
from kb.problems import Problem

BARE = ("question", "answer")
"""What two columns without a header are."""

_TITLE_ROWS = 6  # a title and a date may stand above the header


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table; `problems` are cells that could not be taken over."""

    number: int
    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()

    @property
    def blank(self) -> bool:
        """Nothing in it at all."""
        return not self.problems and not any(cell.strip() for cell in self.cells)


def sheet_of(lines: Iterable[Line], separator: str = "") -> Sheet:
    """Rows by canonical column. `separator` is named when a row has more cells than the header."""
    filled = [line for line in lines if not line.blank]
    if not filled:
        return Sheet((), whole=False)
    header = _header(filled)
    columns, notices = _columns(filled[header or 0])
    body = filled if header is None else filled[header + 1 :]
    rows: list[Row] = []
    problems: list[FileProblem] = []
    for line in body:
        faults = [*line.problems]
        if any(cell.strip() for cell in line.cells[len(columns) :]):
            faults.append(Problem("cells_extra", "", {"value": separator or ";"}))
        cells, twice = _cells(columns, line.cells)
        faults += [Problem("said_twice", column) for column in twice]
        problems += [FileProblem(line.number, fault) for fault in faults]
        if not faults:
            rows.append(Row(line.number, cells))
    return Sheet(tuple(rows), whole=False, problems=tuple(problems), notices=notices)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names a question and an answer."""
    named = {base_of(column) for column in map(canonical, cells) if column}
    return set(BARE) <= named


def has_header(filled: Sequence[Line]) -> bool:
    """Whether one of the first rows does."""
    return _header(filled) is not None


def _header(filled: Sequence[Line]) -> int | None:
    return next((n for n, line in enumerate(filled[:_TITLE_ROWS]) if is_header(line.cells)), None)


def known_names(cells: Sequence[str]) -> int:
    """How many of the cells name a column that we know."""
    return sum(canonical(cell) is not None for cell in cells)


def _columns(first: Line) -> tuple[list[str | None], tuple[FileProblem, ...]]:
    """The column each cell of the first row stands for."""
    if not is_header(first.cells):
        used = [cell for cell in first.cells if cell.strip()]
        if len(used) == len(BARE) and not known_names(first.cells):
            return list(BARE), ()
        raise refuse("columns_missing", first.number, value=", ".join(used)[:200])
    columns = [canonical(cell) for cell in first.cells]
    unknown = [cell for cell, column in zip(first.cells, columns, strict=True) if not column and cell.strip()]
    notices = (FileProblem(first.number, Problem("column_unknown", "", {"value": name})) for name in unknown)
    return columns, tuple(notices)


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
