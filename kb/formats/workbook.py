"""XLSX, read as a person sees it without computing anything, and written as text only."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from kb.formats import grid
from kb.formats.rows import UNPACKED_LIMIT_MB, FileProblem, Sheet, refuse
from kb.formats.worksheet import SheetReader
from kb.problems import Problem

CELL_LIMIT = 32_767
"""What one cell of Excel holds; more would be cut off silently."""
_CELLS_LIMIT = 1_000_000  # half a gigabyte while it is read
_PIECE = 1 << 20
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as the number of a sign; it is told that the underscore is meant."""
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


def read(data: bytes, *, hidden: bool = False) -> Sheet:
    """The rows of the first worksheet that has a header, as a person sees them. What is struck out or
    hidden is left out and named, unless `hidden` says to read it too. Raises `FileRefusedError`."""
    _check_size(data)
    try:
        lines, notices = _first_filled(data, hidden=hidden)
    except _BROKEN as error:
        raise refuse("file_broken", kind="XLSX", value=type(error).__name__) from error
    return grid.sheet_of(lines, "", tuple(notices))


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
    """Refuse what would unpack to more than fits in memory: a zip bomb, or more cells than people fill."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist()) / 1_000_000
            if unpacked > UNPACKED_LIMIT_MB:
                raise refuse("file_bomb", length=round(unpacked), limit=UNPACKED_LIMIT_MB)
            if sum(map(_cells_of, (archive.open(name) for name in _worksheets(archive)))) > _CELLS_LIMIT:
                raise refuse("file_cells", limit=_CELLS_LIMIT)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise refuse("file_broken", kind="XLSX", value=type(error).__name__) from error


def _worksheets(archive: zipfile.ZipFile) -> list[str]:
    return [
        name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")
    ]


def _cells_of(member: IO[bytes]) -> int:
    """How many cells a worksheet says it has, counted without building one."""
    with member:
        return sum(piece.count(b"<c ") for piece in iter(lambda: member.read(_PIECE), b""))


def _first_filled(data: bytes, *, hidden: bool) -> tuple[list[grid.Line], list[FileProblem]]:
    """The rows of the sheet with entries, and what was passed over."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of decorations that it does not know
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=False, rich_text=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if hidden or sheet.sheet_state == "visible"]
        filled = {sheet.title: SheetReader(sheet, hidden=hidden) for sheet in shown}
        names = [name for name, sheet in filled.items() if sheet.lines]
        chosen = next((name for name in names if grid.has_header(filled[name].lines)), next(iter(names), ""))
        others = [sheet.title for sheet in book.worksheets if sheet.title != chosen and not _is_empty(sheet)]
        told = [FileProblem(0, Problem("sheet_passed_over", "", {"value": name})) for name in others]
        found = filled.get(chosen)
        return (found.lines, [*found.notices, *told]) if found else ([], told)


def _is_empty(sheet: Any) -> bool:
    return all(cell.value is None for cell in sheet._cells.values())  # iter_rows would make cells up


def _text_cell(sheet: Any, value: str, *, heading: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=_ESCAPE.sub("_x005F_", value))
    cell.data_type = "s"  # also what begins with «=» stays text
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if heading:
        cell.font = Font(bold=True)
    return cell
