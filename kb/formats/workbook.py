"""XLSX, read row by row without computing anything, and written as text only."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from kb.formats import grid
from kb.formats.rows import ROWS_LIMIT, UNPACKED_LIMIT_MB, FileProblem, Sheet, refuse
from kb.problems import Problem

CELL_LIMIT = 32_767
"""What one cell of Excel holds; more would be cut off silently."""
_COLUMNS_LIMIT = 500
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)


def read(data: bytes) -> Sheet:
    """The rows of the first worksheet that has a header. Raises `FileRefusedError`."""
    _check_size(data)
    try:
        lines, passed_over = _first_filled(data)
    except _BROKEN as error:
        raise refuse("file_broken", kind="XLSX", value=type(error).__name__) from error
    sheet = grid.sheet_of(lines)
    notices = (FileProblem(0, Problem("sheet_passed_over", "", {"value": name})) for name in passed_over)
    return replace(sheet, notices=(*sheet.notices, *notices))


def write(table: Iterable[Sequence[str]]) -> bytes:
    """One worksheet, every cell text, so that nothing in it is ever computed."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("knowledge base")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(table):
        if number == 0:
            for column, name in enumerate(row, 1):
                width = 60 if name.startswith(("answer", "phrasings")) else 24
                sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.append([_text_cell(sheet, value, heading=number == 0) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _check_size(data: bytes) -> None:
    """Refuse what would unpack to more than fits in memory (a zip bomb)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist()) / 1_000_000
    except (zipfile.BadZipFile, OSError) as error:
        raise refuse("file_broken", kind="XLSX", value=type(error).__name__) from error
    if unpacked > UNPACKED_LIMIT_MB:
        raise refuse("file_bomb", length=round(unpacked), limit=UNPACKED_LIMIT_MB)


def _first_filled(data: bytes) -> tuple[list[grid.Line], list[str]]:
    """The rows of the sheet with entries, and the names of other sheets that hold something."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of decorations that it does not know
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            filled = {sheet.title: _filled(sheet) for sheet in book.worksheets}
            names = [name for name, lines in filled.items() if lines]
            chosen = next((name for name in names if grid.has_header(filled[name])), next(iter(names), ""))
            return filled.get(chosen, []), [name for name in names if name != chosen]
        finally:
            book.close()


def _filled(sheet: Any) -> list[grid.Line]:
    return [line for line in _lines(sheet) if not line.blank]


def _lines(sheet: Any) -> Iterator[grid.Line]:
    for number, row in enumerate(sheet.iter_rows(max_col=_COLUMNS_LIMIT), 1):
        if number > ROWS_LIMIT:
            raise refuse("file_rows", limit=ROWS_LIMIT)
        problems = []
        for cell in row:
            if cell.data_type == "f":
                problems.append(Problem("formula", f"{get_column_letter(cell.column)}{number}"))
            elif cell.data_type == "e":
                where = f"{get_column_letter(cell.column)}{number}"
                problems.append(Problem("cell_error", where, {"value": cell.value}))
        yield grid.Line(number, [_as_text(cell.value) for cell in row], tuple(problems))


def _as_text(value: Any) -> str:
    """A number as people read it, a day as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _text_cell(sheet: Any, value: str, *, heading: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"  # also what begins with «=» stays text
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if heading:
        cell.font = Font(bold=True)
    return cell
